"""Answering the four questions, and planning what is done about each breach."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal.accounts.models import User
from biglocal.audit.record import record
from partnerships.actions.writing import ChangedMeanwhile, change
from reviews.actions.beginning import begun
from reviews.drafts import NO_MORE, BreachKey, key_of
from reviews.models import Answer, Outcome, PlannedAction, Question, Review, Section

WrittenDraft = TypeVar("WrittenDraft", Answer, PlannedAction)


@transaction.atomic
def answer(
    *,
    review: Review,
    question: Question,
    reply: str,
    comment: str,
    by: User,
    version: int | None = None,
) -> Answer:
    """Keep the answer to one question as far as it has got.

    `version` is the one that was open, 0 when there was no answer yet. Raises ChangedMeanwhile when
    another was saved since, and NotAllowedNow once the review is submitted, or where this part of it
    was not sent back.
    """
    review = begun(review, Section(question), by)
    saved = review.answers.filter(question=question).first()
    return _write_draft(
        saved or Answer(review=review, question=question, version=0),
        "reviews.answer",
        by=by,
        version=version,
        told={"question": question},
        reply=reply,
        comment=comment,
    )


@transaction.atomic
def plan_action(
    *,
    review: Review,
    breach: BreachKey,
    what: str,
    owner: str,
    due_on: datetime.date | None,
    by: User,
    repeats: PlannedAction | None = None,
    version: int | None = None,
) -> PlannedAction:
    """Keep what is being done about one breach, by whom and by when, as far as it has got.

    `repeats` is the carried action that it goes on with. Raises as `answer` does, and
    ValidationError for an action that nothing can go on with.
    """
    review = begun(review, Section.ACTIONS, by)
    rule, people, decision = breach
    saved = next((plan for plan in review.actions.all() if key_of(plan) == breach), None)
    before = saved.repeats if saved else None
    if repeats != before:
        _check_can_go_on(review, rule, repeats)
    plan = _write_draft(
        saved
        or PlannedAction(
            review=review, rule=rule, people=list(people), decision=decision, version=0
        ),
        "reviews.plan_action",
        by=by,
        version=version,
        told={"rule": rule, "decision_id": int(decision) if decision else None}
        | ({"repeats_id": repeats.pk} if repeats else {}),
        people=[int(person) for person in people],
        what=what,
        owner=owner,
        due_on=due_on,
        repeats=repeats,
        **_open_again(saved),
    )
    if before and before != repeats and before.outcome == Outcome.REPEATED:
        # It had been settled when the review was submitted before it was sent back.
        change(
            before,
            "plans.reopen",
            by=by,
            area=review.area,
            on_register=False,
            reason="The plan of this year does not go on with it.",
            outcome="",
            settled_on=None,
        )
    return plan


def _open_again(plan: PlannedAction | None) -> dict[str, Any]:
    """What makes a plan live again of which something had come, though its breach is still there."""
    if plan is None or plan.outcome not in NO_MORE:
        return {}
    return {"outcome": "", "settled_on": None, "reason": ""}


def _check_can_go_on(review: Review, rule: str, repeats: PlannedAction | None) -> None:
    if repeats is None:
        return
    carried = PlannedAction.objects.carried_into(review).open()
    if not carried.filter(pk=repeats.pk, rule=rule).exists():
        raise ValidationError(
            {"repeats": "That action is settled by now, so nothing can go on with it."}
        )


def _write_draft(
    draft: WrittenDraft,
    verb: str,
    *,
    by: User,
    version: int | None,
    told: Mapping[str, Any],
    people: Iterable[int] = (),
    **values: Any,
) -> WrittenDraft:
    """Set `values` on a new record or a saved one of a review that is held.

    The area's history is open to more people than the rep, so what is half written stays out of the
    trail: it says with `told` what was written about, and the submission says what came of it.
    """
    is_new = draft.pk is None
    if not is_new and version is not None and version != draft.version:
        raise ChangedMeanwhile(draft)
    if not is_new and all(getattr(draft, name) == value for name, value in values.items()):
        return draft
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.full_clean()
    draft.save()
    record(verb, by=by, subject=draft, area=draft.review.area, people=people, after=told)
    return draft
