"""Naming organisations: found as one types, and asked about when a name is not on the list.

How to use it: inherit `NamesOrganisations` before the form's own base, and declare an
`OrganisationField` (one name) or an `OrganisationsField` (one on each line)::

    class BidForm(NamesOrganisations, VersionedForm):
        bidder = OrganisationField(label="Who bids?")

Of a valid form `cleaned_data["bidder"]` is the name as the list has it, or a `Naming` of a new one;
give it to an action, which finds or adds it with `actions.organisations.find_or_add(name=…)`. Read the
answers with `form.answers`: the form has more fields than it declares, as it asks about new names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from biglocal.design.forms import DesignMixin
from partnerships.models import Naming
from partnerships.models.names import folded
from partnerships.models.org_ids import EXAMPLES, looks_like_org_id, org_id
from partnerships.rosters.organisations import known_as, near

NEW = "new"
LONGEST_LIST = 50
LONGEST_NAME = 200
# Where a script asks for names; see static/src/organisations.js.
FIND = reverse_lazy("organisation-find")
HINT = (
    "Its name, or its charity or company number. If it is not on the programme’s list yet, we ask "
    "before it is added"
)


def question_about(field: str, name: str) -> str:
    """The name of the question about what was typed into a field: another as soon as that is."""
    return f"{field}-{hashlib.sha256(folded(name).encode()).hexdigest()[:8]}"


def as_new(field: str, *names: str) -> dict[str, str]:
    """What a browser sends when each of these names is said to be a new organisation."""
    return {question_about(field, name): NEW for name in names}


class OrgIdField(forms.CharField):
    """A number such as GB-CHC-123456; cleans to it as it is kept, "" when left empty."""

    width = "20"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Charity or company number")
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", LONGEST_NAME)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        return org_id(super().clean(value))


class OrganisationField(forms.CharField):
    """The name of one organisation, in a form that is a `NamesOrganisations` (see this module)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Name of the organisation")
        kwargs.setdefault("max_length", LONGEST_NAME)
        kwargs.setdefault("help_text", HINT)
        kwargs.setdefault(
            "widget",
            forms.TextInput({"data-find": FIND, "autocomplete": "off", "spellcheck": "false"}),
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return " ".join((super().to_python(value) or "").split())

    def names_of(self, typed: str) -> list[str]:
        """The names that somebody typed."""
        return [name] if (name := " ".join(typed.split())) else []

    def named(self, names: Sequence[str | Naming]) -> Any:
        """What the field cleans to, once each name is known."""
        return names[0] if names else ""


class OrganisationsField(OrganisationField):
    """Several organisations, one on each line; cleans to a list without repeats, in their order."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Organisations")
        kwargs.setdefault("help_text", f"One on each line. {HINT}")
        kwargs.setdefault(
            "widget", forms.Textarea({"rows": 5, "data-find": FIND, "spellcheck": "false"})
        )
        super().__init__(**kwargs)
        # The limit is that of each name.
        self.validators = [one for one in self.validators if not _is_limit(one)]
        self.max_length = None

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, list) else self.names_of(value or "")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def names_of(self, typed: str) -> list[str]:
        named: dict[str, str] = {}
        for line in (" ".join(line.split()) for line in typed.splitlines()):
            if line:
                named.setdefault(line.casefold(), line)
        return list(named.values())

    def run_validators(self, value: Any) -> None:
        if len(value) > LONGEST_LIST:
            raise ValidationError(f"Enter {LONGEST_LIST} names or fewer")
        for name in value:
            super().run_validators(name)
            if len(name) > LONGEST_NAME:
                raise ValidationError(
                    f"Each name must be {LONGEST_NAME} characters or fewer. Shorten "
                    f"“{name[:40]}…”, or begin the next name on a new line"
                )

    def named(self, names: Sequence[str | Naming]) -> Any:
        once = {(str(name).casefold()): name for name in reversed(names)}
        return list(reversed(once.values()))


class NamesOrganisations(DesignMixin):
    """Asks about each name of its `OrganisationField`s that is not on the programme's list.

    The question comes with the same page: which of those that are nearly called so is meant, or that
    it is a new one, with its number if that is known. What was typed stays as it is. Where
    `adds_new` is false only what is on the list will do, unless it `keeps_others`: then another name
    stays as it is typed, and is asked about only where it is nearly one on the list.
    """

    adds_new: ClassVar[bool] = True
    keeps_others: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # By field and name: the question that is asked about it, and by question what is offered.
        self._asked: dict[str, dict[str, str]] = {}
        self._offered: dict[str, dict[str, str]] = {}
        self._known: dict[str, str] = {}
        self._nowhere: set[str] = set()
        if self.is_bound:
            self._look_up()

    @property
    def answers(self) -> dict[str, Any]:
        """Of a valid form: what was answered to each question that the form declares."""
        return {
            name: self.cleaned_data[name]
            for name in self.fields
            if name != "version" and not any(name.startswith(f"{one}-") for one in self._asked)
        }

    def find_at(self, address: str) -> None:
        """Let scripts ask for names at another address than those of people who sign in do."""
        for _, field in self._organisation_fields():
            field.widget.attrs["data-find"] = address

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self._organisation_fields():
            if name not in cleaned:
                continue
            typed = cleaned[name] if isinstance(cleaned[name], list) else [cleaned[name]]
            for number in filter(self._is_unknown_number, typed):
                self.add_error(
                    name,
                    f"No organisation on the list has the number {looks_like_org_id(number)}. "
                    "Enter its name, and we ask for the number",
                )
            for unknown in self._nowhere.intersection(typed):
                self.add_error(name, f"Nothing on the list is called “{unknown}”, or nearly so")
            if name in cleaned:
                cleaned[name] = field.named([self._settled(name, one) for one in typed if one])
        return cleaned

    def _settled(self, field: str, typed: str) -> str | Naming:
        """A name as the list has it, by what was answered about it; as it was typed without an answer."""
        if typed in self._known:
            return self._known[typed]
        question = self._asked.get(field, {}).get(typed, "")
        chosen = self.cleaned_data.get(question)
        if chosen in (NEW, True):
            number = self.cleaned_data.get(f"{question}-number", "")
            return Naming(typed, number) if number else typed
        return self._offered.get(question, {}).get(str(chosen), typed)

    def _is_unknown_number(self, typed: str) -> bool:
        return typed not in self._known and bool(looks_like_org_id(typed))

    def _organisation_fields(self) -> Iterator[tuple[str, OrganisationField]]:
        for name, field in self.fields.items():
            if isinstance(field, OrganisationField):
                yield name, field

    def _look_up(self) -> None:
        typed = {
            name: field.names_of(str(self.data.get(self.add_prefix(name)) or ""))
            for name, field in self._organisation_fields()
        }
        # A list that is too long is refused beside its field, and so is a name that cannot be kept.
        fitting = {
            name: [one for one in names if _may_be(one)]
            for name, names in typed.items()
            if len(names) <= LONGEST_LIST
        }
        known = known_as(one for names in fitting.values() for one in names)
        self._known = {one: organisation.name for one, organisation in known.items()}
        for name, names in fitting.items():
            for one in names:
                if one not in self._known and not self._is_unknown_number(one):
                    self._ask_which(name, one)

    def _ask_which(self, name: str, typed: str) -> None:
        """Add the question whether a name is one of those that are nearly the same, below its field."""
        question = question_about(name, typed)
        if question in self.fields:
            self._asked.setdefault(name, {})[typed] = question
            return
        offered = {str(found.organisation.pk): found for found in near(typed)}
        asked: forms.Field
        if not offered and not self.adds_new:
            if not self.keeps_others:
                self._nowhere.add(typed)
            return
        others = []
        if self.adds_new or self.keeps_others:
            new = f"add “{typed}” to the list" if self.adds_new else f"“{typed}” is another one"
            others = [(NEW, f"No, {new}")]
        if offered:
            asked = forms.ChoiceField(
                label=f"“{typed}” is not on the list. Is it one of these?",
                choices=[
                    *((pk, f"Yes, {found.organisation}") for pk, found in offered.items()),
                    *others,
                ],
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"Select whether “{typed}” is one of these organisations"
                    + (" or a new one" if self.adds_new else "")
                },
            )
            hints = {pk: found.note for pk, found in offered.items() if found.note}
            self.choice_hints = {**self.choice_hints, question: hints}
        else:
            asked = forms.BooleanField(
                label=f"Add “{typed}” to the programme’s list of organisations",
                help_text="Nothing on the list has a name like it",
                widget=forms.CheckboxInput({"value": NEW}),
                error_messages={
                    "required": f"“{typed}” is not on the list. Tick the box to add it, or change "
                    "the name"
                },
            )
        self._offered[question] = {pk: found.organisation.name for pk, found in offered.items()}
        number = OrgIdField(
            label=f"Charity or company number of “{typed}”",
            help_text=f"If it has one, {EXAMPLES}",
        )
        added: dict[str, forms.Field] = {question: asked}
        if self.adds_new:
            added[f"{question}-number"] = number
        for key, field in added.items():
            self.fields[key] = field
            self._settle(key, field)
        self._stand_below(name, list(added))
        if offered and self.adds_new:
            self.reveals = {**self.reveals, question: {NEW: [f"{question}-number"]}}
        self._asked.setdefault(name, {})[typed] = question

    def _stand_below(self, name: str, added: list[str]) -> None:
        """Put questions after those that are asked about a field already."""
        others = [one for one in self.fields if one not in added]
        last = max(i for i, one in enumerate(others) if one == name or one.startswith(f"{name}-"))
        self.order_fields([*others[: last + 1], *added, *others[last + 1 :]])


def _may_be(name: str) -> bool:
    """Whether a name is one that could be kept."""
    return len(name) <= LONGEST_NAME and "\x00" not in name


def _is_limit(validator: Callable[[Any], None]) -> bool:
    return type(validator).__name__ == "MaxLengthValidator"
