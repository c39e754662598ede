"""The forms of the diversity survey: a member's answers, closing it, and the file of an area's profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.imports.profile import Profile, read_profile
from partnerships.models.census import NOT_SAID, QUESTIONS, Question, category_key

LARGEST_FILE = 200_000
SKIP = (NOT_SAID, "Prefer not to say")


class SurveyForm(DesignForm):
    """Every question, none of which has to be answered."""

    button = "Send my answers"
    marks_optional = False
    label_size = "m"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = field = _field(question)
            self._settle(question.key, field)

    @property
    def answers(self) -> dict[str, str]:
        """Of a valid form: the category by question; "" where nothing was chosen."""
        return dict(self.cleaned_data)


def _field(question: Question) -> forms.ChoiceField:
    """Radios; where there are many in groups a list, which shows the groups."""
    if question.is_grouped and len(question.labels) > 10:
        choices: list[Any] = [
            ("", "Choose, or leave it"),
            SKIP,
            *(
                (group.label, [(category_key(label), label) for label in group.categories])
                for group in question.groups
            ),
        ]
        widget: forms.Widget = forms.Select()
    else:
        choices, widget = [*question.labels.items(), SKIP], forms.RadioSelect()
    return forms.ChoiceField(label=question.asks, required=False, choices=choices, widget=widget)


class CloseSurveyForm(VersionedForm):
    """That a survey is closed for good."""

    button = "Close the survey"

    sure = forms.BooleanField(
        label="Everybody who wants to answer has had the time",
        error_messages={
            "required": "Tick the box to say that everybody has had the time to answer"
        },
    )


class ProfileForm(DesignForm):
    """A CSV file of an area's profile; `profile` is what was read from it."""

    button = "Check the file"
    prompts = {"file": "a file with the profile"}
    profile: Profile

    file = forms.FileField(
        label="File with the profile",
        help_text="CSV with a question, a category and a count on each line.",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ValidationError("The file is too large to be a profile. Choose another")
        self.profile = _sound(read_profile(content))
        return file


class ProfileAgainForm(DesignForm):
    """The same, once it was looked at: what was read, as text."""

    button = "Save the profile"
    profile: Profile

    text = forms.CharField(widget=forms.HiddenInput, max_length=LARGEST_FILE)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        self.profile = _sound(read_profile(text.encode()))
        return text


def _sound(profile: Profile) -> Profile:
    """The profile; raises ValidationError with each mistake."""
    if profile.mistakes:
        raise ValidationError(profile.mistakes)
    return profile
