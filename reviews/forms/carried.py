"""The form in which a rep says what has come of an action of an earlier review."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from reviews.carried import CarriedWord

CHOICES = [
    (CarriedWord.GOING_ON.value, "It is still going on"),
    (CarriedWord.DONE.value, "It is done"),
    (CarriedWord.DROPPED.value, "It is dropped"),
]
IN_THIS_YEARS_PLAN = (CarriedWord.REPEATED.value, "It goes on in this year’s plan")


class CarriedForm(VersionedForm):
    """What has come of it, with the words that this needs.

    `can_be_repeated` offers that it goes on in this year's plan.
    """

    marks_optional = False
    prompts = {"word": "how it is going", "on": "the day on which it was done"}
    reveals = {
        "word": {
            CarriedWord.GOING_ON.value: ["text"],
            CarriedWord.DONE.value: ["on"],
            CarriedWord.DROPPED.value: ["reason"],
        }
    }

    word = forms.ChoiceField(label="How is it going?", choices=CHOICES, widget=forms.RadioSelect)
    text = forms.CharField(
        label="What has been done, and what is left?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    on = DayField(label="When was it done?", required=False, latest=clock.today)
    reason = forms.CharField(
        label="Why is it dropped?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, can_be_repeated: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_be_repeated:
            word = self.fields["word"]
            assert isinstance(word, forms.ChoiceField)
            word.choices = [*CHOICES, IN_THIS_YEARS_PLAN]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        needs = {
            CarriedWord.GOING_ON: ("text", "Say what has been done, and what is left"),
            CarriedWord.DONE: ("on", "Enter the day on which it was done, like 27 3 2026"),
            CarriedWord.DROPPED: ("reason", "Say why it is dropped"),
        }
        if cleaned.get("word") in needs:
            name, sentence = needs[CarriedWord(cleaned["word"])]
            if name in cleaned and not cleaned[name]:
                self.add_error(name, sentence)
        return cleaned
