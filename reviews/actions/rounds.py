"""Rounds: opening one, its wording, more time for one area, and closing it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words, people_list
from partnerships.actions.writing import change, keep
from partnerships.models import Area
from partnerships.rosters.editions import criteria_on
from reviews import states
from reviews.actions.announcing import announce, tell_of_extension
from reviews.actions.beginning import held
from reviews.models import BEING_WRITTEN, Question, Review, Round, State, Submission
from reviews.models.round import in_json
from reviews.states import Verb

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Opened:
    """How many reviews were made just now, and how many areas are still without one."""

    made: int
    left: int


def open_round(
    *,
    year: int,
    by: User | None,
    questions: Mapping[str, str] | None = None,
    report: Progress = lambda done, of: None,
) -> Round:
    """Open the round of a year, with a review for every area that is active today.

    `questions` is the wording by question; without it that of the round before. Opening it again
    changes nothing of the round: it goes on where it was broken off, and adds reviews for the areas
    that have become active since. Raises ValidationError for a year that cannot be meant, and
    Refused for anybody but an administrator (`by` is None for a command).
    """
    round_ = begin(year=year, by=by, questions=questions)
    open_reviews(round_=round_, by=by, report=report)
    return round_


@transaction.atomic
def begin(*, year: int, by: User | None, questions: Mapping[str, str] | None = None) -> Round:
    """The round of a year, made if there is none yet; its reviews come with `open_reviews`.

    Raises as `open_round` does.
    """
    _check_may(by)
    found = Round.objects.filter(year=year).first()
    if found is not None:
        return found
    before = Round.objects.filter(year__lt=min(year, 10_000)).first() if year > 0 else None
    wording = dict(questions or (before.questions if before else {}))
    round_ = Round(year=year, opened_by=by, criteria=in_json(criteria_on(clock.today())))
    round_.questions |= wording
    try:
        return keep(round_, "rounds.open_round", by=by, area=None)
    except ValidationError:
        # Somebody else may have opened it at this very moment.
        if year in Round.objects.values_list("year", flat=True):
            return Round.objects.get(year=year)
        raise


def open_reviews(
    *,
    round_: Round,
    by: User | None,
    report: Progress = lambda done, of: None,
    for_seconds: float | None = None,
) -> Opened:
    """Give every active area that has none its review, in one short transaction an area.

    It can be broken off at any moment and called again; `report` hears how many areas of how many
    are done. `for_seconds` breaks it off by itself. When no area is left without, the reps and
    secretaries are told, each once. Raises ValidationError for a round that is closed.
    """
    _check_may(by)
    _check_not_closed(Round.objects.get(pk=round_.pk))
    areas = list(without_review(round_))
    begun, made = timezone.now(), 0
    for done, area in enumerate(areas, 1):
        made += _open(round_, area, by)
        report(done, len(areas))
        passed = (timezone.now() - begun).total_seconds()
        if for_seconds is not None and passed > for_seconds and done < len(areas):
            return Opened(made, len(areas) - done)
    announce(round_)
    return Opened(made, 0)


def without_review(round_: Round) -> QuerySet[Area]:
    """The areas that are active today and have no review in a round."""
    return Area.objects.active_on(clock.today()).exclude(reviews__round=round_)


@transaction.atomic
def _open(round_: Round, area: Area, by: User | None) -> int:
    """How many reviews were made: none where somebody else was quicker."""
    # Whoever else opens the same area waits here, and then finds its review made.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if Review.objects.filter(round=round_, area=area).exists():
        return 0
    keep(Review(round=round_, area=area), "reviews.open", by=by, area=area, on_register=False)
    return 1


@transaction.atomic
def reword(
    *, round_: Round, questions: Mapping[str, str], by: User, version: int | None = None
) -> Round:
    """Change the wording of a round's questions, until the first review of it is submitted.

    Raises ValidationError once one is, ChangedMeanwhile when somebody else changed it since
    `version`, and Refused for anybody but an administrator.
    """
    _check_may(by)
    Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    check_wording_open(round_)
    empty = [question for question in Question if not questions.get(question.value, "").strip()]
    if empty:
        raise ValidationError({one.value: "Enter the question" for one in empty})
    wording = {question.value: questions[question.value].strip() for question in Question}
    return change(round_, "rounds.reword", by=by, area=None, version=version, questions=wording)


def check_wording_open(round_: Round) -> None:
    """Say nothing while the wording may change; raise ValidationError once a review is submitted."""
    if Submission.objects.filter(review__round=round_).exists():
        raise ValidationError(
            f"A review of {round_.year} has been submitted in this wording, so it stays. "
            "The next round can have another."
        )


@transaction.atomic
def extend(
    *, review: Review, until: datetime.date, reason: str, by: User, version: int | None = None
) -> Review:
    """Give one area longer than its round, until a day that is still in time.

    A review that was given up when its round was closed can be written again. Raises
    ValidationError for a day that gives no more time, or without a reason; NotAllowedNow for a
    review that has come; ChangedMeanwhile; Refused for anybody but an administrator.
    """
    _check_may(by)
    saved = held(review)
    today = clock.today()
    state = saved.state
    if state == State.NOT_RECEIVED:
        state = states.check_move(saved, Verb.REOPEN, today).after
    else:
        states.check_open(saved)
    if until <= saved.round.closes_on:
        raise ValidationError(
            {
                "until": (
                    f"Enter a day after {day_in_words(saved.round.closes_on)}, "
                    "which is the last day for everybody"
                )
            }
        )
    if until < today:
        raise ValidationError({"until": "Enter a day that has not passed"})
    if not reason.strip():
        raise ValidationError({"reason": "Say why this area needs longer"})
    extended = change(
        saved,
        "reviews.extend",
        by=by,
        area=saved.area,
        version=version,
        reason=reason.strip(),
        on_register=False,
        extended_to=until,
        extension_reason=reason.strip(),
        state=state,
        started_at=saved.started_at or (timezone.now() if state == State.IN_PROGRESS else None),
    )
    tell_of_extension(extended)
    return extended


@transaction.atomic
def close(*, round_: Round, by: User) -> list[Review]:
    """Close a round: Local Trust waits for no more. The reviews that never came, by area.

    What was sent back to a rep can still come; of the rest each is given up, and an extension takes
    that back for one area. Closing it again gives up those that did not come within that either.
    Raises ValidationError while there is time left for anybody or when nothing is left to close, and
    Refused for anybody but an administrator.
    """
    _check_may(by)
    saved = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    waiting = Review.objects.select_for_update(of=("self",)).select_related("round", "area")
    # Held before it is asked whether anybody was given longer: that may be happening at this moment.
    reviews = list(waiting.filter(round=saved, state__in=states.MOVES[Verb.GIVE_UP].before))
    check_can_close(saved)
    given_up = []
    for review in reviews:
        move = states.check_move(review, Verb.GIVE_UP, clock.today())
        given_up.append(
            change(
                review,
                "reviews.give_up",
                by=by,
                area=review.area,
                on_register=False,
                state=move.after,
            )
        )
    if not saved.is_closed:
        change(
            saved,
            "rounds.close",
            by=by,
            area=None,
            closed_at=timezone.now(),
            closed_by=by,
        )
    return given_up


def check_can_close(round_: Round) -> None:
    """Say nothing when a round can be closed today; raise ValidationError with the reason if not."""
    today = clock.today()
    left = round_.reviews.filter(state__in=states.MOVES[Verb.GIVE_UP].before)
    if round_.is_closed and not left.exists():
        raise ValidationError(f"The round of {round_.year} is closed already.")
    if today <= round_.closes_on:
        raise ValidationError(
            f"Reviews are in time until {day_in_words(round_.closes_on)}. "
            "The round can be closed from the day after."
        )
    longer = round_.reviews.filter(state__in=BEING_WRITTEN, extended_to__gte=today)
    names = [review.area.name for review in longer.select_related("area").order_by("area__name")]
    if names:
        verb = "has" if len(names) == 1 else "have"
        raise ValidationError(f"{people_list(names, 3)} {verb} been given longer. Wait for them.")


def _check_not_closed(round_: Round) -> None:
    if round_.is_closed:
        raise ValidationError(f"The round of {round_.year} is closed, so no review is added to it.")


def _check_may(by: User | None) -> None:
    """Raise Refused for anybody but an administrator; a command is nobody."""
    if by is not None:
        policy.check(by, Permission.RUN_ROUNDS)
