"""What a review found beside what is found today: cleared, still open, and new since.

A finding is the same one as long as its rule, its people and its decision are the same, whatever it
says of them. What the review found is read from its frozen document and stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from partnerships.models import Person
from reviews.drafts import BreachKey
from reviews.models import PlannedAction

# A finding as plain values of JSON: rule, people, decision, level, message and more.
Found = Mapping[str, Any]


class Since(StrEnum):
    """What has become of a finding since the review."""

    STILL_OPEN = "Still open"
    NEW = "New since"
    CLEARED = "Cleared"


@dataclass(frozen=True)
class Compared:
    """One finding at review and today; `then` or `now` is None where it was not found."""

    key: BreachKey
    then: Found | None
    now: Found | None

    @property
    def since(self) -> Since:
        if self.now is None:
            return Since.CLEARED
        return Since.STILL_OPEN if self.then else Since.NEW

    @property
    def found(self) -> Found:
        """The finding as the review has it, or as it is today where the review has none."""
        found = self.then or self.now
        assert found is not None
        return found


def compare(
    then: Sequence[Found], now: Sequence[Found], called_now: Mapping[str, str] | None = None
) -> list[Compared]:
    """The findings of two days side by side: still open, then new, then cleared; each in the order
    of its list.

    `called_now` are the ids of people by the ids that they had, where records were put together.
    """
    pairs: dict[int, Found] = {}
    left = list(now)
    # Two of a couple may each be found for the other, so that their findings differ in words alone.
    for is_same in (_same_words, lambda one, other: True):
        for place, found in enumerate(then):
            key = key_of_found(found, called_now)
            for other in left if place not in pairs else []:
                if key_of_found(other) == key and is_same(found, other):
                    pairs[place] = other
                    left = [one for one in left if one is not other]
                    break
    compared = [
        Compared(key_of_found(found, called_now), found, pairs.get(place))
        for place, found in enumerate(then)
    ]
    compared += [Compared(key_of_found(found), None, found) for found in left]
    in_order = list(Since)
    return sorted(compared, key=lambda one: in_order.index(one.since))


def _same_words(one: Found, other: Found) -> bool:
    return bool(one["message"] == other["message"])


def key_of_found(found: Found, called_now: Mapping[str, str] | None = None) -> BreachKey:
    """How a finding is known."""
    called_now = called_now or {}
    people = sorted({called_now.get(one, one) for one in found["people"]})
    return found["rule"], tuple(people), found["decision"] or ""


def called_now(findings: Iterable[Found]) -> dict[str, str]:
    """The ids that the people of findings have today, for those whose record was put into another."""
    asked = {int(one) for found in findings for one in found["people"]}
    into: dict[int, int] = {}
    # Whoever a record was put into may have been put into another in turn.
    while asked:
        gone = Person.objects.filter(pk__in=asked, merged_into__isnull=False)
        step = {
            one.pk: one.merged_into_id for one in gone.only("merged_into") if one.merged_into_id
        }
        into |= step
        asked = set(step.values()) - set(into)
    return {str(pk): str(_last(pk, into)) for pk in into}


def _last(pk: int, into: Mapping[int, int]) -> int:
    while pk in into:
        pk = into[pk]
    return pk


def actions_for(
    findings: Iterable[Compared], actions: Iterable[PlannedAction], review_id: int
) -> dict[BreachKey, PlannedAction]:
    """The action for each finding, if there is one: the review's own, else the latest of the area.

    `actions` come in the order of their reviews' years.
    """
    known: dict[BreachKey, PlannedAction] = {}
    for action in actions:
        key = action.rule, tuple(action.people), action.decision
        if key not in known or known[key].review_id != review_id:
            known[key] = action
    return {one.key: known[one.key] for one in findings if one.key in known}
