"""The form with which Local Trust hands an area over to another rep."""

from __future__ import annotations

from django import forms
from django.db.models import Q, QuerySet

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.models import AssignedRole


def reps_to_be() -> QuerySet[User]:
    """Whoever has been a rep, and whoever has no part anywhere yet, by name."""
    return (
        User.objects.filter(
            Q(assignments__role=AssignedRole.REP) | Q(assignments__isnull=True, programme_role=""),
            is_active=True,
        )
        .distinct()
        .order_by("name", "pk")
    )


class RepField(forms.ModelChoiceField):
    """Whoever has been a rep, and whoever has no part anywhere yet: a rep to be."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})"


class HandOverForm(VersionedForm):
    """To whom, and from when. `version` is the mark of who the rep was when the page was opened."""

    button = "Hand the area over"
    prompts = {"to": "the new rep", "starts_on": "the first day of the new rep"}

    to = RepField(
        label="Who is the new rep?", queryset=User.objects.none(), empty_label="Choose a rep"
    )
    starts_on = DayField(
        label="From which day?",
        help_text="The rep of today has the area until the day before. It may be a day to come.",
        earliest=clock.today,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, RepField)
        to.queryset = reps_to_be()
