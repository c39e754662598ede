"""The families of a partnership: who is of each, how they are related, in a picture and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from biglocal.design.words import people_list
from partnerships.presenters.family_tree import FamilyTree, draw, role_of
from partnerships.presenters.position import FindingOnPage, titled
from partnerships.presenters.waivers import Waived
from partnerships.rules import BIG_LOCAL, Criteria, Person, Roster, assess
from partnerships.rules.wording import counted, name, related


@dataclass(frozen=True, slots=True)
class OfFamily:
    """Somebody of a family, and what they are to the partnership."""

    person_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class FamilyGroup:
    """People linked by a chain of direct relationships; `inferred` follows from `recorded`."""

    title: str
    summary: str
    people: list[OfFamily]
    recorded: list[str]
    inferred: list[str]
    findings: list[FindingOnPage]
    tree: FamilyTree


def families_of(
    roster: Roster,
    criteria: Criteria = BIG_LOCAL,
    waived: Mapping[str, Waived] = MappingProxyType({}),
) -> list[FamilyGroup]:
    """The families of a roster, those with most members first, judged by `criteria`.

    `waived` is what is waived for the area on the day of the roster, by rule.
    """
    found_at_all = assess(roster, criteria).findings
    too_many = [found for found in found_at_all if found.rule == "family-limit"]
    groups = []
    for family in roster.kinship.families:
        people = sorted(
            (roster.who.by_id[one] for one in family),
            key=lambda person: (not person.is_member, name(person).casefold(), person.id),
        )
        findings = [found for found in too_many if set(found.people) <= family]
        groups.append((people, _group(roster, people, titled(findings, waived), criteria)))
    groups.sort(key=lambda group: (-_members(group[0]), name(group[0][0]).casefold()))
    return [group for _, group in groups]


def _group(
    roster: Roster, people: list[Person], findings: list[FindingOnPage], criteria: Criteria
) -> FamilyGroup:
    ids = {person.id for person in people}
    ties = [roster.kinship.direct(pair) for pair in roster.kinship.pairs if pair[0] in ids]
    # As they are told: by the names of those they are about.
    by_name = sorted((related(roster, tie, roles=False), tie.through is None) for tie in ties)
    return FamilyGroup(
        title=f"Family of {people_list([name(person) for person in people], 2)}",
        summary=_summary(people, criteria),
        people=[OfFamily(int(one.id), name(one), role_of(one)) for one in people],
        recorded=[sentence for sentence, is_recorded in by_name if is_recorded],
        inferred=[sentence for sentence, is_recorded in by_name if not is_recorded],
        findings=findings,
        tree=draw(roster, people, ties),
    )


def _summary(people: list[Person], criteria: Criteria) -> str:
    """How many of them are members, beside how many may be, where anything limits that."""
    members = _members(people)
    are = "is a member" if members == 1 else "are members"
    said = (
        f"{counted(len(people), 'person').replace('persons', 'people')}, of whom "
        f"{members or 'none'} {are} of the partnership."
    )
    if "family-limit" in criteria.left_out:
        return said
    most = criteria.of_family.figure
    return f"{said} No more than {counted(most, 'member')} may be of one family."


def _members(people: list[Person]) -> int:
    return sum(person.is_member for person in people)
