"""Who chaired, kept the minutes and minded the money, one after the other."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import ONE_DAY
from partnerships.demo.making import build
from partnerships.demo.story import Stint, Story
from partnerships.factories import OfficeFactory
from partnerships.models import Office

MEAN_OFFICE = 2.5 * 365

# Every partnership has somebody in the first three; of the others, so many in a hundred have one.
_ALWAYS = ["chair", "secretary", "treasurer"]
_SOMETIMES = {
    "vice-chair": 0.6,
    "grants lead": 0.12,
    "communications officer": 0.1,
    "safeguarding lead": 0.08,
}


def fill_offices(story: Story) -> None:
    """Offices over time, each within its holder's membership, and nobody with two at once."""
    held: list[tuple[Stint, Office]] = []
    for title in _ALWAYS:
        _hand_on(story, title, held)
    for title, share in _SOMETIMES.items():
        if story.chance.happens(share):
            _hand_on(story, title, held)
    if story.chance.happens(0.06):
        # Two who share the chair.
        _take(story, "chair", story.day - story.chance.days(20, 200), held, until_today=True)
    for stint, office in held:
        stint.figure.is_officer |= office.is_current_on(story.day)


def _hand_on(story: Story, title: str, held: list[tuple[Stint, Office]]) -> None:
    chance, on = story.chance, story.opened + story.chance.days(0, 50)
    while on <= story.day:
        ends_on = _take(story, title, on, held)
        if ends_on is None or ends_on > story.day:
            return
        pause = ONE_DAY if chance.happens(0.5) else chance.days(7, 80)
        on = max(ends_on, on) + pause
        if on > story.day and title in _ALWAYS:
            on = ends_on + ONE_DAY


def _take(
    story: Story,
    title: str,
    on: datetime.date,
    held: list[tuple[Stint, Office]],
    *,
    until_today: bool = False,
) -> datetime.date | None:
    """Give an office to somebody who is free for it; its last day, None while it lasts.

    With nobody free it stays empty, and the day before is the last.
    """
    free = [
        stint
        for stint in story.serving_on(on)
        if not any(other is stint and office.is_current_on(on) for other, office in held)
        and (not until_today or stint.serves_on(story.day))
    ]
    if not free:
        return on
    # Rather somebody who can stay for a while than somebody about to leave or to take another.
    soon = on + datetime.timedelta(days=150)
    staying = [
        stint
        for stint in free
        if (stint.last is None or stint.last > soon)
        and not any(other is stint and on < office.starts_on < soon for other, office in held)
    ]
    stint = story.chance.choice(staying or free)
    ends_on: datetime.date | None = on + story.chance.lasting(MEAN_OFFICE)
    assert ends_on
    if until_today or ends_on >= story.day:
        ends_on = None
    if stint.last:
        ends_on = min(ends_on or stint.last, stint.last)
    # Whoever takes a second office later gives up this one first.
    later = [
        office.starts_on - ONE_DAY
        for other, office in held
        if other is stint and office.starts_on > on
    ]
    if later:
        ends_on = min([*later, *([ends_on] if ends_on else [])])
    office = story.add(
        build(
            OfficeFactory,
            area=story.area,
            person=stint.figure.record,
            title=title,
            starts_on=on,
            ends_on=ends_on,
        )
    )
    held.append((stint, office))
    story.note(on, "offices.take", office, stint.figure)
    if ends_on and ends_on <= story.day:
        story.note(ends_on, "offices.hand_over", office, stint.figure, before={"ends_on": None})
    return ends_on
