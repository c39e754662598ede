"""Actions in the words that were agreed: while the rep mends a returned review, what is half written
of its plans stays with the rep, and everybody else goes on reading what was submitted last.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from reviews.freezing import BrokenSeal, read
from reviews.models import PlannedAction, State, Submission
from reviews.positions import Found, called_now, key_of_found
from reviews.withholding import erased_among, withheld


def as_agreed(actions: Iterable[PlannedAction]) -> list[PlannedAction]:
    """The actions, for reading alone, with what was submitted of those whose review is being mended.

    No query where none is; three where some are. The actions must have their reviews.
    """
    actions = list(actions)
    mended = [each for each in actions if each.rule and each.review.state == State.RETURNED]
    if mended:
        submitted = _submitted({each.review_id for each in mended})
        called = called_now(found for plans in submitted.values() for found in plans)
        for action in mended:
            key = action.rule, tuple(action.people), action.decision
            for plan in submitted.get(action.review_id, []):
                if key_of_found(plan, called) == key:
                    action.what, action.owner = plan["what"], plan["owner"]
                    action.due_on = _day_of(plan["due_on"])
                    break
    return actions


def _submitted(reviews: set[int]) -> dict[int, list[Found]]:
    """What was planned in the versions of reviews, by the review, the newest version first."""
    documents: list[tuple[int, dict[str, object]]] = []
    for submission in Submission.objects.filter(review__in=reviews).order_by("-number"):
        try:
            documents.append((submission.review_id, read(submission)))
        except BrokenSeal:
            # The page of the review says so; the words as they are now are all that is left.
            continue
    erased = erased_among({"documents": [document for _, document in documents]})
    found: dict[int, list[Found]] = {}
    for review, document in documents:
        shown = withheld(document, erased) if erased else document
        found.setdefault(review, []).extend(shown["actions"])  # type: ignore[arg-type]
    return found


def _day_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
