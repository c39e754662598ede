"""What an area needs of its rep next: reviews, forms and register in one list, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from django.urls import reverse
from django.utils import timezone

from partnerships.presenters.plan import plan_items
from partnerships.presenters.policies import policy_items
from partnerships.presenters.todo import Item, todo_of
from reviews.drafts import Draft
from reviews.models import State
from reviews.presenters.signatures import collected
from reviews.presenters.tasks import address, counted, left_of, next_href
from reviews.presenters.todo import items_of
from reviews.states import days_left
from reviews.workbench import Bench


class Urgency(IntEnum):
    """How soon a step is wanted: somebody waits for it, its day has passed, or it takes a minute."""

    SENT_BACK = 1
    LATE = 2
    READY = 3
    OVERDUE = 4
    ASKED_FOR = 5
    REVIEW = 6
    FORMS = 7
    REGISTER = 8


# What the list for the register says of these is more urgent than the rest of it.
_URGENT_ITEMS = {"Overdue": Urgency.OVERDUE, "Asked for": Urgency.ASKED_FOR}


@dataclass(frozen=True)
class NextStep:
    """One thing to do: what, where it is done, and a word on it."""

    urgency: Urgency
    title: str
    href: str
    note: str = ""


def next_steps(bench: Bench) -> list[NextStep]:
    """Everything that an area needs today, the most urgent first."""
    steps = [
        *(_review_step(draft) for draft in bench.written),
        *_forms_step(bench),
        *_register_steps(bench),
    ]
    return sorted(steps, key=lambda step: step.urgency)


def comments_to_answer(draft: Draft) -> int:
    """How many comments of Local Trust are about parts that still say what was submitted."""
    sent_back = draft.sent_back
    return len(sent_back.comments.keys() - draft.written_since) if sent_back else 0


def _review_step(draft: Draft) -> NextStep:
    review, left = draft.review, left_of(draft)
    year = review.round.year
    where = address(review)
    if left.is_nothing and draft.day >= review.round.opens_on and not comments_to_answer(draft):
        again = " again" if draft.sent_back else ""
        return NextStep(
            Urgency.READY,
            f"Check and submit the review of {year}{again}",
            reverse("review-check", args=where),
            "Everything is there.",
        )
    if review.state == State.RETURNED:
        waiting = comments_to_answer(draft)
        note = f"{counted(waiting, 'comment')} to answer." if waiting else f"Left: {left}."
        return NextStep(
            Urgency.SENT_BACK,
            f"Mend the review of {year}",
            reverse("review-detail", args=where),
            note,
        )
    verb = "Start" if review.state == State.NOT_STARTED else "Go on with"
    is_late = days_left(review.due_on, draft.day) < 0
    return NextStep(
        Urgency.LATE if is_late else Urgency.REVIEW,
        f"{verb} the review of {year}",
        next_href(draft, ""),
        f"Left: {left}." if not left.is_nothing else "Everything is there.",
    )


def _forms_step(bench: Bench) -> Iterator[NextStep]:
    """Whom a button would write to, if anybody."""
    forms = collected(bench.signatures, timezone.now())
    if forms.to_ask:
        yield NextStep(
            Urgency.FORMS,
            f"{forms.button} for their membership form",
            reverse("review-signatures", args=address(bench.written[0].review)),
            f"{forms.signed} of {forms.members} signed.",
        )


def _register_steps(bench: Bench) -> Iterator[NextStep]:
    page = reverse("area-detail", args=[bench.area.slug])
    for item in _todo(bench):
        yield NextStep(
            _URGENT_ITEMS.get(item.state, Urgency.REGISTER), item.title, _href(item, page)
        )
    if not bench.has_closed:
        # That one is overdue is no reason to put a review off.
        for item in (
            *policy_items(bench.area, bench.policies),
            *plan_items(bench.area, bench.plan_to_review),
        ):
            yield NextStep(Urgency.REGISTER, item.title, _href(item, page))


def _todo(bench: Bench) -> list[Item]:
    """What the area's own page has to do; of one that has closed its actions alone."""
    actions = list(items_of(bench.urgent, bench.day))
    if bench.has_closed:
        return actions
    return todo_of(
        bench.area,
        bench.roster,
        bench.assessment,
        bench.upkeep,
        criteria=bench.criteria,
        may_change=True,
        more=actions,
    )


def _href(item: Item, page: str) -> str:
    """Where an item is done; a part of the area's own page where it has no page for itself."""
    if item.href.startswith("#"):
        return f"{page}{item.href}"
    return item.href or f"{page}#to-do"
