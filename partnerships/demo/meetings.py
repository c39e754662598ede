"""Who came to the meetings of the past year, the quorum, and what came to light after a decision.

Its chance is its own, so that what it draws leaves the rest of an area's story as it is.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from partnerships.demo.chance import YEAR, chance
from partnerships.demo.making import build
from partnerships.demo.story import Figure, Story
from partnerships.factories import LaterConflictFactory, MeetingFactory, QuorumFactory
from partnerships.models import (
    Attendance,
    Decision,
    DecisionKind,
    Meeting,
    MeetingKind,
    QuorumOf,
    ResidentShare,
    ScreeningDraft,
    There,
)
from partnerships.rosters.rooms import Headcount, Voting, as_rule
from partnerships.rosters.screening import Asked
from partnerships.rules import BIG_LOCAL
from partnerships.rules.screening import Room

_PLACES = ["Community centre", "Library", "School hall", "Upstairs at the Red Lion", "Online"]
_GUESTS = ["The ward councillor", "A neighbour", "The community police officer"]
_LATER = [
    "A daughter of the treasurer had begun to work for the organisation chosen a month before.",
    "It turned out that a member helps to run one of the applicants under another name.",
    "The builder chosen rents his yard from a member.",
]
# Of how many areas one has something come to light that is open, and one something settled.
EVERY = 12


def agree_quorum(story: Story) -> None:
    """What the terms of reference ask for; some partnerships have not recorded it."""
    luck = chance(story.area.name, "quorum")
    if luck.happens(0.2):
        return
    share = luck.one_of(
        {
            ResidentShare.NONE: 5,
            ResidentShare.HALF: 2,
            ResidentShare.MOST: 2,
            ResidentShare.NUMBER: 1,
        }
    )
    members = max(3, len(story.serving_on(story.day)) // 3)
    story.quorum = story.add(
        build(
            QuorumFactory,
            area=story.area,
            members=members,
            counts=QuorumOf.VOTING if luck.happens(0.3) else QuorumOf.MEMBERS,
            share=share,
            residents=max(1, members // 2) if share == ResidentShare.NUMBER else None,
            starts_on=story.opened + luck.days(30, 300),
        )
    )


def meet(story: Story, on: datetime.date, present: Collection[Figure]) -> Meeting | None:
    """The meeting of a day of the past year, with those who came and some who sent apologies."""
    if on <= story.day - YEAR:
        return None
    for known in story.records[Meeting]:
        assert isinstance(known, Meeting)
        if known.held_on == on:
            return known
    luck = chance(story.area.name, "meeting", on)
    meeting: Meeting = story.add(
        build(
            MeetingFactory,
            area=story.area,
            held_on=on,
            kind=luck.one_of({MeetingKind.ORDINARY: 8, MeetingKind.EXTRA: 1}),
            place=luck.choice(_PLACES),
            guests=luck.choice(_GUESTS) if luck.happens(0.2) else "",
            minute_reference=f"Minutes of {on:%B %Y}",
        )
    )
    others = [stint.figure for stint in story.serving_on(on) if stint.figure not in present]
    away = [figure for figure in others if luck.happens(0.6)]
    for there, figures in ((There.PRESENT, present), (There.APOLOGIES, away)):
        for figure in figures:
            story.add(Attendance(meeting=meeting, person=figure.record, there=there))
    story.note(
        on,
        "meetings.hold",
        meeting,
        *present,
        *away,
        lists={
            There.PRESENT: [one.record for one in present],
            There.APOLOGIES: [one.record for one in away],
        },
    )
    return meeting


def voting_on(story: Story, on: datetime.date) -> set[Figure]:
    """The members of a day who have a vote."""
    return {
        stint.figure
        for stint in story.serving_on(on)
        if stint.votes[max(day for day in stint.votes if day <= on)]
    }


def counted(
    story: Story, on: datetime.date, present: Collection[Figure], out: Collection[Figure]
) -> dict[str, Any]:
    """How many were there before and after, as the register had it then."""
    members = [stint.figure for stint in story.serving_on(on) if stint.figure in present]
    stayed = [figure for figure in members if figure not in out]
    recorded = story.quorum if story.quorum and story.quorum.starts_on <= on else None
    quorum = as_rule(recorded) if recorded else None
    voting = None
    if quorum is not None and quorum.voting_only:
        vote = voting_on(story, on)
        voting = Voting(
            *(_room([one for one in room if one in vote]) for room in (members, stayed))
        )
    return Headcount(
        before=_room(members),
        after=_room(stayed),
        quorum=quorum,
        percent=BIG_LOCAL.resident_percent.figure,
        voting=voting,
    ).as_json()


def find_out_later(story: Story) -> None:
    """What came to light about the last decision on money, in one area of so many."""
    kind = story.number % EVERY
    decisions = [
        one
        for one in story.records[Decision]
        if isinstance(one, Decision)
        and one.kind == DecisionKind.GRANT
        and one.decided_on > story.day - YEAR
    ]
    if kind not in (0, 5) or not decisions:
        return
    decision = max(decisions, key=lambda one: one.decided_on)
    luck = chance(story.area.name, "later")
    found_on = luck.day(decision.decided_on, story.day - datetime.timedelta(days=1))
    conflict = story.add(
        build(
            LaterConflictFactory,
            decision=decision,
            found_on=found_on,
            what=luck.choice(_LATER),
            organisation=decision.chosen,
            done="The decision was looked at again without them." if kind else "",
            settled_on=story.day if kind else None,
            settled_reason="It came out the same without them." if kind else "",
        )
    )
    story.note(found_on, "later.came_to_light", conflict)


def screen_next(story: Story) -> None:
    """What those who keep the first registers are screening for their next meeting."""
    if story.number > 2:
        return
    asked = Asked(
        decided_on=story.day + datetime.timedelta(days=9),
        kind=DecisionKind.GRANT,
        title="Grants for the winter",
        amount=Decimal("4500"),
        organisations=tuple(one.name for one in story.own[:3]),
    )
    story.add(ScreeningDraft(area=story.area, by=story.keeper, asked=asked.as_json()))


def _room(figures: Collection[Figure]) -> Room:
    residents = [figure.resident for figure in figures]
    return Room(len(residents), residents.count(True), residents.count(None))
