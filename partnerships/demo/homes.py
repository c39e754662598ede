"""Where everybody lives, since before they joined, and how that was found out."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import ONE_DAY
from partnerships.demo.making import build
from partnerships.demo.places import address
from partnerships.demo.story import Figure, Story
from partnerships.factories import HouseholdFactory, ResidenceFactory
from partnerships.models import Household, InArea, ResidenceCheck

_IN_AREA = {True: InArea.YES, False: InArea.NO, None: InArea.UNKNOWN}
_CHECKED = {ResidenceCheck.ADDRESS_SEEN: 4, ResidenceCheck.POSTCODE: 4, ResidenceCheck.TOLD: 2}


def find_homes(story: Story) -> None:
    """A home for everybody who sits or sat on the partnership, is paid, or represents the LTO."""
    since = _known_since(story)
    homes: dict[int, Household] = {}
    for figure in story.figures:
        if figure not in since:
            # Relatives who are on the register for that alone.
            continue
        household = None
        if figure.home is not None:
            household = homes.get(id(figure.home)) or _household(story, figure)
            homes[id(figure.home)] = household
        _live(story, figure, household, since[figure])


def _known_since(story: Story) -> dict[Figure, datetime.date]:
    """The first day on which each person mattered to the register."""
    since: dict[Figure, datetime.date] = {}
    for stint in story.stints:
        since[stint.figure] = min(stint.first, since.get(stint.figure, stint.first))
    for figure in story.figures:
        if figure not in since and figure.first_paid:
            since[figure] = figure.first_paid
    return since


def _household(story: Story, figure: Figure) -> Household:
    chance, where = story.chance, address(story.chance)
    code = str(story.ground.postcode_of(figure.resident, chance))
    if figure.resident is False:
        where = f"{where}, {story.elsewhere}"
    is_known = not chance.happens(0.06)
    return story.add(
        build(
            HouseholdFactory,
            area=story.area,
            address=where if is_known else "",
            postcode=code if is_known else "",
        )
    )


def _live(
    story: Story, figure: Figure, household: Household | None, needed_on: datetime.date
) -> None:
    chance = story.chance
    starts_on = needed_on - chance.days(40, 6000)
    moved_in = needed_on + chance.days(60, 900)
    if (
        household
        and figure.home == [figure]
        and moved_in < min(story.day, figure.moved_away_on or story.day)
        and chance.happens(0.05)
    ):
        # They moved house while on the register, from one home in the area to the next.
        earlier = _household(story, figure)
        _record(story, figure, earlier, starts_on, moved_in - ONE_DAY, needed_on)
        starts_on = needed_on = moved_in
    _record(story, figure, household, starts_on, figure.moved_away_on, needed_on)


def _record(
    story: Story,
    figure: Figure,
    household: Household | None,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    asked_on: datetime.date,
) -> None:
    chance = story.chance
    asked_on = min(asked_on + chance.days(0, 40), story.day)
    checked = {}
    if figure.resident is not None and chance.happens(0.9):
        checked = {
            "checked_how": chance.one_of(_CHECKED),
            "checked_on": asked_on,
            "checked_by": story.keeper,
        }
    residence = story.add(
        build(
            ResidenceFactory,
            area=story.area,
            person=figure.record,
            household=household,
            in_area=_IN_AREA[figure.resident],
            starts_on=starts_on,
            ends_on=ends_on,
            **checked,
        )
    )
    story.note(asked_on, "homes.record", residence, figure)
