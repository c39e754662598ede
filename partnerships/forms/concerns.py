"""What somebody who raises a concern is asked, one page after another, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.design.forms import DesignForm
from partnerships.forms.files import WithFiles
from partnerships.models import Area, ConcernKind, Person, Share
from partnerships.models.names import folded, holds

FRAUD, SAFETY = "fraud", "safety"
WITH_NAME, WITHOUT_NAME = "yes", "no"
# More areas than this are looked for by name alone.
MOST_IN_A_LIST = 300
_NOT_FOUND = (
    "No area has this name. Check how it is written: it is the name that the Big Local area goes by"
)


class WhichAreaForm(DesignForm):
    """Which area: its name typed, or chosen from the list of those that are open."""

    button = "Continue"
    marks_optional = False
    title = "Which area is it about?"

    typed = forms.CharField(label="Type its name", max_length=120, required=False)
    area = forms.ChoiceField(label="Or choose it from the list", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_today = Area.objects.active_on(clock.today()).order_by("name", "pk")
        self.open_today = open_today
        listed = list(open_today.values_list("slug", "name")[: MOST_IN_A_LIST + 1])
        field = self.fields["area"]
        assert isinstance(field, forms.ChoiceField)
        if len(listed) > MOST_IN_A_LIST:
            chosen = self.data.get("area", "")
            listed = list(open_today.filter(slug=chosen).values_list("slug", "name"))
        field.choices = [("", "Choose an area"), *listed]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        typed, slug = cleaned["typed"], cleaned["area"]
        if typed and not slug:
            cleaned["area"] = self._called(typed)
        elif slug and typed and slug not in {area.slug for area in self._like(typed)}:
            self.add_error("typed", "Type a name or choose one from the list, not both")
        elif not slug:
            self.add_error("typed", "Type the name of the area, or choose it from the list")
        return cleaned

    def _like(self, typed: str) -> Sequence[Area]:
        exactly = list(self.open_today.filter(folded_name=folded(typed))[:2]) if typed else []
        return exactly or list(self.open_today.filter(holds(typed))[:20])

    def _called(self, typed: str) -> str:
        found = self._like(typed)
        if len(found) == 1:
            return found[0].slug
        if found:
            names = ", ".join(area.name for area in found)
            self.add_error("typed", f"Several areas have this in their name: {names}. Type one")
        else:
            self.add_error("typed", _NOT_FOUND)
        return ""

    @cached_property
    def chosen(self) -> Area:
        """Of a valid form: the area."""
        return self.open_today.get(slug=self.cleaned_data["area"])


class AboutForm(DesignForm):
    """What it is about, and whether it cannot wait."""

    title = "What is it about?"
    marks_optional = False
    prompts = {"kind": "what it is about"}
    choice_hints = {
        "alarms": {
            FRAUD: "Also when you only suspect it.",
            SAFETY: "A child, or an adult who is hurt, threatened or not looked after.",
        }
    }

    kind = forms.ChoiceField(
        label="What is it mostly about?", choices=ConcernKind.choices, widget=forms.RadioSelect
    )
    alarms = forms.MultipleChoiceField(
        label="Could one of these be so?",
        choices=[
            (FRAUD, "Money may have been misused or stolen"),
            (SAFETY, "Somebody may be harmed"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=(
            "Leave these empty if not. Whatever is about money, or about somebody’s safety, goes "
            "past the partnership: neither its secretary nor its rep is told."
        ),
    )


class WhatForm(DesignForm):
    """What happened, in their own words; `people` of the register for those who may see it."""

    title = "What happened?"
    prompts = {"what_happened": "what happened"}

    what_happened = forms.CharField(
        label="What happened?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Say it as you would to somebody you trust. It need not be complete.",
        error_messages={"required": "Say what happened, in a few words if you like"},
    )
    when_it_happened = forms.CharField(
        label="When was it?",
        max_length=300,
        required=False,
        help_text="A day, or something like “at most meetings since spring”.",
    )
    people = forms.MultipleChoiceField(
        label="Who of the register is involved?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only those who look after this will see whom you choose.",
    )
    who_is_involved = forms.CharField(
        label="Who is involved?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Names, if you know them. Then none of them is asked to look into it.",
    )
    wish = forms.CharField(
        label="What would you like to happen?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, people: Sequence[Person] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not people:
            del self.fields["people"]
            return
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]
        self.fields["who_is_involved"].label = "Who else is involved?"


class YouForm(DesignForm):
    """How to reach them, if they want it, and whom what they said may be shared with."""

    title = "About you, and who may know"
    prompts = {"share": "whom it may be shared with", "with_name": "whether your name goes with it"}

    with_name = forms.ChoiceField(
        label="Shall your name go with it?",
        widget=forms.RadioSelect,
        help_text="If not, it is not kept that it was you who raised this.",
    )
    raiser_name = forms.CharField(
        label="Your name",
        max_length=200,
        required=False,
        help_text="You need not say who you are.",
    )
    raiser_contact = forms.CharField(
        label="How can we reach you?",
        max_length=500,
        required=False,
        help_text=(
            "A telephone number or an address that only you read, and when it is safe to use it. "
            "Without one, you can still see with a code what comes of it."
        ),
    )
    share = forms.ChoiceField(
        label="With whom may we share what you said?",
        choices=Share.choices,
        widget=forms.RadioSelect,
        help_text=(
            "Your name and how to reach you are for Local Trust’s handlers of concerns, whatever "
            "you choose here."
        ),
    )
    choice_hints = {
        "share": {
            Share.NOBODY.value: "Local Trust’s handlers of concerns read it, and nobody else. That "
            "may limit what can be done.",
        }
    }

    def __init__(self, *args: Any, user: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["with_name" if user is None else "raiser_name"]
        if user is not None:
            field = self.fields["with_name"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(WITH_NAME, f"Yes, as {user.name}"), (WITHOUT_NAME, "No")]


class CodeForm(DesignForm):
    """The code that somebody was given when they raised a concern."""

    button = "Continue"
    prompts = {"code": "the code that you were given"}
    widths = {"code": "20"}

    code = forms.CharField(
        label="Your code",
        max_length=100,
        help_text="16 letters and figures, like K7QX 9MZT 4HWP D3VR.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def refuse(self) -> None:
        """Say that no concern has this code."""
        self.add_error("code", ValidationError("We do not know this code. Check each letter of it"))


class LookIntoForm(CodeForm):
    """The code of somebody who was asked to look into a concern, and their name."""

    prompts = {"code": "the code that you were given", "name": "your full name"}
    autocomplete = {"name": "name"}

    name = forms.CharField(
        label="Your full name",
        max_length=200,
        help_text="First name and surname, as your partnership writes them.",
    )

    def refuse(self) -> None:
        """Say that no concern has this code with this name, and not which of them is wrong."""
        self.add_error(
            "code",
            ValidationError(
                "This code and this name do not go together, or the code opens nothing any more. "
                "Check both, or ask whoever gave it to you for another"
            ),
        )


class AddForm(WithFiles):
    """More that whoever raised it would like to say; of what is closed, why it should be opened again."""

    button = "Send"
    prompts = {"words": "what you would like to add"}
    first_file = "A photo, a letter or another paper"

    words = forms.CharField(
        label="Would you like to add something?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="If you send a photo or a paper, say in a few words what it shows.",
        error_messages={"required": "Write what you would like to add"},
    )

    def __init__(self, *args: Any, is_closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_closed:
            self.button = "Ask for it to be looked at again"
            self.fields["words"].label = "What was missed, or what is new?"
