"""One thing to do for a register, in words, and whom it is about, each with where that is settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from partnerships.models import Area
from partnerships.rules import Person

# The names of more people than these are folded away.
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody it is about: where that is settled or the page about them, and a word on them."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do.

    `state` is a finding's level, or what a tag of `colour` says; `step` the next step in words, and
    `link` what to press for it, at `href`, where there is a page for it.
    """

    state: str
    title: str
    step: str
    why: str = ""
    people: list[Who] = field(default_factory=list)
    colour: str = ""
    link: str = ""
    href: str = ""

    @property
    def is_folded(self) -> bool:
        """Whether the names would fill the screen of a phone."""
        return len(self.people) > SHOWN

    @property
    def summary(self) -> str:
        """What stands for the names while they are folded away."""
        return f"Who: {len(self.people)} people"


class Pages:
    """Leads from people of a register to their pages, as far as somebody may go."""

    def __init__(self, area: Area, *, may_change: bool) -> None:
        self.slug = area.slug
        self.may_change = may_change

    def who(self, pk: int, name: str, note: str = "", page: str = "person-detail") -> Who:
        return Who(name, reverse(page, args=[self.slug, pk]), note)

    def people(self, people: Iterable[Person], *, at_home: bool = False) -> list[Who]:
        """People of the roster by name; `at_home` leads to the form about their home, if one may."""
        page = "residence-change" if at_home and self.may_change else "person-detail"
        by_name = sorted(people, key=lambda one: (one.name, one.id))
        return [self.who(int(one.id), one.name, page=page) for one in by_name]


def said(names: Sequence[str], one: str, many: str) -> str:
    """The words for one person, by name, or those for many, by number."""
    return one.format(names[0]) if len(names) == 1 else many.format(len(names))
