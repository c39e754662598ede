"""What a member types on their membership form: who they are, what is right, and their name."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.forms import DesignForm
from partnerships.models import About
from partnerships.models.person import EARLIEST_BIRTH_YEAR
from reviews.signatures import STATEMENT

RIGHT, WRONG = "right", "wrong"

# What is asked of each fact, and what the box below "No" asks for.
ASKED = {
    About.NAME: ("Is this your name?", "What is your full name?"),
    About.ROLE: ("Is this your role?", "What is your role?"),
    About.VOTE: ("Is this right about your vote?", "What should it say about your vote?"),
    About.RESIDENT: ("Is this right about your home?", "Where do you live?"),
    About.OWN_RIGHT: ("Is this right about whom you sit for?", "Whom do you sit for?"),
    About.INTERESTS: ("Is this right about your interests?", "What is wrong or missing?"),
    About.RELATIVES: ("Is this right about your relatives?", "What is wrong or missing?"),
}


class WhoForm(DesignForm):
    """Who somebody is: their full name, and the year they were born where the register has it."""

    button = "Continue"
    prompts = {"name": "your full name", "birth_year": "the year you were born, like 1971"}
    widths = {"birth_year": "4"}
    autocomplete = {"name": "name", "birth_year": "bday-year"}

    name = forms.CharField(
        label="Your full name",
        max_length=200,
        help_text="First name and surname, as your partnership writes them.",
    )
    birth_year = forms.IntegerField(label="The year you were born")

    def __init__(self, *args: Any, asks_year: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_year:
            del self.fields["birth_year"]

    def clean_birth_year(self) -> int:
        year: int = self.cleaned_data["birth_year"]
        if not EARLIEST_BIRTH_YEAR <= year <= clock.today().year:
            raise forms.ValidationError("Enter the year you were born with four figures, like 1971")
        return year


class FactsForm(DesignForm):
    """Whether each fact is right, and if not, what it should say: two fields for each.

    `seen` is the mark of the facts as they were shown (`signatures.mark_of`).
    """

    marks_optional = False
    prompts = {about.value: f"whether this is right: {about.label.lower()}" for about in ASKED} | {
        f"{about.value}-says": "what it should say" for about in ASKED
    }

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for about, (question, box) in ASKED.items():
            right = forms.ChoiceField(
                label=question,
                choices=[(RIGHT, "Yes"), (WRONG, "No")],
                widget=forms.RadioSelect,
            )
            says = forms.CharField(
                label=box,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            for name, field in ((about.value, right), (f"{about.value}-says", says)):
                self.fields[name] = field
                self._settle(name, field)
        other = forms.CharField(
            label="Is anything else wrong or missing? (optional)",
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields[About.OTHER.value] = other
        self._settle(About.OTHER.value, other)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for about in ASKED:
            says = f"{about.value}-says"
            if cleaned.get(about.value) == WRONG and says in cleaned and not cleaned[says]:
                self.add_error(says, f"Say what is wrong: {about.label.lower()}")
        return cleaned

    @property
    def corrections(self) -> dict[About, str]:
        """Of a valid form: what each fact that is wrong should say."""
        cleaned = self.cleaned_data
        wrong = {
            about: cleaned[f"{about.value}-says"]
            for about in ASKED
            if cleaned[about.value] == WRONG
        }
        if cleaned[About.OTHER.value]:
            wrong[About.OTHER] = cleaned[About.OTHER.value]
        return wrong


class SignatureForm(DesignForm):
    """The statement and the name below it."""

    prompts = {"signed_as": "your full name"}
    autocomplete = {"signed_as": "name"}

    agreed = forms.BooleanField(
        label=STATEMENT,
        error_messages={"required": "Tick the box to say that this is so"},
    )
    signed_as = forms.CharField(label="Your full name, as your signature", max_length=200)
