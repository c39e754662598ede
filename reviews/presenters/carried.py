"""A carried action in words: what was planned, and what has come of it."""

from __future__ import annotations

from collections.abc import Mapping

from biglocal.design.words import day_in_words
from reviews.carried import Carried, CarriedWord
from reviews.presenters.wording import shortened

WORDS: Mapping[CarriedWord | None, str] = {
    None: "Nothing said yet",
    CarriedWord.GOING_ON: "Still going on",
    CarriedWord.DONE: "Done",
    CarriedWord.DROPPED: "Dropped",
    CarriedWord.REPEATED: "Goes on in this year’s plan",
}


def what_came_of(carried: Carried) -> str:
    """ "Still going on: one flat is left"; "Done on 3 September 2026"; "Nothing said yet"."""
    word = WORDS[carried.word]
    if carried.word is CarriedWord.DONE:
        word += f" on {day_in_words(carried.action.settled_on)}"
    return f"{word}: {carried.said}" if carried.said else word


def planned(carried: Carried) -> str:
    """ "Planned in 2025: new members are asked. The chair, by 1 March 2026"."""
    action = carried.action
    what = action.what.strip()
    stop = "" if what.endswith((".", "!", "?")) else "."
    return (
        f"Planned in {action.review.round.year}: {what}{stop} "
        f"{action.owner}, by {day_in_words(action.due_on)}"
    )


def titled(carried: Carried) -> tuple[str, str]:
    """A title that tells it from the others, and what else was planned.

    What Local Trust asked for is about no rule, so its own words tell it apart.
    """
    action = carried.action
    if action.rule:
        return carried.title, planned(carried)
    title = f"{carried.title}: {shortened(action.what)}"
    if shortened(action.what) != action.what.strip():
        return title, planned(carried)
    year, due = action.review.round.year, day_in_words(action.due_on)
    return title, f"Asked for in {year}. {action.owner}, by {due}"


def said_of(carried: Carried) -> list[tuple[str, str]]:
    """All that is known of it, as rows of a summary list."""
    action = carried.action
    return [
        ("Planned in", f"The review of {action.review.round.year}"),
        ("What", action.what),
        ("Who", action.owner),
        ("By when", day_in_words(action.due_on)),
        ("What has come of it", what_came_of(carried)),
    ]
