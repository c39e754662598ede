"""The pack for a partnership meeting: the position, what was found, what is being done, who has to sign."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from biglocal.design.words import day_in_words, percent
from partnerships.models import Area
from partnerships.presenters.openly import is_withheld, names_somebody, openly
from partnerships.presenters.periods import day_said
from partnerships.presenters.position import FindingOnPage, Position, Verdict, position_of
from partnerships.presenters.waivers import waived_on
from partnerships.presenters.years import lasting
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.upkeep import Declared, Upkeep, upkeep_of
from partnerships.rules import Roster, assess
from reviews.models import PlannedAction, Review
from reviews.presenters.actions import ActionLine, lines
from reviews.presenters.deadlines import time_left
from reviews.presenters.tasks import counted
from reviews.signatures import Signature, signatures_of

WITHHELD = "In the private pack."
SIGNED, NOT_SIGNED, NOT_ASKED_FOR = "Signed", "Not signed yet", "Not asked for"
DECLARED, NOT_DECLARED = "Declared", "Not declared yet"


@dataclass(frozen=True)
class PackAction:
    """An open action: what it is about, who sees to it, by when, and how much time that leaves."""

    what: str
    about: str
    owner: str
    due: str
    urgency: str
    is_overdue: bool
    colour: str


@dataclass(frozen=True)
class ToSign:
    """A member who has something to sign or to declare still."""

    name: str
    form: str
    declaration: str


@dataclass(frozen=True)
class Pack:
    """All that stands in a pack.

    `review` is the one for which forms are collected, if any; `forms` and `declared` say how many
    have signed and declared, `agenda` what a meeting has to settle.
    """

    area: Area
    day: datetime.date
    is_private: bool
    position: Position
    findings: list[FindingOnPage]
    lasting: list[str]
    actions: list[PackAction]
    agenda: list[str]
    review: Review | None
    time_left: str
    forms: str
    declared: str
    to_sign: list[ToSign]

    @property
    def closed(self) -> str:
        """Of which day the verdicts are where the area has closed; else ""."""
        judged_on = self.area.judged_on(self.day)
        if judged_on == self.day:
            return ""
        return f"{self.area} closed after {day_in_words(judged_on)}. What the rules found is of that day."

    @property
    def verdicts(self) -> list[Verdict]:
        return self.position.verdicts

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The figures of the day, named."""
        found = self.position.assessment
        residents = str(found.residents)
        if self.position.residents_note:
            residents += f" ({self.position.residents_note})"
        return [
            ("Members", str(found.members)),
            ("Voting members", str(found.voting_members)),
            ("Live in the area", residents),
            ("Share of residents", percent(found.resident_percent) or "None"),
        ]


def pack_of(area: Area, day: datetime.date, *, is_private: bool) -> Pack:
    """The pack of an area as on a day, in a fixed number of queries.

    One that is not private is fit for a table where neighbours sit: without families, homes and
    interests, and without what is being done about those.
    """
    judged_on = area.judged_on(day)
    criteria = criteria_on(judged_on)
    roster = roster_of(area, judged_on)
    assessment = assess(roster, criteria)
    waived = waived_on(area, judged_on)
    position = position_of(area, roster, assessment, waived=waived, criteria=criteria)
    upkeep = upkeep_of(area, day)
    review = _collecting(area, day)
    signatures = signatures_of(review, day) if review else []
    return Pack(
        area=area,
        day=day,
        is_private=is_private,
        position=position,
        findings=position.findings
        if is_private
        else openly(position.findings, assessment, criteria),
        lasting=lasting(area, assessment, says_why=is_private),
        actions=_actions(area, day, None if is_private else roster),
        agenda=list(_agenda(upkeep, day)),
        review=review,
        time_left=time_left(review.round.opens_on, review.due_on, day) if review else "",
        forms=_forms(review, signatures),
        declared=_declared(upkeep.declarations),
        to_sign=_to_sign(signatures, upkeep.declarations),
    )


def _collecting(area: Area, day: datetime.date) -> Review | None:
    """The newest review that is being written: the one for which forms are collected."""
    reviews = area.reviews.being_written().filter(round__year__lte=day.year)
    return reviews.select_related("round", "area").order_by("-round__year").first()


def _actions(area: Area, day: datetime.date, withhold_from: Roster | None) -> list[PackAction]:
    """The open actions, the overdue ones first; with a roster, nobody's family is told of.

    What is done about a finding that is told without names stays out, and so does what Local Trust
    asked for where it names somebody: nobody can tell of what it speaks.
    """
    found = PlannedAction.objects.open().filter(review__area=area).to_be_listed().urgent_first()
    told = []
    for line in lines(found, day):
        action = line.action
        what, owner = action.what, action.owner
        if withhold_from:
            is_private = bool(action.rule) and is_withheld(action.rule)
            if is_private or (not action.rule and names_somebody(what, withhold_from)):
                what = WITHHELD
            if is_private and names_somebody(owner, withhold_from):
                owner = WITHHELD
        told.append(_action(line, what, owner))
    return told


def _action(line: ActionLine, what: str, owner: str) -> PackAction:
    return PackAction(
        what=what,
        about=line.about,
        owner=owner or "Nobody is named",
        due=day_in_words(line.action.due_on) or "No day was given",
        urgency=line.urgency,
        is_overdue=line.is_overdue,
        colour=line.colour,
    )


def _agenda(upkeep: Upkeep, day: datetime.date) -> Iterable[str]:
    """What a meeting has to settle: the terms that are over, or end soon."""
    for one in upkeep.terms:
        assert one.term_ends_on is not None
        verb = "ended" if one.term_ends_on < day else "ends"
        yield f"{one.person}’s term {verb} on {day_said(one.term_ends_on)}: re-appoint them, or say goodbye."


def _forms(review: Review | None, signatures: list[Signature]) -> str:
    if review is None:
        return "No membership forms are being collected now."
    signed = sum(one.has_signed for one in signatures)
    have = "has" if signed == 1 else "have"
    return (
        f"{signed} of {counted(len(signatures), 'member')} {have} signed their membership form of "
        f"{review.round.year}."
    )


def _declared(declarations: list[Declared]) -> str:
    declared = sum(one.is_of_this_year for one in declarations)
    have = "has" if declared == 1 else "have"
    members = counted(len(declarations), "member")
    return f"{declared} of {members} {have} declared their interests this year."


def _to_sign(signatures: list[Signature], declarations: list[Declared]) -> list[ToSign]:
    """The members who have not signed or not declared, by name."""
    forms: Mapping[int, str] = {
        one.person_id: SIGNED if one.has_signed else NOT_SIGNED for one in signatures
    }
    return [
        ToSign(
            name=one.person.name,
            form=forms.get(one.person.pk, NOT_ASKED_FOR),
            declaration=DECLARED if one.is_of_this_year else NOT_DECLARED,
        )
        for one in declarations
        if not one.is_of_this_year or forms.get(one.person.pk) == NOT_SIGNED
    ]
