"""The list of organisations in words, for Local Trust: where each is used, as counts and no more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from partnerships.models import Area, Organisation
from partnerships.models.names import holds
from partnerships.models.org_ids import looks_like_org_id
from partnerships.rosters.organisation_likeness import Pair
from partnerships.rosters.organisation_merging import OrganisationPlan, used_in
from partnerships.rosters.preview import preview
from partnerships.rules import Criteria, Finding, Roster
from partnerships.rules.book import RULES_BY_ID


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation on the list: the names it is also known by, and how many areas use it."""

    organisation: Organisation
    also: list[str]
    areas: int


@dataclass(frozen=True, slots=True)
class Place:
    """An area that uses an organisation, and for what: "3 interests", "1 decision that chose it"."""

    area: Area
    counts: list[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two organisations that look alike, as lines of the list, and why they do."""

    a: Line
    b: Line
    why: str

    @property
    def sides(self) -> tuple[Line, Line]:
        return self.a, self.b

    @property
    def names(self) -> str:
        return f"{self.a.organisation} and {self.b.organisation}"


@dataclass(frozen=True, slots=True)
class Moved:
    """What an area has of the organisation that goes, and how many of it are kept once."""

    area: Area
    counts: list[str]
    twice: int


@dataclass(frozen=True, slots=True)
class Look:
    """What putting one organisation into another does, area by area."""

    kept: Organisation
    merged: Organisation
    moved: list[Moved]


@dataclass(frozen=True, slots=True)
class Turned:
    """An area that would be judged otherwise: the titles of the rules that would find more, or find
    nothing any more, and the verdict on conflicts of interest before and after. It names nobody."""

    area: Area
    new: list[str]
    cleared: list[str]
    before: bool | None
    after: bool | None


def fitting(text: str) -> QuerySet[Organisation]:
    """The organisations on the list that fit what is looked for, by name; all for nothing.

    One fits too by a name or number that it is also known by.
    """
    listed = Organisation.objects.listed()
    if not text.strip():
        return listed
    number = looks_like_org_id(text) or "".join(text.split()).upper()
    fits = holds(text) | Q(org_id__contains=number)
    others = Organisation.objects.filter(fits, merged_into__isnull=False)
    return listed.filter(fits | Q(pk__in=others.values("merged_into")))


def lines(organisations: Sequence[Organisation]) -> list[Line]:
    """The lines of one page, in a number of queries that does not grow with it."""
    pks = [one.pk for one in organisations]
    used = used_in(pks)
    also: dict[int, list[str]] = {pk: [] for pk in pks}
    others = Organisation.objects.filter(merged_into__in=pks).select_related("merged_into")
    for one in others.order_by("name", "pk"):
        also[one.that_stays.pk].append(one.name)
    return [Line(one, also[one.pk], len(used[one.pk])) for one in organisations]


def places(organisation: Organisation) -> list[Place]:
    """The areas that use an organisation, by name."""
    used = used_in([organisation.pk])[organisation.pk]
    return [
        Place(area, [use.counted(number) for use, number in used[area.pk].items()])
        for area in Area.objects.filter(pk__in=used)
    ]


def side_by_side(pairs: Sequence[Pair]) -> list[Beside]:
    """Pairs with what tells the two apart."""
    found = Organisation.objects.in_bulk({pk for pair in pairs for pk in (pair.a, pair.b)})
    by_pk = {int(line.organisation.pk): line for line in lines(list(found.values()))}
    return [
        Beside(by_pk[pair.a], by_pk[pair.b], str(pair.why))
        for pair in pairs
        if pair.a in by_pk and pair.b in by_pk
    ]


def look(plan: OrganisationPlan) -> Look:
    """A plan in words."""
    counts, twice = plan.by_area(), plan.twice_by_area()
    areas = Area.objects.filter(pk__in=plan.areas)
    moved = [Moved(one, counts.get(one.pk, []), twice.get(one.pk, 0)) for one in areas]
    return Look(plan.kept, plan.merged, moved)


def turned(looked_at: Iterable[tuple[Area, Roster, Roster]], criteria: Criteria) -> list[Turned]:
    """Those areas of which the rules find something else in the second roster than in the first."""
    found = []
    for area, before, after in looked_at:
        change = preview(before, after, criteria)
        new, cleared = _titles(change.new), _titles(change.cleared)
        if new or cleared:
            was, will_be = change.before, change.after
            found.append(
                Turned(
                    area,
                    new,
                    cleared,
                    was.meets_conflicts_guidance,
                    will_be.meets_conflicts_guidance,
                )
            )
    return found


def _titles(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(RULES_BY_ID[one.rule].title for one in findings))
