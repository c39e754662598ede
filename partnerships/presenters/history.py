"""The trail of an area as a reader meets it: who did what, and what changed, by name.

The trail keeps ids alone, so names are looked up for a page of it at once, in a fixed number of
queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal as Sum
from typing import Any

from django.apps import apps
from django.db import models

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.design.words import day_in_words, money, people_list
from partnerships.models import (
    Decision,
    Household,
    Organisation,
    Person,
    Plan,
    Policy,
    Theme,
)
from partnerships.presenters.periods import day_said
from partnerships.presenters.verbs import VERBS, in_words
from partnerships.presenters.waivers import title_of

NOTHING = "Nothing"
# What the machine needs and a reader does not; whom it is about stands in the sentence.
LEFT_OUT = {
    *("version", "area_id", "person_id", "decision_id", "membership_id", "sha256"),
    *("document_id", "version_id"),
    *("folded_name", "slug", "register_version", "register_changed_at"),
    *("headcount", "meeting_id", "minutes_id"),
}
# Lists that the trail keeps beside a record's own fields: what they hold, and their name.
LISTS: Mapping[str, tuple[type[models.Model], str]] = {
    "organisations": (Organisation, "Organisations considered"),
    "took_part": (Person, "Took part"),
    "withdrew": (Person, "Withdrew"),
    "declared": (Person, "Declared an interest"),
    "voted": (Person, "Voted"),
    "present": (Person, "Present"),
    "apologies": (Person, "Sent apologies"),
    "differs": (Person, "Said to be different"),
    "taken_back": (Person, "Taken back"),
}
# Values that are ids of rules: one, or a list.
RULES = ("rule", "left_out")
# What nobody but the member themselves does without signing in.
BY_MEMBERS = {
    *("interests.declare", "interests.correct", "declarations.declare"),
    *("policies.acknowledge", "naming.agree", "naming.withdraw", "naming.never_happened"),
}
LOOKED_UP: tuple[type[models.Model], ...] = (
    *(Person, Organisation, User, Household),
    *(Plan, Policy, Theme),
)
# A longer text would hide the rest of the row.
LONGEST = 300
# What is named within a sentence.
SHORT = 80


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a record, before and after, as a reader reads it; "" where there was no record."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: when, the sentence that tells it, the reason given, and the values it changed."""

    at: datetime.datetime
    sentence: str
    reason: str
    values: list[Value]
    is_change: bool


def entries(events: Sequence[AuditEvent]) -> list[Entry]:
    """Events in words, in their order."""
    told = _Told(events)
    return [told.entry(event) for event in events]


