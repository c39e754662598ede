"""What those who look after concerns are asked: each step of a concern, and who is on the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from biglocal.accounts.models import User
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.files import WithFiles
from partnerships.models import ConcernOutcome, Person
from partnerships.rosters.impartial import Candidate


class AcknowledgeForm(VersionedForm):
    """A word to whoever raised it."""

    button = "Acknowledge it"

    told = forms.CharField(
        label="A word to whoever raised it",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read it with their code. That it was acknowledged they read in any case.",
    )


class NoteForm(WithFiles, VersionedForm):
    """Something to be kept with the concern."""

    first_file = "A letter, a photo or another paper"
    prompts = {"words": "what is to be kept"}

    words = forms.CharField(
        label="What is to be kept?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Only those who look after this concern read it.",
    )


class SidesForm(VersionedForm):
    """Which people of the register it is about, and which of them raised it."""

    people = forms.MultipleChoiceField(
        label="Who of the register is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    raised_by_person = forms.ChoiceField(
        label="Who of the register raised it, if you know?", required=False
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), one.name) for one in people]
        for name, choices in (("people", known), ("raised_by_person", [("", "Nobody"), *known])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


class ReviewerForm(VersionedForm):
    """Who is asked to look into it; nobody of whom it is known that they are not impartial."""

    button = "Ask this person"
    prompts = {"who": "who is asked"}

    who = forms.ChoiceField(label="Who looks into it?", widget=forms.RadioSelect)
    words = forms.CharField(
        label="What was agreed with them?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ask them whether they know anybody involved. Only those who look after this "
        "concern read it.",
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        free = [one for one in candidates if one.may_be]
        field.choices = [(one.key, one.name) for one in free]
        self.choice_hints = {
            "who": {one.key: " ".join([f"{one.what}.", *one.to_ask]) for one in free}
        }


class ProposeForm(VersionedForm):
    """What the impartial person proposes."""

    button = "Save"
    prompts = {"words": "what is proposed"}

    words = forms.CharField(
        label="What was found, and what is proposed?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class CloseForm(VersionedForm):
    """What came of it, for the record and for whoever raised it."""

    button = "Close it"
    prompts = {"outcome": "what came of it", "told": "what whoever raised it is told"}

    outcome = forms.ChoiceField(
        label="What came of it?", choices=ConcernOutcome.choices, widget=forms.RadioSelect
    )
    told = forms.CharField(
        label="What is whoever raised it told?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="They read it with their code.",
    )
    words = forms.CharField(
        label="What else is to be kept?",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Only those who look after this concern read it.",
    )


class ReopenForm(VersionedForm):
    """Why it is opened again, for the record and for whoever raised it."""

    button = "Open it again"
    prompts = {"words": "why it is opened again"}

    words = forms.CharField(
        label="Why is it opened again?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What came up, or what was missed. Only those who look after this concern read it.",
    )
    told = forms.CharField(
        label="A word to whoever raised it",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="They read it with their code. That it was opened again they read in any case.",
    )


class HandOnForm(VersionedForm):
    """Who else looks after it."""

    button = "Hand it on"
    prompts = {"to": "who looks after it too"}

    to = forms.ModelChoiceField(
        label="Who looks after it too?",
        queryset=User.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", users)


class StepBackForm(VersionedForm):
    """Why somebody steps back, and who takes it on where nobody else looks after it."""

    button = "Step back"
    button_kind = "warning"
    prompts = {"words": "why you step back"}

    words = forms.CharField(
        label="Why do you step back?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A few words, such as “I know one of them”. The others who look after this "
        "concern read it.",
    )
    to = forms.ModelChoiceField(
        label="Who takes it on?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody in particular",
    )

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", users)


class EraseWordsForm(VersionedForm):
    """That all that was said is to be erased."""

    button = "Erase what was said"
    button_kind = "warning"

    is_sure = forms.BooleanField(
        label="Erase all that was said about this concern, for good",
        error_messages={"required": "Tick the box to erase it"},
    )


class AppointForm(DesignForm):
    """Who is put on the list."""

    button = "Put them on the list"
    prompts = {"user": "who looks after concerns"}

    user = forms.ModelChoiceField(
        label="Who?", queryset=User.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user", users)


def offer(form: DesignForm, name: str, users: Sequence[User]) -> None:
    """Offer these people under a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = User.objects.filter(pk__in=[user.pk for user in users]).order_by("name", "pk")
