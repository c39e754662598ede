"""How ways to mend are to be read: what is assumed, and what they leave open, as far as they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerships.rules.mending import Way
from partnerships.rules.mending.moves import ASKED, Move

TRIED = "Each way has been tried out on the register by the rules. Nothing is saved, and nobody is told."
NO_DIFFERENCE = (
    "Where it says “or” or “of”, it makes no difference to the rules who it is. To people it does: "
    "talk with them first."
)
OTHERS = (
    "Whoever joins, and whoever takes over an office, is counted as related to nobody here, living "
    "with nobody here, and not from the locally trusted organisation."
)
FOUND_OUT = (
    "What is to be found out is counted as if they live in the area, and share their home with no "
    "other member. Once it is recorded, this page works it all out again."
)


def notes_on(ways: Sequence[Way]) -> Iterator[str]:
    """The sentences that any of these ways calls for, and no others."""
    parts = [part for way in ways for part in way.parts]
    steps = [step for part in parts for step in part]
    moves = {move for step in steps for move in step.moves}
    yield TRIED
    if any(len(part) > 1 for part in parts) or any(one.number < len(one.people) for one in steps):
        yield NO_DIFFERENCE
    if Move.HAND_OVER in moves or any(way.joining for way in ways):
        yield OTHERS
    if moves & ASKED:
        yield FOUND_OUT
