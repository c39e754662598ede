"""The forms with which Local Trust answers what was submitted."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from reviews.models import Section

LONGEST = 5_000
# What each box for a comment is called.
ABOUT = {
    Section.MEMBERS: "Comment on the members",
    Section.REFLECTS: "Comment on question 1",
    Section.POLICIES: "Comment on question 2",
    Section.ETHOS: "Comment on question 3",
    Section.CONFLICTS: "Comment on question 4",
    Section.ACTIONS: "Comment on the actions",
}


class MessageForm(VersionedForm):
    """A message that goes with the answer; `version` says which submission was read, and how often
    it had been answered."""

    message = forms.CharField(
        label="Message",
        help_text="Sent by e-mail, and shown with the review to everybody who may read it",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AcceptForm(MessageForm):
    """Accepting a review."""

    button = "Accept the review"


class SendBackForm(MessageForm):
    """A comment on each section that is to be written anew; the others stay closed."""

    button = "Send it back"
    marks_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section, label in ABOUT.items():
            field = forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[section.value] = field
            self._settle(section.value, field)
        self.order_fields([*(section.value for section in ABOUT), "message"])
        self.fields["message"].label = "Message about the whole review (optional)"

    @property
    def comments(self) -> dict[Section, str]:
        """What a valid form says of each section it says something of."""
        said = {section: self.cleaned_data.get(section.value, "") for section in Section}
        return {section: text for section, text in said.items() if text}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.comments:
            self.add_error(
                Section.MEMBERS.value,
                "Write a comment on at least one section: what is to be changed, and why",
            )
        return cleaned


class AskedForm(DesignForm):
    """One action that Local Trust asks for when it accepts a review."""

    marks_optional = False
    widths = {"owner": "20"}

    what = forms.CharField(
        label="What is to be done?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is to be done"},
    )
    owner = forms.CharField(
        label="Who sees to it?",
        help_text="A name or an office, like “Carys Hughes” or “the chair”",
        max_length=200,
        error_messages={"required": "Say who sees to it"},
    )
    due_on = DayField(
        label="By when?",
        help_text="For example, 31 3 2027",
        prompt="the day by when it will be done",
        earliest=clock.today,
    )


class NoteForm(DesignForm):
    """A note of Local Trust for itself."""

    button = "Keep this note"

    text = forms.CharField(
        label="A new note",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write a note"},
    )
