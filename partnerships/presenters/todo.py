"""What there is to do for a register today, worst first: what, who, why, and the next step."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Area, Membership, Proposal
from partnerships.presenters.periods import day_said
from partnerships.presenters.position import within
from partnerships.rosters.departures import one_step_away
from partnerships.rosters.upkeep import NOTICE, Upkeep, confirmed_on
from partnerships.rules import RULES_BY_ID, Assessment, Finding, Person, Roster

# The names of more people than these are folded away.
SHOWN = 4
# What the form about somebody's home settles.
ABOUT_HOMES = {"resident-majority-unconfirmed", "household-limit-unconfirmed"}
# What to do before the step is taken that would break a rule; for the others, the one step below.
BEFORE_IT_HAPPENS = {
    "minimum-members": "Think of who else could join.",
    "resident-majority": "Think of who else from the area could join.",
}
CHOOSE_ANOTHER = "Should it come up, choose somebody else for the office."


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


def todo_of(
    area: Area,
    roster: Roster,
    assessment: Assessment,
    upkeep: Upkeep,
    *,
    may_change: bool,
    more: Sequence[Item] = (),
) -> list[Item]:
    """Everything to do for an area on the day of its roster; `more` comes after what was found.

    Who may not change the register gets no link to where it is changed.
    """
    todo = _Todo(area, roster, assessment, upkeep, may_change)
    return list(
        chain(
            todo.findings(assessment.breaches),
            todo.findings(assessment.incomplete),
            more,
            todo.corrections(),
            todo.one_step_away(),
            todo.terms(),
            todo.not_known(),
            todo.homes(),
            todo.declarations(),
            todo.proposals(),
        )
    )


class _Todo:
    """Puts each kind of thing to do in words."""

    def __init__(
        self,
        area: Area,
        roster: Roster,
        assessment: Assessment,
        upkeep: Upkeep,
        may_change: bool,
    ) -> None:
        self._slug = area.slug
        self._roster = roster
        self._assessment = assessment
        self._upkeep = upkeep
        self._may_change = may_change

    def findings(self, findings: Sequence[Finding]) -> Iterator[Item]:
        """An item for each rule that found something, however often."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        for rule, found in by_rule.items():
            ids = {one for finding in found for one in finding.people}
            yield Item(
                state=found[0].level,
                title=RULES_BY_ID[rule].title,
                step=found[0].remedy,
                people=self._people(
                    (self._roster.who.by_id[one] for one in ids), at_home=rule in ABOUT_HOMES
                ),
                # The page says it below, in full.
                link="See why",
                href="#findings",
            )

    def one_step_away(self) -> Iterator[Item]:
        """An item for each breach that one member could bring on alone."""
        for one in one_step_away(self._roster):
            yield Item(
                state="One step away",
                colour="orange",
                title=f"Close to a breach: {within(RULES_BY_ID[one.rule].title)}",
                why=one.sentence,
                step=BEFORE_IT_HAPPENS.get(one.rule, CHOOSE_ANOTHER),
                people=self._people(self._roster.who.by_id[person] for person in one.people),
            )

    def corrections(self) -> Iterator[Item]:
        """What members say is wrong about them."""
        asked = self._upkeep.corrections
        if asked:
            # One member may have asked for several.
            people = {one.person_id: one.person for one in asked}
            yield Item(
                state="Asked for",
                colour="yellow",
                title=_said(
                    [str(person) for person in people.values()],
                    "Settle what {} says is wrong",
                    "Settle what {} members say is wrong",
                ),
                why="They said so when they signed their membership form.",
                step="Put it right, or say why it stays as it is.",
                people=[self._who(pk, person.name) for pk, person in people.items()],
                link="See what they say",
                href=reverse("correction-list", args=[self._slug]) if self._may_change else "",
            )

    def terms(self) -> Iterator[Item]:
        """Those that are over, then those that end soon."""
        today = self._roster.as_at
        over = [one for one in self._upkeep.terms if _ends(one) < today]
        coming = [one for one in self._upkeep.terms if _ends(one) >= today]
        if over:
            yield Item(
                state="Term over",
                colour="orange",
                title=_said(_named(over), "{}’s term is over", "The terms of {} members are over"),
                why="They are still on the register, and nothing says that they were re-appointed.",
                step="Record that they were re-appointed, or that they left.",
                people=self._with_terms(over, "ended on"),
            )
        if coming:
            yield Item(
                state="Soon",
                colour="blue",
                title=_said(
                    _named(coming), "{}’s term ends soon", "The terms of {} members end soon"
                ),
                why=f"It ends within {NOTICE.days} days.",
                step="Put it on the agenda: re-appoint them, or say goodbye.",
                people=self._with_terms(coming, "ends on"),
            )

    def not_known(self) -> Iterator[Item]:
        """What is not recorded of somebody's home, unless a finding says so already."""
        found = {finding.rule for finding in self._assessment.incomplete}
        who = self._roster.who
        if who.residency_unknown and "resident-majority-unconfirmed" not in found:
            yield Item(
                state="Not known",
                colour="yellow",
                title=_said(
                    [one.name for one in who.residency_unknown],
                    "Record whether {} lives in the area",
                    "Record whether {} members live in the area",
                ),
                why="It decides nothing today. It could, once somebody joins or leaves.",
                step="Ask, and record the answer.",
                people=self._people(who.residency_unknown, at_home=True),
            )
        if who.no_household and "household-limit-unconfirmed" not in found:
            yield Item(
                state="Not known",
                colour="yellow",
                title=_said(
                    [one.name for one in who.no_household],
                    "Record with whom {} lives",
                    "Record with whom {} members live",
                ),
                why="People who share a home count together, and here it is not recorded who does.",
                step="Ask, and record the answer, also where somebody lives alone.",
                people=self._people(who.no_household, at_home=True),
            )

    def homes(self) -> Iterator[Item]:
        """Those that nobody has confirmed for a year."""
        homes = self._upkeep.homes
        if homes:
            yield Item(
                state="Out of date",
                colour="yellow",
                title=_said(
                    _named(homes), "Confirm where {} lives", "Confirm where {} members live"
                ),
                why="Nobody has checked for more than a year.",
                step="Ask whether they still live where the register says.",
                people=[
                    self._who(
                        home.person_id,
                        home.person.name,
                        f"last confirmed {day_in_words(confirmed_on(home))}",
                    )
                    for home in homes
                ],
                link="Confirm their homes",
                href=reverse("homes-confirm", args=[self._slug]) if self._may_change else "",
            )

    def declarations(self) -> Iterator[Item]:
        """Those of this year that are missing."""
        missing = self._upkeep.undeclared
        if missing:
            yield Item(
                state="Not declared",
                colour="yellow",
                title=_said(
                    _named(missing),
                    "Ask {} for this year’s declaration",
                    "Ask {} members for this year’s declaration",
                ),
                why=(
                    "Every member says once a year, from 1 September, "
                    "that their interests are as recorded, or that there are none."
                ),
                step="Record what each of them declares.",
                people=[
                    self._who(
                        one.person.pk,
                        one.person.name,
                        f"last declared {day_in_words(one.last.made_on)}" if one.last else "",
                    )
                    for one in missing
                ],
                link="See who has declared",
                href=reverse("declaration-list", args=[self._slug]),
            )

    def proposals(self) -> Iterator[Item]:
        """Those of which nothing has come for long."""
        waiting = self._upkeep.proposals
        if waiting:
            yield Item(
                state="Waiting",
                colour="blue",
                title=_said(
                    _named(waiting),
                    "Settle whether {} joins",
                    "Settle whether {} people join",
                ),
                why=(
                    f"Asked or put forward to join more than {NOTICE.days} days ago, "
                    "and nothing has come of it yet."
                ),
                step="Ask what became of it, and record it.",
                people=[self._waiting(one) for one in waiting],
            )

    def _waiting(self, proposal: Proposal) -> Who:
        note = f"since {day_in_words(proposal.made_on)}"
        if self._may_change:
            href = reverse("proposal-settle", args=[self._slug, proposal.pk])
            return Who(proposal.person.name, href, note)
        return self._who(proposal.person_id, proposal.person.name, note)

    def _with_terms(self, memberships: Iterable[Membership], verb: str) -> list[Who]:
        return [
            self._who(one.person_id, one.person.name, f"{verb} {day_said(_ends(one))}")
            for one in memberships
        ]

    def _people(self, people: Iterable[Person], *, at_home: bool = False) -> list[Who]:
        """People of the roster by name; `at_home` leads to the form about their home, if one may."""
        page = "residence-change" if at_home and self._may_change else "person-detail"
        by_name = sorted(people, key=lambda one: (one.name, one.id))
        return [self._who(int(one.id), one.name, page=page) for one in by_name]

    def _who(self, pk: int, name: str, note: str = "", page: str = "person-detail") -> Who:
        return Who(name, reverse(page, args=[self._slug, pk]), note)


class _OfSomebody(Protocol):
    @property
    def person(self) -> Any: ...


def _named(records: Iterable[_OfSomebody]) -> list[str]:
    """The names of those whom records are about."""
    return [str(one.person) for one in records]


def _said(names: Sequence[str], one: str, many: str) -> str:
    """The words for one person, by name, or those for many, by number."""
    return one.format(names[0]) if len(names) == 1 else many.format(len(names))


def _ends(membership: Membership) -> datetime.date:
    """The end of the term of a membership that has one."""
    assert membership.term_ends_on is not None
    return membership.term_ends_on
