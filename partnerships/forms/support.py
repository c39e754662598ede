"""The forms with which staff publish a contact, an event or a guidance link for partnerships."""

from __future__ import annotations

import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from biglocal.design.layout import Fieldset
from biglocal.design.words import day_in_words
from partnerships.forms.periods import EndsAfterItStarts
from partnerships.models import GuidanceLink, Region, SupportContact, SupportEvent
from partnerships.models.support import Notice, Room, only_https
from partnerships.rules import RULES

# How people write a time: "18:30", "6.30pm", "6:30 pm", "6pm".
TIMES = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I:%M %p", "%I.%M %p", "%I %p"]
NO_TIME = "Enter the time like 18:30 or 6:30pm"


def _days() -> tuple[DayField, DayField]:
    return (
        DayField(label="Shown from", help_text="Areas see it from this day on."),
        DayField(
            label="Last day shown",
            required=False,
            help_text="Leave empty to show it until you take it down.",
        ),
    )


class NoticeForm(EndsAfterItStarts, VersionedForm):
    """What every kind has: from when and until when it is shown."""

    prompts = {"starts_on": "the first day", "ends_on": "the last day"}
    button = "Publish"

    @staticmethod
    def said_of(notice: Any) -> dict[str, Any]:
        """What a record says, by the names of the form's fields."""
        return {field.attname: getattr(notice, field.attname) for field in notice._meta.fields}

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: the values of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ContactForm(NoticeForm):
    """Whom to ask, what for, and how to reach them."""

    prompts = NoticeForm.prompts | {"name": "who it is", "about": "what they help with"}
    widths = {"telephone": "20"}

    name = forms.CharField(
        label="Who is it?",
        max_length=120,
        help_text="A role, like “Grants team”, or a person of Local Trust.",
    )
    about = forms.CharField(label="What do they help with?", max_length=300)
    email = forms.EmailField(label="E-mail address", required=False, max_length=254)
    telephone = forms.CharField(label="Telephone number", required=False, max_length=40)
    starts_on, ends_on = _days()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"email", "telephone"} & {*self.errors} and not (
            cleaned.get("email") or cleaned.get("telephone")
        ):
            self.add_error("email", "Enter an e-mail address or a telephone number")
        return cleaned


class EventForm(NoticeForm):
    """What takes place, when, where, and for which regions."""

    prompts = NoticeForm.prompts | {
        "title": "the name of the event",
        "about": "what it is",
        "first_day": "the day of the event",
        "last_day": "the last day of the event",
        "from_time": "the time at which it begins, like 18:30 or 6:30pm",
        "until_time": "the time at which it ends, like 18:30 or 6:30pm",
    }
    widths = {"from_time": "5", "until_time": "5"}
    layout = Layout(
        *("title", "about"),
        Fieldset("When", "first_day", "from_time", "last_day", "until_time"),
        Fieldset("Where", "place", "link", hint="A place, a link to join, or both."),
        Fieldset("Who sees it", "regions", "starts_on", "ends_on"),
    )

    title = forms.CharField(label="Name of the event", max_length=120)
    about = forms.CharField(
        label="What is it?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    first_day = DayField(label="Which day?")
    from_time = forms.TimeField(
        label="From what time?", input_formats=TIMES, error_messages={"invalid": NO_TIME}
    )
    last_day = DayField(
        label="Which day does it end?", required=False, help_text="Leave empty for the same day."
    )
    until_time = forms.TimeField(
        label="Until what time?", input_formats=TIMES, error_messages={"invalid": NO_TIME}
    )
    place = forms.CharField(label="Place", required=False, max_length=300)
    link = forms.URLField(
        label="Link",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[only_https],
        help_text="To join or to book, beginning with https://",
    )
    regions = forms.MultipleChoiceField(
        label="For areas of which regions?",
        required=False,
        choices=Region.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all regions.",
    )
    starts_on, ends_on = _days()

    @staticmethod
    def said_of(notice: SupportEvent) -> dict[str, Any]:
        begins = timezone.localtime(notice.begins_at)
        finishes = timezone.localtime(notice.finishes_at)
        is_one_day = begins.date() == finishes.date()
        return NoticeForm.said_of(notice) | {
            "first_day": begins.date(),
            "from_time": begins.strftime("%H:%M"),
            "last_day": None if is_one_day else finishes.date(),
            "until_time": finishes.strftime("%H:%M"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"place", "link"} & {*self.errors} and not (
            cleaned.get("place") or cleaned.get("link")
        ):
            self.add_error("place", "Enter a place, or a link to join")
        if not {"first_day", "last_day", "from_time", "until_time"} & {*self.errors}:
            self._check_times(cleaned)
        return cleaned

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned["first_day"], cleaned["last_day"] or cleaned["first_day"]
        if last < first:
            self.add_error(
                "last_day", f"The last day must be {day_in_words(first)} or later: it begins then"
            )
        elif self._moment(last, "until_time") <= self._moment(first, "from_time"):
            self.add_error("until_time", "The event must end after it begins")

    def _moment(self, day: datetime.date, time: str) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(day, self.cleaned_data[time]))

    @property
    def values(self) -> dict[str, Any]:
        cleaned = super().values
        first, last = cleaned.pop("first_day"), cleaned.pop("last_day")
        begins, finishes = (
            self._moment(first, "from_time"),
            self._moment(last or first, "until_time"),
        )
        del cleaned["from_time"], cleaned["until_time"]
        return cleaned | {"begins_at": begins, "finishes_at": finishes}


class GuidanceForm(NoticeForm):
    """Where something is explained, and what it helps with."""

    prompts = NoticeForm.prompts | {
        "title": "the title",
        "link": "the link",
        "answers": "what it answers",
    }

    title = forms.CharField(label="Title", max_length=120)
    link = forms.URLField(
        label="Link",
        max_length=500,
        assume_scheme="https",
        validators=[only_https],
        help_text="Beginning with https://",
    )
    answers = forms.CharField(
        label="What does it answer?",
        max_length=300,
        help_text="In a sentence, like “How to find new members when several leave at once.”",
    )
    rules = forms.MultipleChoiceField(
        label="Which rules does it help with?",
        required=False,
        choices=[(rule.id, rule.title) for rule in RULES],
        widget=forms.CheckboxSelectMultiple,
        help_text="It is then shown beside what these rules find.",
    )
    rooms = forms.MultipleChoiceField(
        label="Which pages does it help with?",
        required=False,
        choices=Room.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on, ends_on = _days()


def first_values() -> dict[str, Any]:
    """What a form begins with where there is no record yet."""
    return {"starts_on": clock.today()}


FORMS: dict[type[Notice], type[NoticeForm]] = {
    SupportContact: ContactForm,
    SupportEvent: EventForm,
    GuidanceLink: GuidanceForm,
}
