"""The position of an area in words: both verdicts, and the findings worst first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from biglocal.design.words import percent
from partnerships.models import Area, GuidanceLink
from partnerships.presenters.waivers import Waived, beside
from partnerships.rules import (
    BIG_LOCAL,
    RULES_BY_ID,
    Assessment,
    Criteria,
    Finding,
    Group,
    Level,
    Person,
    Roster,
)
from partnerships.rules.numbers import resident_majority
from partnerships.rules.wording import counted

WORST_FIRST = [Level.BREACH, Level.INCOMPLETE, Level.CAUTION]


@dataclass(frozen=True, slots=True)
class PersonLink:
    """Somebody by name, with the page about them in this area."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """One of the two verdicts: its name, whether it is met (None: cannot tell), and a sentence.

    `waived` are what stands beside it and changes nothing of it: a sentence for each waiver.
    """

    name: str
    meets: bool | None
    sentence: str
    waived: list[str]


@dataclass(frozen=True, slots=True)
class FindingOnPage:
    """A finding with the title of its rule, who it is about and where its decision is shown.

    `on` is what a link to the rules ends in, so that they are those of the day; `waived` is said
    beside the finding where its rule is waived for the area; `guidance` says where to read more.
    """

    rule: str
    title: str
    level: Level
    message: str
    remedy: str
    source: str
    people: list[PersonLink]
    decision_id: str | None
    decision_url: str
    on: str = ""
    waived: Waived | None = None
    guidance: Sequence[GuidanceLink] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """All that the page of an area's position says."""

    verdicts: list[Verdict]
    findings: list[FindingOnPage]
    assessment: Assessment
    percent: str
    residents_note: str
    may_leave: str
    is_empty: bool


def position_of(
    area: Area,
    roster: Roster,
    assessment: Assessment,
    *,
    on: str = "",
    waived: Mapping[str, Waived] = MappingProxyType({}),
    guidance: Mapping[str, Sequence[GuidanceLink]] = MappingProxyType({}),
    criteria: Criteria = BIG_LOCAL,
) -> Position:
    """Put an assessment of `roster` in words.

    `on` is what links to pages of a day end in, for another day than today; `waived` are the
    waivers of the area on that day, and `guidance` where to read more, by rule; `criteria` are those
    it was assessed by.
    """
    links = _Links(area, roster, on, waived, guidance)
    return Position(
        verdicts=verdicts_of(assessment, waived),
        findings=[links.finding(found) for found in worst_first(assessment.findings)],
        assessment=assessment,
        percent=percent(assessment.resident_percent) or "None",
        residents_note=(
            f"not known for {assessment.residency_unknown}" if assessment.residency_unknown else ""
        ),
        may_leave="" if resident_majority.id in criteria.left_out else _may_leave(assessment),
        is_empty=not roster.people,
    )


def verdicts_of(
    assessment: Assessment, waived: Mapping[str, Waived] = MappingProxyType({})
) -> list[Verdict]:
    """The verdict for the criteria and the one for conflicts of interest, each with its reason.

    `waived` as for `position_of`: it is said beside a verdict, and never read for it.
    """
    residents = (
        f"{counted(assessment.members, 'member')}, {assessment.residents} of whom "
        f"{'lives' if assessment.residents == 1 else 'live'} in the area."
    )
    return [
        Verdict(
            "Criteria for partnerships",
            assessment.meets_criteria,
            _reason(assessment, Group.CRITERIA, f"The partnership has {residents}"),
            _waived(assessment, Group.CRITERIA, waived),
        ),
        Verdict(
            "Conflicts of interest",
            assessment.meets_conflicts_guidance,
            _reason(
                assessment,
                Group.CONFLICTS,
                "Nothing recorded goes against the guidance on conflicts of interest.",
            ),
            _waived(assessment, Group.CONFLICTS, waived),
        ),
    ]


def _waived(assessment: Assessment, group: Group, waived: Mapping[str, Waived]) -> list[str]:
    rules = [found.rule for found in assessment.findings if found.group is group]
    return [one.in_short for one in beside(rules, waived)]


