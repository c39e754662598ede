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
    AddUserForm,
    UserFilters,
)
from partnerships.models import AssignedRole, Assignment
from partnerships.presenters.history import entries
from partnerships.presenters.users import filtered, lines, ordered, role_of, state_of
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
        chosen = filtered(form.what_holds, day)
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
        return str(self.success_url or self.get_back_url())

    def act(self, form: AddUserForm) -> str:
        said = form.cleaned_data
        user = actions.add(
            name=said["name"], email=said["email"], role=form.chosen_role, by=self.user
        )
        self.success_url = reverse("user-detail", args=[user.pk])
        if user.programme_role == ProgrammeRole.SERVICE:
            return f"{user} is added. It gets in by a token alone."
        return f"{user} is added, and invited by e-mail to choose a password."


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
