"""Loads the demonstration: areas batch by batch, and the reviews of each batch after its areas."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db import models, reset_queries, transaction
from django.utils import timezone

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.demo import accounts
from partnerships.demo.chance import Chance, at_work, chance
from partnerships.demo.making import build
from partnerships.demo.programme import Made, Programme
from partnerships.models import Area
from partnerships.rosters.database import rosters
from partnerships.rules import Roster
from reviews import freezing
from reviews.demo import writing
from reviews.demo.stages import (
    PAST_ROUNDS,
    Stage,
    late_days,
    stage_of,
    submission_days,
    year_on,
)
from reviews.drafts import Draft
from reviews.factories import ReviewFactory, RoundFactory
from reviews.models import Review, Round, State, Submission

_STATES = {
    Stage.NOT_STARTED: State.NOT_STARTED,
    Stage.SOME_ANSWERS: State.IN_PROGRESS,
    Stage.READY: State.IN_PROGRESS,
    Stage.SUBMITTED: State.SUBMITTED,
    Stage.LATE: State.SUBMITTED,
}


@dataclass(eq=False)
class Reviewing:
    """One review while it is being made up."""

    made: Made
    review: Review
    stage: Stage
    day: datetime.date
    rep: User
    submitted_at: datetime.datetime
    draft: Draft | None = None


@transaction.atomic
def load(
    *,
    areas: int,
    seed: int,
    password: str,
    day: datetime.date,
    report: Callable[[int], None] = lambda done: None,
) -> None:
    """Fill an empty database, all or nothing; `report` hears how many areas are done."""
    programme = Programme(areas=areas, seed=seed, password=password, day=day)
    rounds: list[Round] = []
    done = 0
    for batch in programme.load():
        rounds = rounds or _open_rounds(seed, day)
        for round_ in rounds:
            _review(batch, round_, seed=seed, day=day)
        # With DEBUG Django remembers every query, and these are long.
        reset_queries()
        done += len(batch)
        report(done)


def _open_rounds(seed: int, day: datetime.date) -> list[Round]:
    """This year's round and those before it, each opened by staff in the August of its year."""
    newest = year_on(day)
    staff = User.objects.get(email=accounts.STAFF)
    rounds = [
        build(
            RoundFactory,
            year=year,
            opened_by=staff,
            opened_at=at_work(chance(seed, "round", year), datetime.date(year, 8, 20)),
        )
        for year in range(newest - PAST_ROUNDS, newest + 1)
    ]
    Round.objects.bulk_create(rounds)
    return rounds


def _review(batch: Sequence[Made], round_: Round, *, seed: int, day: datetime.date) -> None:
    """The reviews of a batch of areas in one round."""
    reviewing = list(_begun(batch, round_, seed=seed, day=day))
    _save(each.review for each in reviewing)
    of_day = defaultdict(list)
    for each in reviewing:
        if each.stage is not Stage.NOT_STARTED:
            of_day[each.day].append(each)
    for on, theirs in sorted(of_day.items()):
        registers = _rosters([each.made.area for each in theirs], on)
        for each in theirs:
            _write(each, registers[each.made.area.pk], seed)
    drafts = [each.draft for each in reviewing if each.draft]
    _save(chain.from_iterable(draft.confirmations.values() for draft in drafts))
    _save(chain.from_iterable(draft.answers.values() for draft in drafts))
    _save(chain.from_iterable(draft.plans.values() for draft in drafts))
    submissions = {each: _submission(each) for each in reviewing if _is_submitted(each)}
    _save(submissions.values())
    _save(_events(reviewing, submissions, round_))