def titled(
    findings: Iterable[Finding],
    waived: Mapping[str, Waived] = MappingProxyType({}),
    *,
    on: str = "",
) -> list[FindingOnPage]:
    """Findings with the titles of their rules, where the people they are about have no pages yet.

    `waived` and `on` as for `position_of`.
    """
    return [_on_page(found, [], "", on=on, waived=waived.get(found.rule)) for found in findings]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Breaches, then missing facts, then cautions; within each in the order of the rules."""
    return sorted(findings, key=lambda found: WORST_FIRST.index(found.level))


def _reason(assessment: Assessment, group: Group, when_met: str) -> str:
    """Why the verdict is as it is, by the titles of what decides it: the findings say it in full."""
    decisive = [
        found
        for level in (Level.BREACH, Level.INCOMPLETE)
        for found in assessment.of_level(level)
        if found.group is group
    ]
    breaches = [found for found in decisive if found.level is Level.BREACH]
    if not decisive:
        cautions = [found for found in assessment.cautions if found.group is group]
        if not cautions:
            return when_met
        return f"{when_met} {_things(len(cautions))} particular care."
    deciding = breaches or decisive
    titles = list(dict.fromkeys(RULES_BY_ID[found.rule].title for found in deciding))
    if len(deciding) == 1:
        return f"{titles[0]}."
    what = "things are not as the guidance asks" if breaches else "missing facts decide it"
    return f"{len(deciding)} {what}: {'; '.join(within(title) for title in titles)}."


def within(title: str) -> str:
    """A title within a sentence: "too few members", but "LTO representative with a vote"."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _things(number: int) -> str:
    return "One thing needs" if number == 1 else f"{number} things need"


def _may_leave(assessment: Assessment) -> str:
    """How many residents may leave, for those who plan; where some lack already, a finding says so."""
    number = assessment.residents_may_leave
    if not assessment.members or assessment.residents_needed:
        return ""
    if not number:
        return "If one resident member left, and nobody joined, there would be too few residents."
    return (
        f"{'One resident member' if number == 1 else f'{number} resident members'} could leave, "
        "nobody joining, and residents would still be enough."
    )


class _Links:
    """From people of the roster to their pages."""

    def __init__(
        self,
        area: Area,
        roster: Roster,
        on: str,
        waived: Mapping[str, Waived],
        guidance: Mapping[str, Sequence[GuidanceLink]],
    ) -> None:
        self._waived = waived
        self._guidance = guidance
        self._slug = area.slug
        self._on = on
        self._roster = roster

    def person(self, person_id: str | int, name: str) -> PersonLink:
        href = reverse("person-detail", args=[self._slug, int(person_id)])
        return PersonLink(name, href + self._on)

    def people(self, people: Iterable[Person]) -> list[PersonLink]:
        by_name = sorted(people, key=lambda person: (person.name, person.id))
        return [self.person(person.id, person.name) for person in by_name]

    def decision(self, decision_id: str | None) -> str:
        if decision_id is None:
            return ""
        return reverse("decision-detail", args=[self._slug, int(decision_id)]) + self._on

    def finding(self, found: Finding) -> FindingOnPage:
        people = self.people(self._roster.who.by_id[one] for one in found.people)
        url, waived = self.decision(found.decision), self._waived.get(found.rule)
        guidance = self._guidance.get(found.rule, ())
        return _on_page(found, people, url, on=self._on, waived=waived, guidance=guidance)


def _on_page(
    found: Finding,
    people: list[PersonLink],
    decision_url: str,
    *,
    on: str = "",
    waived: Waived | None = None,
    guidance: Sequence[GuidanceLink] = (),
) -> FindingOnPage:
    return FindingOnPage(
        rule=found.rule,
        title=RULES_BY_ID[found.rule].title,
        level=found.level,
        message=found.message,
        remedy=found.remedy,
        source=found.source,
        people=people,
        decision_id=found.decision,
        decision_url=decision_url,
        on=on,
        waived=waived,
        guidance=guidance,
    )
