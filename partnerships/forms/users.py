"""The forms with which administrators say who signs in, as whom, and in which role."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.accounts.models import ProgrammeRole, User
from biglocal.design.filters import FilterForm
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.models import AssignedRole

NO_ROLE = "none"
ROLES = [
    (NO_ROLE, "Single areas alone"),
    (ProgrammeRole.STAFF.value, str(ProgrammeRole.STAFF.label)),
    (ProgrammeRole.ADMINISTRATOR.value, str(ProgrammeRole.ADMINISTRATOR.label)),
]
ROLE_HINTS = {
    NO_ROLE: "A secretary or a rep: they see the areas that you assign them to.",
    ProgrammeRole.STAFF.value: "Sees every area, answers reviews, says who looks after an area.",
    ProgrammeRole.ADMINISTRATOR.value: (
        "That too, and runs rounds, areas, users and the criteria."
    ),
}
SERVICE = (ProgrammeRole.SERVICE.value, str(ProgrammeRole.SERVICE.label))
SERVICE_HINT = "A program that reads figures. It cannot sign in, and is sent no e-mail."

MAY, INVITED, CLOSED, NO_FACTOR = "may", "invited", "closed", "no-factor"
STATES = {
    MAY: "May sign in",
    INVITED: "Invited, no password yet",
    CLOSED: "Closed",
    NO_FACTOR: "May sign in, without a second factor",
}
KINDS = {
    AssignedRole.REP.value: "Rep of an area today",
    AssignedRole.SECRETARY.value: "Secretary of an area today",
    ProgrammeRole.STAFF.value: str(ProgrammeRole.STAFF.label),
    ProgrammeRole.ADMINISTRATOR.value: str(ProgrammeRole.ADMINISTRATOR.label),
    ProgrammeRole.SERVICE.value: str(ProgrammeRole.SERVICE.label),
    NO_ROLE: "No role and no area today",
}


class UserFilters(FilterForm):
    """Which accounts to list; everything left empty shows them all."""

    q = forms.CharField(label="Name or e-mail address", required=False, max_length=254)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any"), *KINDS.items()])
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *STATES.items()])

    def in_words(self) -> str:
        """What is filtered now, like "“rita”; closed"; "" for nothing."""
        q, role, state = (self.what_holds[name] for name in ("q", "role", "state"))
        words = [
            f"“{q}”" if q else "",
            KINDS[role].lower() if role else "",
            STATES[state].lower() if state else "",
        ]
        return "; ".join(word for word in words if word)


class WhoForm(VersionedForm):
    """What somebody is called, and the address that they sign in with."""

    prompts = {"name": "their full name", "email": "their e-mail address"}

    name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(label="E-mail address", max_length=254)
    # Whom the address must not be taken from: everybody but the account itself.
    others = User.objects.all()

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if self.others.filter(email=email).exists():
            raise forms.ValidationError("Somebody already signs in with this e-mail address")
        return email


class AsksRole(VersionedForm):
    """A form with a role among its answers."""

    @property
    def chosen_role(self) -> str:
        """The role of a valid form as an account keeps it."""
        chosen: str = self.cleaned_data["role"]
        return "" if chosen == NO_ROLE else chosen


class AddUserForm(WhoForm, AsksRole):
    """A new account, without a password."""

    button = "Add and invite"
    choice_hints = {"role": ROLE_HINTS | {SERVICE[0]: SERVICE_HINT}}

    role = forms.ChoiceField(
        label="What may they do?",
        choices=[*ROLES, SERVICE],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they may do"},
    )


class EditUserForm(WhoForm):
    """The name and the address of an account, to be changed."""

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = User.objects.exclude(pk=account.pk)


class RoleForm(AsksRole):
    """What somebody may do across all areas."""

    button = "Save the role"
    choice_hints = {"role": ROLE_HINTS}

    role = forms.ChoiceField(
        label="What may they do?",
        choices=ROLES,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they may do"},
    )


class CloseUserForm(VersionedForm):
    """Why somebody may no longer sign in."""

    button = "Close the account"
    button_kind = "warning"
    prompts = {"reason": "why the account is closed"}

    reason = forms.CharField(
        label="Why is it closed?",
        help_text="Only administrators can read this.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpenUserForm(VersionedForm):
    """That somebody may sign in again."""

    button = "Open the account"


class SecondFactorForm(DesignForm):
    """How an administrator knows who asks for the second factor to be turned off."""

    button = "Turn off the second factor"
    button_kind = "warning"
    prompts = {"reason": "how you know that it is them"}

    reason = forms.CharField(
        label="How do you know that it is them who ask?",
        help_text="For example: you called the number that you have of them.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
