"""Who signs in, for administrators: the list, one account with all it looks after, and its changes."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.accounts import actions
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.audit.models import AuditEvent
from partnerships.forms.users import (
    NO_ROLE,
    AddUserForm,
    CloseUserForm,
    EditUserForm,
    OpenUserForm,
    RoleForm,
    SecondFactorForm,
    UserFilters,
)
from partnerships.models import AssignedRole, Assignment
from partnerships.presenters.history import entries
from partnerships.presenters.users import filtered, lines, ordered, role_of, state_of
from partnerships.rules.wording import counted
from partnerships.views.base import record_or_404
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage

A_PAGE = 50
# So many of the latest changes of an account are shown on its page.
LATEST = 20


class UserList(ProgrammeDoor, TemplateView):
    """Every account; filters, order and page are in the address."""

    permission = Permission.MANAGE_USERS
    template_name = "partnerships/user_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        form = UserFilters(self.request.GET)
        chosen = filtered(form.cleaned_data, day) if form.is_valid() else User.objects.all()
        in_order, sort = ordered(chosen, self.request.GET.get("sort", ""))
        page = Paginator(in_order, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            active=form.in_words(),
            sort=sort,
            page=page,
            lines=lines(list(page), day),
            list_url=reverse("user-list"),
            **kwargs,
        )


class UserDoor(ProgrammeDoor):
    """Finds the account of the address."""

    permission = Permission.MANAGE_USERS

    @cached_property
    def account(self) -> User:
        """The account of the address; Http404 for none."""
        found: User = record_or_404(User.objects.all(), self.kwargs["pk"])
        return found

    @property
    def assignments(self) -> list[Assignment]:
        """What the account looks after today and later, by area."""
        theirs = self.account.assignments.exclude(ends_on__lt=clock.today())
        return list(theirs.select_related("area").order_by("area__name", "starts_on", "pk"))

    @property
    def detail_url(self) -> str:
        return reverse("user-detail", args=[self.account.pk])


class UserDetail(UserDoor, TemplateView):
    """One account: who, in which role, whether they sign in, what they look after, and its trail."""

    template_name = "partnerships/user_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        account = self.account
        state, colour = state_of(account)
        over = account.assignments.filter(ends_on__lt=clock.today()).select_related("area")
        events = AuditEvent.objects.filter(subject_kind="user", subject_id=account.pk)
        assignments = self.assignments
        has_factor = Authenticator.objects.filter(user=account).exists()
        return super().get_context_data(
            account=account,
            state=state,
            colour=colour,
            role=role_of(account),
            is_invited=actions.is_invited(account),
            is_own=account.pk == self.user.pk,
            is_service=account.programme_role == ProgrammeRole.SERVICE,
            may_change=self.may_change,
            has_factor=has_factor,
            links=self.links(has_factor),
            assignments=assignments,
            is_rep=any(one.role == AssignedRole.REP for one in assignments),
            over=over.order_by("-ends_on", "area__name"),
            today=clock.today(),
            entries=entries(list(events.select_related("by")[:LATEST])),
            **kwargs,
        )

    @property
    def may_change(self) -> bool:
        """Whether the one who looks may change the account at all."""
        return self.user.is_superuser or not self.account.is_superuser

    def links(self, has_factor: bool) -> dict[str, str]:
        """Where each part of the account is changed; a part that cannot be is left out."""
        if not self.may_change:
            return {}
        account, names = self.account, {"edit": "user-edit", "open": "user-open"}
        if account.pk != self.user.pk:
            names["close"] = "user-close"
            if account.programme_role != ProgrammeRole.SERVICE:
                names["role"] = "user-role"
            if has_factor:
                names["factor"] = "user-second-factor"
        return {part: reverse(name, args=[account.pk]) for part, name in names.items()}


class UserAdd(ProgrammeFormPage):
    """Add an account, and invite whoever it is for."""

    permission = Permission.MANAGE_USERS
    template_name = "partnerships/user_add.html"
    form_class = AddUserForm
    title = "Add a user"

    def get_back_url(self) -> str:
        return reverse("user-list")

    def get_success_url(self) -> str:
        return self.success_url or self.get_back_url()

    def act(self, form: AddUserForm) -> str:
        said = form.cleaned_data
        user = actions.add(
            name=said["name"], email=said["email"], role=role_said(form), by=self.user
        )
        self.success_url = reverse("user-detail", args=[user.pk])
        if user.programme_role == ProgrammeRole.SERVICE:
            return f"{user} is added. It gets in by a token alone."
        return f"{user} is added, and invited by e-mail to choose a password."


class UserFormPage(UserDoor, ProgrammeFormPage):
    """A question about one account; `version` of its form is the mark of the account as it was seen."""

    def get_back_url(self) -> str:
        return self.detail_url

    def get_caption(self) -> str:
        return self.account.name

    def get_initial(self) -> dict[str, Any]:
        return {"version": actions.mark_of(self.account)}

    def form_invalid(self, form: Any) -> HttpResponse:
        # What somebody else saved meanwhile is told, and shown on the page that is drawn again.
        self.__dict__.pop("account", None)
        form.catch_up(actions.mark_of(self.account))
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(account=self.account, role=role_of(self.account), **kwargs)


class UserEdit(UserFormPage):
    """Change the name or the e-mail address of an account."""

    template_name = "partnerships/user_edit.html"
    form_class = EditUserForm
    title = "Change the name or the e-mail address"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"account": self.account}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"name": self.account.name, "email": self.account.email}

    def act(self, form: EditUserForm) -> str:
        before = self.account.email
        saved = actions.correct(
            user=self.account,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            by=self.user,
            seen=form.cleaned_data["version"],
        )
        if saved.email == before:
            return f"Saved. The account is {saved}’s."
        return f"Saved. {saved} signs in with {saved.email} from now on, and is told by e-mail."


class UserRole(UserFormPage):
    """Change what somebody may do across all areas."""

    template_name = "partnerships/user_role.html"
    form_class = RoleForm
    title = "Change the role"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"role": self.account.programme_role or NO_ROLE}

    def act(self, form: RoleForm) -> str:
        saved = actions.give_role(
            user=self.account,
            role=role_said(form),
            by=self.user,
            seen=form.cleaned_data["version"],
        )
        return f"Saved. The role of {saved} is: {role_of(saved) or 'single areas alone'}."


class UserClose(UserFormPage):
    """Let somebody sign in no longer."""

    template_name = "partnerships/user_close.html"
    form_class = CloseUserForm

    def get_title(self) -> str:
        return f"Close the account of {self.account}"

    def act(self, form: CloseUserForm) -> str:
        left = len(self.assignments)
        saved = actions.close(
            user=self.account,
            reason=form.cleaned_data["reason"],
            by=self.user,
            seen=form.cleaned_data["version"],
        )
        words = f"Saved. {saved} may no longer sign in."
        return (
            f"{words} {counted(left, 'assignment')} still to end or hand over." if left else words
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assignments=self.assignments, **kwargs)


class UserOpen(UserFormPage):
    """Let somebody sign in again."""

    template_name = "partnerships/user_open.html"
    form_class = OpenUserForm

    def get_title(self) -> str:
        return f"Open the account of {self.account} again"

    def act(self, form: OpenUserForm) -> str:
        saved = actions.open_again(
            user=self.account, by=self.user, seen=form.cleaned_data["version"]
        )
        return f"Saved. {saved} may sign in again."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assignments=self.assignments, **kwargs)


class UserSecondFactor(UserDoor, ProgrammeFormPage):
    """Turn off the second factor of somebody who lost it."""

    template_name = "partnerships/user_second_factor.html"
    form_class = SecondFactorForm

    def get_title(self) -> str:
        return f"Turn off the second factor of {self.account}"

    def get_caption(self) -> str:
        return self.account.name

    def get_back_url(self) -> str:
        return self.detail_url

    def act(self, form: SecondFactorForm) -> str:
        saved = actions.reset_second_factor(
            user=self.account, reason=form.cleaned_data["reason"], by=self.user
        )
        return f"{saved} signs in with the password alone, and is told by e-mail."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(account=self.account, **kwargs)


class UserInvite(UserDoor, View):
    """The button that sends the invitation again."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            user = actions.invite(user=self.account, by=self.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, f"{user} is invited again. The links before lead nowhere.")
        return redirect(self.detail_url)


def role_said(form: Any) -> str:
    """The role of a valid form as an account keeps it."""
    role: str = form.cleaned_data["role"]
    return "" if role == NO_ROLE else role
