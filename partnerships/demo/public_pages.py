"""Openness: in one area of three the secretary has asked the members and opened the public page."""

from __future__ import annotations

import datetime

from partnerships.demo import accounts
from partnerships.demo.making import build
from partnerships.demo.story import Figure, Story
from partnerships.factories import (
    NamingConsentFactory,
    NamingExemptionFactory,
    PublicPageFactory,
)

_OPENS = 3
# How long ago people were asked, and how long after that the page was opened.
_ASKED = datetime.timedelta(days=70)
_OPENED = datetime.timedelta(days=12)
# One member in so many does not agree, and one partnership in so many has somebody at risk.
_DISAGREES = 4
_AT_RISK = 2
_TAKING_PART = (
    "We meet on the first Tuesday of the month at 7pm in the community hall. Everybody who lives "
    "here is welcome to come and listen, and to ask to join. Tea and biscuits from half past six."
)


def open_to_all(story: Story) -> None:
    """Who agreed to be named, and a page that shows it; where a secretary keeps the register."""
    if story.number % _OPENS or not accounts.keeps_own_register(story.number):
        return
    asked_on = story.day - _ASKED
    figures = [stint.figure for stint in story.serving_on(asked_on)]
    for number, figure in enumerate(figures):
        if number % _DISAGREES != _DISAGREES - 1:
            _agree(story, figure, asked_on)
    if figures and story.number % (_OPENS * _AT_RISK) == 0:
        exemption = story.add(
            build(
                NamingExemptionFactory,
                area=story.area,
                person=figures[-1].record,
                starts_on=asked_on,
            )
        )
        story.note(asked_on, "naming.exempt", exemption, figures[-1])
    page = story.add(
        build(
            PublicPageFactory,
            area=story.area,
            taking_part=_TAKING_PART,
            opened_on=asked_on + _OPENED,
            opened_by=story.keeper,
        )
    )
    story.note(asked_on + _OPENED, "public_page.begin", page)


def _agree(story: Story, figure: Figure, on: datetime.date) -> None:
    consent = story.add(
        build(NamingConsentFactory, area=story.area, person=figure.record, starts_on=on)
    )
    story.note(on, "naming.agree", consent, figure)
    for interest in figure.interests:
        interest.may_be_published = True
