"""Waivers in words: what stands beside a finding, and never instead of it, and the lists of them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from biglocal.design.words import day_in_words
from biglocal.prepared import ANY_DAY, Prepared
from partnerships.models import Area, Waiver
from partnerships.presenters.periods import period_said
from partnerships.rules import RULES_BY_ID


@dataclass(frozen=True, slots=True)
class Waived:
    """What is said beside a finding: until which day (included) its rule is waived, and why."""

    rule: str
    until: datetime.date
    reason: str

    @classmethod
    def of(cls, waiver: Waiver) -> Waived:
        assert waiver.ends_on is not None
        return cls(waiver.rule, waiver.ends_on, waiver.reason)

    @property
    def until_said(self) -> str:
        """ "Waived until 28 February 2027"."""
        return f"Waived until {day_in_words(self.until)}"

    @property
    def within(self) -> str:
        """ "waived until 28 February 2027"."""
        return f"w{self.until_said[1:]}"

    @property
    def sentence(self) -> str:
        """What it means, with the reason where it may be told."""
        why = f": {_ended(self.reason)}" if self.reason else "."
        return (
            f"Local Trust accepts this until {day_in_words(self.until)}{why} "
            "The verdict stays as it is."
        )

    def without_reason(self) -> Waived:
        """The same for where a reason, which somebody wrote in their own words, is not told."""
        return replace(self, reason="")

    @property
    def in_short(self) -> str:
        """ "“Too few members” is waived until 28 February 2027."."""
        return f"“{title_of(self.rule)}” is waived until {day_in_words(self.until)}."


def waived_on(area: Area, day: datetime.date) -> dict[str, Waived]:
    """What is waived for an area on a day, by rule; one query."""
    found = Waiver.objects.current_on(day).filter(area=area)
    return {waiver.rule: Waived.of(waiver) for waiver in found}


def waived_in(areas: Collection[int], day: datetime.date) -> dict[int, dict[str, Waived]]:
    """What is waived on a day for each of many areas (primary keys), by rule; one query.

    Areas with no waiver are left out.
    """
    return _by_area(Waiver.objects.current_on(day).filter(area__in=areas).values_list(*_WAIVED))


def waived_anywhere(day: datetime.date) -> dict[int, dict[str, Waived]]:
    """The same for all areas."""
    return _by_area(_ANYWHERE.rows({ANY_DAY: day}))


def _by_area(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, Waived]]:
    found: dict[int, dict[str, Waived]] = {}
    for area, rule, until, reason in rows:
        found.setdefault(area, {})[rule] = Waived(rule, until, reason)
    return found


_WAIVED = ("area_id", "rule", "ends_on", "reason")
_ANYWHERE = Prepared(lambda: Waiver.objects.current_on(ANY_DAY).values_list(*_WAIVED))


def beside(rules: Iterable[str], waived: Mapping[str, Waived]) -> list[Waived]:
    """The waivers that stand beside what rules found, each once, in the order of the rules."""
    return [waived[rule] for rule in dict.fromkeys(rules) if rule in waived]


@dataclass(frozen=True, slots=True)
class WaiverLine:
    """One waiver of a list: its rule, its days, where it stands, and what can be done with it."""

    waiver: Waiver
    title: str
    days: str
    state: str
    colour: str
    note: str
    end_href: str
    call_off_href: str


def lines_of(
    waivers: Iterable[Waiver],
    day: datetime.date,
    *,
    found: Mapping[int, Collection[str]],
    may_grant: bool,
) -> list[WaiverLine]:
    """Waivers as a list shows them; their areas and whoever granted them must have been fetched.

    `found` are the rules that find something on the day, by area.
    """
    return [
        _line(waiver, day, waiver.rule in found.get(waiver.area_id, ()), may_grant)
        for waiver in waivers
    ]


def _line(waiver: Waiver, day: datetime.date, is_found: bool, may_grant: bool) -> WaiverLine:
    assert waiver.ends_on is not None
    note = ""
    if waiver.ends_on < day:
        state, colour = "Over", "grey"
    elif waiver.starts_on > day:
        state, colour = "To come", "blue"
    elif is_found:
        state, colour = "In force", "purple"
    else:
        state, colour, note = "Not needed", "grey", "The rule finds nothing today."
    address = [waiver.area.slug, waiver.pk]
    may_end = may_grant and waiver.ends_on > max(waiver.starts_on, day)
    return WaiverLine(
        waiver=waiver,
        title=title_of(waiver.rule),
        days=period_said(waiver, day),
        state=state,
        colour=colour,
        note=note,
        end_href=reverse("waiver-end", args=address) if may_end and waiver.starts_on <= day else "",
        call_off_href=reverse("waiver-call-off", args=address)
        if may_grant and waiver.starts_on >= day
        else "",
    )


def title_of(rule: str) -> str:
    """The title of a rule, or its id where the book has it no more."""
    return RULES_BY_ID[rule].title if rule in RULES_BY_ID else rule


def _ended(text: str) -> str:
    """A text as a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."