def _begun(
    batch: Sequence[Made], round_: Round, *, seed: int, day: datetime.date
) -> Iterator[Reviewing]:
    """Who reviews which area on which day, and how far they get."""
    is_this_year = round_.year == year_on(day)
    of_batch = chance(seed, "days", round_.year, batch[0].number)
    in_time = submission_days(round_, day, of_batch)
    late = late_days(round_, day, of_batch)
    for made in batch:
        luck = chance(seed, "review", round_.year, made.number)
        if is_this_year:
            stage = stage_of(made.number, round_, day)
        else:
            stage = Stage.LATE if luck.happens(0.06) else Stage.SUBMITTED
        days = late if stage is Stage.LATE else in_time
        on = days[made.number % len(days)]
        if stage in (Stage.SOME_ANSWERS, Stage.READY):
            # What is in progress is about the register of today.
            on = day
        started_on = max(on - luck.days(1, 20), round_.opens_on)
        started_at, submitted_at = (_moment(luck, each, day) for each in (started_on, on))
        review = build(
            ReviewFactory,
            round=round_,
            area=made.area,
            state=_STATES[stage],
            started_at=None if stage is Stage.NOT_STARTED else started_at,
        )
        # Even who did both on one day took some minutes over it.
        submitted_at = max(submitted_at, started_at + datetime.timedelta(minutes=25))
        yield Reviewing(made, review, stage, on, made.reps.on(on), submitted_at)


def _rosters(areas: Sequence[Area], day: datetime.date) -> Mapping[int, Roster]:
    """The registers of these areas on a day, by the areas' ids."""
    chosen = Area.objects.filter(pk__in=[area.pk for area in areas])
    in_order = chosen.order_by("name", "pk").values_list("pk", flat=True)
    return dict(zip(in_order, rosters(chosen, day), strict=True))


def _write(each: Reviewing, roster: Roster, seed: int) -> None:
    draft = Draft(each.review, each.day, roster, confirmations={}, answers={}, plans={})
    luck = chance(seed, "words", each.review.round.year, each.made.number)
    write = writing.begin if each.stage is Stage.SOME_ANSWERS else writing.complete
    assert each.review.started_at
    each.draft = write(draft, each.rep, each.review.started_at, luck)


def _is_submitted(each: Reviewing) -> bool:
    return each.review.state == State.SUBMITTED


def _submission(each: Reviewing) -> Submission:
    """What was submitted, frozen by the same function as every other."""
    assert each.draft
    assert not each.draft.missing
    return freezing.freeze(each.draft, by=each.rep, at=each.submitted_at)


def _moment(luck: Chance, on: datetime.date, day: datetime.date) -> datetime.datetime:
    """A moment of a day gone by; of today only its first minutes have gone by for certain."""
    if on >= day:
        return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
    return at_work(luck, on)


def _events(
    reviewing: Sequence[Reviewing], submissions: Mapping[Reviewing, Submission], round_: Round
) -> Iterator[AuditEvent]:
    """The trail of opening, starting and submitting, in the words of the actions."""
    for each in reviewing:
        area, review = each.made.area, each.review
        about_review = {"area": area, "subject_kind": "review", "subject_id": review.pk}
        yield AuditEvent(
            at=round_.opened_at,
            by=round_.opened_by,
            verb="reviews.open",
            after={"round_id": round_.pk, "area_id": area.pk, "state": State.NOT_STARTED},
            **about_review,
        )
        if review.started_at:
            yield AuditEvent(
                at=review.started_at,
                by=each.rep,
                verb="reviews.start",
                before={"state": State.NOT_STARTED, "started_at": None},
                after={"state": State.IN_PROGRESS, "started_at": review.started_at},
                **about_review,
            )
        if submission := submissions.get(each):
            yield AuditEvent(
                at=submission.submitted_at,
                by=submission.submitted_by,
                verb="reviews.submit",
                area=area,
                subject_kind="submission",
                subject_id=submission.pk,
                before={"state": State.IN_PROGRESS},
                after={
                    "state": State.SUBMITTED,
                    "number": submission.number,
                    "is_late": submission.is_late,
                    "sha256": submission.sha256,
                },
            )


def _save(records: Iterable[models.Model]) -> None:
    saved = list(records)
    if saved:
        type(saved[0])._default_manager.bulk_create(saved, batch_size=1000)
