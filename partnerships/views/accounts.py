"""What administrators change of one account: name and address, role, sign-in, second factor."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from biglocal import clock
from biglocal.accounts import actions
from biglocal.design.words import day_in_words
from partnerships.actions import looking_after
from partnerships.forms.looking_after import GiveAreaForm
from partnerships.forms.users import (
    NO_ROLE,
    CloseUserForm,
    EditUserForm,
    OpenUserForm,
    RoleForm,
    SecondFactorForm,
)
from partnerships.presenters.users import role_of
from partnerships.rules.wording import counted
from partnerships.views.programme import ProgrammeFormPage
from partnerships.views.users import UserDoor


class UserFormPage(UserDoor, ProgrammeFormPage):
    """A question about one account; `version` of its form is the mark of the account as it was seen."""

    def get_back_url(self) -> str:
        return self.detail_url

    def get_caption(self) -> str:
        return self.account.name

    def get_initial(self) -> dict[str, Any]:
        return {"version": actions.mark_of(self.account)}

    def form_invalid(self, form: Any) -> HttpResponse:
        # The page is drawn with the account as it is now.
        self.__dict__.pop("account", None)
        now = actions.mark_of(self.account)
        if form.data.get("version") != now and actions.CHANGED not in form.non_field_errors():
            form.add_error(None, actions.CHANGED)
        form.catch_up(now)
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
            role=form.chosen_role,
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


class UserGiveArea(UserDoor, ProgrammeFormPage):
    """Let somebody look after an area, from the page of their account."""

    template_name = "partnerships/user_give_area.html"
    form_class = GiveAreaForm

    def get_title(self) -> str:
        return f"Give {self.account} an area"

    def get_caption(self) -> str:
        return self.account.name

    def get_back_url(self) -> str:
        return self.detail_url

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def act(self, form: GiveAreaForm) -> str:
        said = form.cleaned_data
        begun = looking_after.begin(
            area=form.found,
            user=self.account,
            role=said["role"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            by=self.user,
        )
        return (
            f"{begun.user} is {begun.get_role_display().lower()} of {begun.area} from "
            f"{day_in_words(begun.starts_on)}. They are told by e-mail."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(account=self.account, **kwargs)


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