class _Told:
    """Tells events whose names were looked up together."""

    def __init__(self, events: Sequence[AuditEvent]) -> None:
        self.models = {
            model._meta.model_name or "": model
            for app in ("reviews", "partnerships", "accounts")
            for model in apps.get_app_config(app).get_models()
        }
        wanted: dict[type[models.Model], set[int]] = {model: set() for model in LOOKED_UP}
        for event in events:
            wanted[Person].update(_numbers(event.people))
            for model, ids in self._named_in(event):
                wanted[model].update(_numbers(ids))
        self.names = {
            (model, pk): _name(record)
            for model, ids in wanted.items()
            for pk, record in model._default_manager.in_bulk(ids).items()
        }
        self.called = self._called(events)
        decisions = [event.subject_id or 0 for event in events if event.subject_kind == "decision"]
        self.titles = dict(Decision.objects.filter(pk__in=decisions).values_list("pk", "title"))

    def _called(self, events: Sequence[AuditEvent]) -> dict[tuple[str, int], str]:
        """What the records are called that sentences name as such; one query a kind of record."""
        wanted: dict[str, set[int]] = {}
        for event in events:
            told_by_name = "{it}" in VERBS.get(event.verb, "")
            if told_by_name and event.subject_id and event.subject_kind in self.models:
                wanted.setdefault(event.subject_kind, set()).add(event.subject_id)
        return {
            (kind, pk): _shortened(str(record), SHORT)
            for kind, ids in wanted.items()
            for pk, record in self.models[kind]._default_manager.in_bulk(ids).items()
        }

    def entry(self, event: AuditEvent) -> Entry:
        before, after = event.before or {}, event.after or {}
        values = [
            Value(
                self._label(event, name),
                self._read(event, name, before[name]) if name in before else "",
                self._read(event, name, after[name]) if name in after else "",
            )
            for name in {**before, **after}
            if name not in LEFT_OUT
        ]
        if not (before and after):
            values = [one for one in values if (one.before or one.after) != NOTHING]
        spoken = self._spoken(event)
        # What members write through a link is theirs, whom the event names.
        nobody = (
            f"{spoken['who']}, by personal link," if event.verb in BY_MEMBERS else "The service"
        )
        sentence = f"{event.by or nobody} {in_words(event.verb, spoken)}."
        return Entry(event.at, sentence, event.reason, values, bool(before and after))

    def _spoken(self, event: AuditEvent) -> dict[str, str]:
        """The values that a sentence may name, as they read within one."""
        people = [self.names.get((Person, pk), "somebody") for pk in _numbers(event.people)]
        who = people_list(people, named=4) or "somebody"
        spoken = {"who": who, "whose": f"{who}’s"}
        if it := self.called.get((event.subject_kind, event.subject_id or 0)):
            spoken["it"] = it
        if event.subject_kind == "decision" and event.subject_id in self.titles:
            spoken["title"] = self.titles[event.subject_id]
        for name, value in {**(event.before or {}), **(event.after or {})}.items():
            read = self._read(event, name, value, within_sentence=True)
            spoken[name] = "" if read == NOTHING else read
        return spoken

    def _field(self, event: AuditEvent, name: str) -> Any:
        model = self.models.get(event.subject_kind)
        if model is None:
            return None
        return next((one for one in model._meta.concrete_fields if one.attname == name), None)

    def _named_in(self, event: AuditEvent) -> Iterator[tuple[type[models.Model], Iterable[Any]]]:
        """The records that an event's values refer to by id."""
        for values in (event.before or {}, event.after or {}):
            for name, value in values.items():
                field = self._field(event, name)
                if name in LISTS and isinstance(value, list):
                    yield LISTS[name][0], value
                elif value and getattr(field, "related_model", None) in LOOKED_UP:
                    yield field.related_model, [value]

    def _label(self, event: AuditEvent, name: str) -> str:
        if name in LISTS:
            return LISTS[name][1]
        if event.subject_kind == "relationship" and name in ("a_id", "b_id"):
            return "One of the two" if name == "a_id" else "The other"
        field = self._field(event, name)
        words = str(field.verbose_name) if field is not None else name.replace("_", " ")
        return words[:1].upper() + words[1:]

    def _read(
        self, event: AuditEvent, name: str, value: Any, *, within_sentence: bool = False
    ) -> str:
        """A stored value as a reader reads it."""
        if value is None or value == "" or value == []:
            return NOTHING
        field = self._field(event, name)
        if name in RULES:
            return people_list(title_of(rule) for rule in ([value] if name == "rule" else value))
        if name in LISTS and isinstance(value, list):
            model = LISTS[name][0]
            return people_list(self.names.get((model, pk), "one unknown") for pk in _numbers(value))
        related = getattr(field, "related_model", None)
        if related is not None and isinstance(value, int):
            unnamed = "a home" if related is Household else f"number {value}"
            return self.names.get((related, value), unnamed)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return _shortened(_plain(field, value, within_sentence))


def _plain(field: Any, value: Any, within_sentence: bool) -> str:
    """A value that refers to nothing: a choice, a day, a sum, or text."""
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(str(value), value))
    if isinstance(value, list):
        return people_list(value)
    # Should the trail hold something else than the field does now, it is shown as it stands.
    with suppress(ValueError, ArithmeticError):
        if isinstance(field, models.DateTimeField):
            return day_in_words(datetime.datetime.fromisoformat(str(value)))
        if isinstance(field, models.DateField):
            day = datetime.date.fromisoformat(str(value))
            return day_said(day) if within_sentence else day_in_words(day)
        if isinstance(field, models.DecimalField):
            return money(Sum(str(value)))
    return str(value)


def _name(record: models.Model) -> str:
    if isinstance(record, Household):
        return f"the home at {record.address}" if record.address else f"home {record.pk}"
    return str(record)


def _numbers(values: Iterable[Any]) -> list[int]:
    return [value for value in values if isinstance(value, int)]


def _shortened(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"
