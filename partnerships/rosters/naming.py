"""Who may be named in public on a day, and how everybody else is kept out of what people wrote."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from biglocal.audit.models import AuditEvent
from partnerships.models import Area, Household, NamingConsent, NamingExemption, Person
from partnerships.models.erased import ERASED, without
from partnerships.models.person import facts_of_people

# What stands in a text for a name, an address or an e-mail address.
WITHHELD = "[withheld]"
# What is shorter is no address, but a word of every sentence.
_SHORTEST_ADDRESS = 6


@dataclass(frozen=True, slots=True)
class Naming:
    """By primary key: who agreed in one area and is not at risk, and who is at risk."""

    named: frozenset[int]
    at_risk: frozenset[int]


def naming_in(area: Area, day: datetime.date) -> Naming:
    """Who may be named on the public page of an area on a day. Two queries."""
    agreed = NamingConsent.objects.current_on(day).filter(area=area, person__erased_at=None)
    wanted = set(agreed.values_list("person", flat=True))
    at_risk = frozenset(exempt_among(area, day))
    return Naming(frozenset(wanted - at_risk), at_risk)


def exempt_among(area: Area, day: datetime.date) -> Collection[int]:
    """Who of an area's register must not be named on a day, whichever area said so. One query."""
    on_register = Person.objects.on_register_of(area).values("pk")
    exempt = NamingExemption.objects.current_on(day).filter(person__in=on_register)
    return set(exempt.values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Withholding:
    """How texts are shown in public: `of_text` for what people wrote, where somebody may be called by
    one name alone, and `of_name` for the names of organisations."""

    of_text: Callable[[str], str]
    of_name: Callable[[str], str]


def earlier_names_of(people: Collection[int]) -> dict[int, set[str]]:
    """What people (primary keys) were called before: in a record that was put together with theirs, and
    until their name was put right. What was written then may call them so still. Two queries."""
    earlier: dict[int, set[str]] = defaultdict(set)
    merged = Person.objects.filter(merged_into__in=people)
    for kept, name in merged.values_list("merged_into", "name"):
        assert kept is not None
        earlier[kept].add(name)
    put_right = AuditEvent.objects.filter(
        verb="people.correct", subject_kind="person", subject_id__in=people
    )
    for pk, before in put_right.order_by().values_list("subject_id", "before"):
        if pk is not None and before and "name" in before:
            earlier[pk].add(before["name"])
    return earlier


def names_on_registers(areas: Collection[int]) -> dict[int, set[str]]:
    """What everybody is called, or was before, of whom the register of each of these areas (primary
    keys) holds a fact, at any time. Three queries."""
    first, *others = (
        facts.filter(area__in=areas).order_by().values_list("area", column, f"{column}__name")
        for facts, column in facts_of_people()
    )
    known = list(first.union(*others))
    earlier = earlier_names_of({person for _, person, _ in known})
    names: dict[int, set[str]] = {area: set() for area in areas}
    for area, person, name in known:
        names[area] |= {name, *earlier.get(person, ())}
    return names


def withholding_in(
    area: Area, named: Collection[int], *, people: Collection[str], keeping: Collection[str]
) -> Withholding:
    """Leaves out whoever is on the area's register and not in `named`; and every e-mail address and
    home that is recorded there, and what they were called before, also of those who are.

    `people` are names of others who are not named either, and `keeping` names that stay whole, such
    as those of organisations. Four queries.
    """
    known = list(Person.objects.on_register_of(area).values_list("pk", "name", "email"))
    # Of two who share a name, neither is named: nobody could tell which of them is meant.
    gone = {*people, *(name for pk, name, _ in known if pk not in named)} - {ERASED}
    earlier = earlier_names_of([pk for pk, _, _ in known])
    for pk, names in earlier.items():
        gone |= names if pk not in named else set()
    kept = {*keeping, *(name for pk, name, _ in known if pk in named)} - gone
    homes = Household.objects.filter(area=area).values_list("address", "postcode")
    where = {text.strip() for home in homes for text in home}
    private = {text for text in where if len(text) >= _SHORTEST_ADDRESS}
    private |= {email for _, _, email in known if email}
    # Of somebody who is named, only the whole of it: its parts may be those of their name today.
    of_named = {name for pk in earlier.keys() & set(named) for name in earlier[pk]}
    today = {name.casefold() for name in kept}
    addresses = without(private, instead=WITHHELD)
    before = without(
        {name for name in of_named if name.casefold() not in today},
        keeping=kept,
        instead=WITHHELD,
    )
    parts = without(gone, keeping=kept, with_parts=True, instead=WITHHELD)
    whole = without(gone, keeping=kept, instead=WITHHELD)

    def of_text(text: str) -> str:
        return parts(before(addresses(text))).replace(ERASED, WITHHELD)

    def of_name(text: str) -> str:
        return whole(before(addresses(text))).replace(ERASED, WITHHELD)

    return Withholding(of_text, of_name)
