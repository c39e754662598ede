"""How well each register is kept: homes confirmed, interests declared, terms run out, people waiting."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import ONE_DAY, YEAR
from partnerships.demo.making import build
from partnerships.demo.story import Figure, Stint, Story
from partnerships.factories import DeclarationFactory, ProposalFactory
from partnerships.models import (
    Declaration,
    Membership,
    ProposalKind,
    Residence,
    declaration_year_of,
)

# The share of the members about whom somebody asked this year, and in how many areas of eleven.
_CARE = {1.0: 3, 0.85: 5, 0.5: 2, 0.15: 1}
_PROPOSED = {ProposalKind.PROPOSED: 4, ProposalKind.INVITED: 3, ProposalKind.OFFERED: 2}


def keep_up(story: Story) -> None:
    """Everything that has to be looked at once a year, as far as it was."""
    serving = story.serving_on(story.day)
    _confirm_homes(story, {id(stint.figure.record): stint.figure for stint in serving})
    _declare(story, serving)
    _forget_a_re_election(story)
    _propose(story)


def _confirm_homes(story: Story, members: dict[int, Figure]) -> None:
    chance, care = story.chance, story.chance.one_of(_CARE)
    for home in story.records[Residence]:
        assert isinstance(home, Residence)
        figure = members.get(id(home.person))
        if figure is None or figure.resident is None or not home.is_current_on(story.day):
            continue
        asked_on = home.checked_on or home.starts_on
        if asked_on < story.day - YEAR and chance.happens(care):
            before: dict[str, object] = {
                "checked_on": home.checked_on,
                "checked_how": home.checked_how,
            }
            home.checked_on = story.day - chance.days(5, 340)
            home.checked_how = home.checked_how or "told-us"
            home.checked_by = story.keeper
            story.note(home.checked_on, "homes.confirm", home, figure, before=before)


def _declare(story: Story, serving: list[Stint]) -> None:
    chance, care = story.chance, story.chance.one_of(_CARE)
    begins = declaration_year_of(story.day)
    for stint in serving:
        # Most who do not declare this year did the year before, when they were members then.
        for first, last, share in [
            (begins - YEAR, begins - ONE_DAY, 0.8),
            (begins, story.day, care),
        ]:
            first = max(first, stint.first)
            if first <= last and chance.happens(share):
                _declare_on(story, stint.figure, chance.day(first, last))


def _declare_on(story: Story, figure: Figure, day: datetime.date) -> None:
    has_interests = any(
        (one.starts_on is None or one.starts_on <= day)
        and (one.ends_on is None or one.ends_on >= day)
        for one in figure.interests
    )
    declaration = story.add(
        build(
            DeclarationFactory,
            area=story.area,
            person=figure.record,
            made_on=day,
            nothing_to_declare=not has_interests,
        )
    )
    assert isinstance(declaration, Declaration)
    story.note(day, "declarations.declare", declaration, figure)


def _forget_a_re_election(story: Story) -> None:
    """Here and there a term is over by now, and nobody has noticed."""
    if story.number % 3:
        return
    for membership in story.records[Membership]:
        assert isinstance(membership, Membership)
        over = story.day - story.chance.days(3, 60)
        has_term = membership.term_ends_on is not None and membership.ends_on is None
        if has_term and membership.starts_on < over - YEAR:
            membership.term_ends_on = over
            return


def _propose(story: Story) -> None:
    """Somebody who may join, of whom nothing has been heard yet: in one area of four."""
    if story.number % 4 != 1:
        return
    for _ in range(story.chance.randint(1, 2)):
        figure = story.meet()
        made_on = story.day - story.chance.days(4, 130)
        proposal = story.add(
            build(
                ProposalFactory,
                area=story.area,
                person=figure.record,
                kind=story.chance.one_of(_PROPOSED),
                made_on=made_on,
            )
        )
        story.note(made_on, "people.add", figure.record, figure)
        story.note(made_on, "proposals.propose", proposal, figure)
