"""Who sat on the partnership when: seats that people take, leave and hand on over ten years.

Seen back from today, each seat has somebody in it, somebody before them, and so on to the day the
area opened. A stay lasts four years in the mean and an empty seat is filled within months, so that
about a quarter of the members leave and a quarter join in a year.
"""

from __future__ import annotations

import datetime

from partnerships.demo.chance import ONE_DAY, YEAR
from partnerships.demo.making import build
from partnerships.demo.story import Figure, Stint, Story
from partnerships.factories import MembershipFactory
from partnerships.models import Appointed, EndReason, Membership

MEAN_STAY = 4 * 365
TERM = 3 * YEAR

_APPOINTED = {Appointed.ELECTED: 11, Appointed.CO_OPTED: 7, Appointed.NOMINATED: 2}
_REASONS = {
    EndReason.RESIGNED: 50,
    EndReason.MOVED_AWAY: 25,
    EndReason.OTHER: 12,
    EndReason.DIED: 4,
    EndReason.REMOVED: 1,
}


def fill_seats(story: Story, size: int) -> None:
    """Seat so many members of today, those before them, and a few who have not been replaced."""
    chance, day = story.chance, story.day
    story.has_terms = chance.happens(0.4)
    for _ in range(size):
        first = max(story.opened, day - chance.lasting(MEAN_STAY))
        last = day + chance.days(4, 80) if chance.happens(0.02) else None
        _seat(story, story.meet(), first, last)
    for _ in range(round(size * 0.05 + chance.random())):
        last = day - chance.days(3, 300)
        _seat(story, story.meet(), max(story.opened, last - chance.lasting(MEAN_STAY)), last)
    if chance.happens(0.12):
        story.stints.append(Stint(story.meet(), day + chance.days(4, 40), None, Appointed.ELECTED))


def _seat(story: Story, figure: Figure, first: datetime.date, last: datetime.date | None) -> None:
    """Seat somebody, and whoever had their seat before, back to the day the area opened."""
    chance = story.chance
    while True:
        is_back_again = bool(story.stints) and story.stints[-1].figure is figure
        story.stints.append(_stint(story, figure, first, last, is_back_again))
        comes_back = chance.happens(0.04)
        last = first - (chance.days(200, 700) if comes_back else chance.days(2, 120))
        if last <= story.opened:
            return
        first = max(story.opened, last - chance.lasting(MEAN_STAY))
        figure = figure if comes_back else story.meet()


def _stint(
    story: Story,
    figure: Figure,
    first: datetime.date,
    last: datetime.date | None,
    is_back_again: bool,
) -> Stint:
    chance = story.chance
    founding = first == story.opened
    appointed = Appointed.FOUNDING if founding else chance.one_of(_APPOINTED)
    stint = Stint(figure, first, last, appointed)
    if not founding and chance.happens(0.06):
        stint.votes[first] = False
        given = first + chance.days(120, 300)
        if chance.happens(0.5) and given < (last or story.day):
            stint.votes[given] = True
    if last:
        # Who is to leave, or came back later, has only stepped down.
        only_steps_down = is_back_again or last > story.day
        stint.end_reason = EndReason.RESIGNED if only_steps_down else chance.one_of(_REASONS)
        _end_with_the_term(story, stint)
        if stint.end_reason == EndReason.MOVED_AWAY:
            figure.moved_away_on = stint.last
    return stint


def _end_with_the_term(story: Story, stint: Stint) -> None:
    """Let somebody who would leave soon after their term see it out instead and not stand again."""
    assert stint.last
    ends = [start - ONE_DAY for start in _terms(story, stint)[1:]]
    if ends and (stint.last - ends[-1]).days < 240 and stint.last <= story.day:
        stint.last, stint.end_reason = ends[-1], EndReason.TERM_ENDED
        stint.votes = {day: votes for day, votes in stint.votes.items() if day < stint.last}


def _terms(story: Story, stint: Stint) -> list[datetime.date]:
    """The first days of somebody's terms, one after the other without a break."""
    if not story.has_terms or stint.appointed not in (Appointed.ELECTED, Appointed.FOUNDING):
        return [stint.first]
    starts, until = [stint.first], stint.last or story.day
    while starts[-1] + TERM <= until:
        starts.append(starts[-1] + TERM)
    return starts


def settle(story: Story, residents: int, unknown: int) -> None:
    """Say of so many of today's members that they live in the area, or that it is not known.

    The others live elsewhere. Of everybody else on the register most live in the area.
    """
    for figure in story.figures:
        figure.resident = story.chance.one_of({True: 78, False: 19, None: 3})
    serving = story.chance.in_any_order(story.serving_on(story.day))
    for index, stint in enumerate(serving):
        stint.figure.resident = (
            True if index < residents else None if index < residents + unknown else False
        )


def write_memberships(story: Story) -> None:
    """The records of everybody's stints, and what the trail of the past year says of them."""
    known: set[Figure] = set()
    for stint in sorted(story.stints, key=lambda stint: stint.first):
        if stint.figure not in known:
            story.note(stint.first, "people.add", stint.figure.record, stint.figure)
        known.add(stint.figure)
        _write(story, stint)


def _write(story: Story, stint: Stint) -> None:
    terms = _terms(story, stint)
    starts = sorted({*terms, *stint.votes})
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        is_new_term = start in terms
        term = max(day for day in terms if day <= start)
        ends_on, end_reason = stint.last, stint.end_reason
        if following:
            ends_on = following - ONE_DAY
            end_reason = EndReason.TERM_ENDED if following in terms else EndReason.VOTE_CHANGED
        membership = story.add(
            build(
                MembershipFactory,
                area=story.area,
                person=stint.figure.record,
                starts_on=start,
                ends_on=ends_on,
                is_voting=stint.votes[max(day for day in stint.votes if day <= start)],
                appointed=stint.appointed if term == stint.first else Appointed.ELECTED,
                represents=stint.represents,
                term_ends_on=_end_of_term(story, stint, term),
                end_reason=end_reason,
            )
        )
        _note(story, stint, membership, begun="join" if is_new_term else "change_vote")


def _end_of_term(story: Story, stint: Stint, term: datetime.date) -> datetime.date | None:
    has_term = story.has_terms and stint.appointed in (Appointed.ELECTED, Appointed.FOUNDING)
    return term + TERM - ONE_DAY if has_term else None


def _note(story: Story, stint: Stint, membership: Membership, *, begun: str) -> None:
    starts_on, ends_on = membership.starts_on, membership.ends_on
    story.note(starts_on, f"members.{begun}", membership, stint.figure)
    if ends_on:
        ended = "change_vote" if membership.end_reason == EndReason.VOTE_CHANGED else "leave"
        # Who is to leave is known some days before; the trail has it on a day that has been.
        on = min(ends_on, story.day - story.chance.days(0, 6))
        before: dict[str, object] = {"ends_on": None, "end_reason": ""}
        story.note(max(on, starts_on), f"members.{ended}", membership, stint.figure, before=before)
