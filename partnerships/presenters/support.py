"""What staff have published, as areas and staff read it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from biglocal.design.words import day_in_words, people_list
from partnerships.models import GuidanceLink, Region, SupportContact, SupportEvent
from partnerships.models.support import Notice, Room
from partnerships.presenters.periods import period_said
from partnerships.rules import RULES_BY_ID


@dataclass(frozen=True, slots=True)
class EventOnPage:
    """An event, when it is, and whom it is for where that is not everybody."""

    event: SupportEvent
    when: str
    only_for: str


@dataclass(frozen=True, slots=True)
class HelpsWith:
    """A rule or a page that a guidance link helps with."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class LinkOnPage:
    """A guidance link, and what of the service it helps with."""

    link: GuidanceLink
    helps: Sequence[HelpsWith]


@dataclass(frozen=True, slots=True)
class SupportOnPage:
    """All that is shown to an area on a day."""

    events: Sequence[EventOnPage]
    contacts: Sequence[SupportContact]
    links: Sequence[LinkOnPage]

    @property
    def is_empty(self) -> bool:
        return not (self.events or self.contacts or self.links)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing that is published, as staff see it: its state, and the day or days it is about."""

    notice: Notice
    title: str
    note: str
    days: str
    state: str
    colour: str
    is_down: bool


def support_on(day: datetime.date, regions: Iterable[str], slug: str = "") -> SupportOnPage:
    """What areas of these regions see on a day; three queries. `slug` is that of the one area, whose
    pages are then linked."""
    ours = set(regions)
    events = SupportEvent.shown_on(day)
    return SupportOnPage(
        events=[
            EventOnPage(event, when_said(event), only_for(event))
            for event in events
            if event.is_for(ours) and event.last_day >= day
        ],
        contacts=list(SupportContact.shown_on(day)),
        links=[LinkOnPage(link, list(_helps(link, slug))) for link in GuidanceLink.shown_on(day)],
    )


def guidance_by_rule(day: datetime.date) -> dict[str, list[GuidanceLink]]:
    """What is shown on a day beside what each rule finds; one query."""
    found: dict[str, list[GuidanceLink]] = {}
    for link in GuidanceLink.shown_on(day).exclude(rules=[]):
        for rule in link.rules:
            found.setdefault(rule, []).append(link)
    return found


def when_said(event: SupportEvent) -> str:
    """ "3 November 2026, 6pm to 7:30pm", or from a day and time to a day and time."""
    begins, finishes = timezone.localtime(event.begins_at), timezone.localtime(event.finishes_at)
    first = f"{begins:%A} {day_in_words(begins)}, {_time_said(begins)}"
    if begins.date() == finishes.date():
        return f"{first} to {_time_said(finishes)}"
    return f"{first}, to {finishes:%A} {day_in_words(finishes)}, {_time_said(finishes)}"


def only_for(event: SupportEvent) -> str:
    """The regions that it is for; "" where it is for all."""
    return people_list(Region(one).label for one in Region.values if one in event.regions)


def lines_of(notices: Iterable[Notice], day: datetime.date) -> list[NoticeLine]:
    """What staff see of things published, in their order."""
    return [_line(notice, day) for notice in notices]


def _line(notice: Notice, day: datetime.date) -> NoticeLine:
    state, colour = _state(notice, day)
    note = ""
    if isinstance(notice, SupportEvent):
        note = when_said(notice)
    elif isinstance(notice, SupportContact):
        note = notice.about
    elif isinstance(notice, GuidanceLink):
        note = notice.answers
    return NoticeLine(
        notice=notice,
        title=str(notice),
        note=note,
        days=period_said(notice, day),
        state=state,
        colour=colour,
        is_down=notice.taken_down_at is not None,
    )


def _state(notice: Notice, day: datetime.date) -> tuple[str, str]:
    if notice.taken_down_at is not None:
        return "Taken down", "grey"
    if notice.starts_on > day:
        return "To come", "blue"
    is_past = isinstance(notice, SupportEvent) and notice.last_day < day
    if is_past or not notice.is_current_on(day):
        return "Over", "grey"
    return "Shown", "green"


def _helps(link: GuidanceLink, slug: str) -> Iterable[HelpsWith]:
    for rule in RULES_BY_ID.values():
        if rule.id in link.rules:
            yield HelpsWith(rule.title, f"{reverse('rules')}#{rule.id}")
    for room in Room:
        if room.value in link.rooms:
            yield HelpsWith(room.label, reverse(room.value, args=[slug]) if slug else "")


def _time_said(moment: datetime.datetime) -> str:
    """ "6pm", "6:30pm"."""
    hour = f"{moment:%I}".lstrip("0")
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{hour}{minutes}{moment:%p}".replace("AM", "am").replace("PM", "pm")
