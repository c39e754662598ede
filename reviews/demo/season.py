"""The reviews of a batch of areas in one round, from the first word to Local Trust's answer."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from django.db import models
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from partnerships.demo.accounts import EASY
from partnerships.demo.chance import ONE_DAY, Chance, at_work, chance
from partnerships.demo.making import build
from partnerships.demo.programme import Made
from partnerships.models import Area
from partnerships.rosters.database import rosters
from partnerships.rosters.policies import PolicyOnDay, policies_by_area
from partnerships.rules import Roster
from reviews import freezing
from reviews.carried import earlier_actions
from reviews.demo import answering, following, signing, trail, writing
from reviews.demo.answering import Staff
from reviews.demo.reviewing import Reviewing
from reviews.demo.signing import Collecting, People
from reviews.demo.stages import EXTENDED, STATES, Stage, course_of, days_of, year_on
from reviews.drafts import Draft
from reviews.factories import ReviewFactory
from reviews.models import PlannedAction, Round, Submission
from reviews.since import Last

_WHY_LONGER = "The hall was flooded, and the annual meeting had to be put off until January."
# Whoever begins and submits on one day takes some minutes over it.
_SOME_MINUTES = datetime.timedelta(minutes=25)


class Season:
    """One round in a batch of areas.

    `last` is what was submitted in the round before, by area, which would cost a query a review.
    """

    def __init__(
        self,
        batch: Sequence[Made],
        round_: Round,
        people: People,
        staff: Staff,
        last: dict[int, Last],
        *,
        seed: int,
        day: datetime.date,
    ) -> None:
        self.batch = batch
        self.round = round_
        self.people = people
        self.staff = staff
        self.last = last
        self.seed = seed
        self.day = day
        self.is_this_year = round_.year == year_on(day)

    def review(self) -> list[Reviewing]:
        """Make up the reviews of the areas, and save them."""
        reviewing = list(self._begun())
        reviews = [each.review for each in reviewing]
        save(reviews)
        registers = self._registers(reviewing)
        self.policies = self._policies(reviewing)
        earlier = earlier_actions(reviews)
        for each in reviewing:
            each.draft = Draft(
                each.review,
                each.days[0],
                registers[each.made.area.pk, each.days[0]],
                confirmations={},
                answers={},
                plans={},
                earlier=earlier[each.review.pk],
                last=self.last.pop(each.made.area.pk, None),
                known_policies=self.policies[each.made.area.pk, each.days[0]],
            )
            self._write(each)
            self._follow(each)
            self._sign(each)
        followed = [each.followed for each in reviewing]
        settle(chain.from_iterable(one.settled for one in followed))
        save(chain.from_iterable(one.notes for one in followed))
        save(chain.from_iterable(each.signed.forms for each in reviewing))
        # Now with what was noted of them.
        earlier = earlier_actions(reviews)
        for each in reviewing:
            self._submit(each, earlier[each.review.pk], registers)
        self._save(reviewing)
        return reviewing

    def _begun(self) -> Iterator[Reviewing]:
        """Who reviews which area on which days, and what becomes of it."""
        days = days_of(
            self.round, self.day, chance(self.seed, "days", self.round.year, self.batch[0].number)
        )
        for made in self.batch:
            luck = chance(self.seed, "review", self.round.year, made.number)
            course = course_of(made.number, self.round, self.day, days, luck)
            first_on = course.first_on or course.on
            started_on = max(first_on - luck.days(1, 20), self.round.opens_on)
            started_at = self._moment(luck, started_on)
            submitted_at = max(self._moment(luck, first_on), started_at + _SOME_MINUTES)
            again_at = [self._moment(luck, course.on)] if course.first_on else []
            review = build(
                ReviewFactory,
                round=self.round,
                area=made.area,
                state=STATES[course.stage],
                started_at=started_at if course.is_begun else None,
            )
            if self.is_this_year and made.number == EXTENDED:
                review.extended_to = datetime.date(self.round.year + 1, 1, 31)
                review.extension_reason = _WHY_LONGER
            words = chance(self.seed, "words", self.round.year, made.number)
            rep = made.reps.on(first_on)
            each = Reviewing(made, review, course, rep, words, [submitted_at, *again_at])
            if review.extended_to:
                first = self.round.opened_at.date() + 5 * ONE_DAY
                last = min(self.day, self.round.closes_on) - ONE_DAY
                each.extended_at = at_work(luck, luck.day(first, last))
            yield each

    def _moment(self, luck: Chance, on: datetime.date) -> datetime.datetime:
        """A moment of a day gone by; of today only its first minutes have gone by for certain."""
        if on >= self.day:
            return timezone.make_aware(datetime.datetime.combine(self.day, datetime.time.min))
        return at_work(luck, on)

    def _registers(
        self, reviewing: Iterable[Reviewing]
    ) -> Mapping[tuple[int, datetime.date], Roster]:
        """The registers of the areas on the days of their reviews."""
        registers = {}
        for on, pks in sorted(_areas_of(reviewing).items()):
            areas = Area.objects.filter(pk__in=pks)
            in_order = areas.order_by("name", "pk").values_list("pk", flat=True)
            for pk, roster in zip(in_order, rosters(areas, on), strict=True):
                registers[pk, on] = roster
        return registers

    def _policies(
        self, reviewing: Iterable[Reviewing]
    ) -> Mapping[tuple[int, datetime.date], Sequence[PolicyOnDay]]:
        """The policies of the areas on the same days."""
        return {
            (pk, on): policies
            for on, pks in sorted(_areas_of(reviewing).items())
            for pk, policies in policies_by_area(pks, on).items()
        }

    def _write(self, each: Reviewing) -> None:
        """The first version, as far as it got."""
        started_at = each.review.started_at
        if started_at is None:
            return
        assert each.draft
        is_half = each.course.stage in (Stage.SOME_ANSWERS, Stage.NOT_RECEIVED)
        write = writing.begin if is_half else writing.complete
        each.draft = write(each.draft, each.rep, started_at, each.luck)

    def _follow(self, each: Reviewing) -> None:
        """What came of the actions of earlier years; in what is complete each has a word."""
        assert each.draft
        stage = each.course.stage
        is_complete = stage is Stage.READY or each.course.is_submitted
        each.followed = following.follow(
            each.draft,
            list(each.draft.earlier),
            by=each.rep if is_complete else each.made.keeper,
            begun_at=each.review.started_at if is_complete else None,
            until=each.draft.day,
            left=0 if is_complete else 1 if each.made.number == EASY else 0.5,
            chance=each.luck,
        )

    def _sign(self, each: Reviewing) -> None:
        assert each.draft
        each.signed = Collecting(
            review=each.review,
            draft=each.draft,
            stage=each.course.stage,
            first=self.round.opens_on,
            last=each.draft.day - ONE_DAY,
            asks=each.made.keeper if self.is_this_year else each.rep,
            rep=each.rep,
            people=self.people,
            chance=chance(self.seed, "forms", self.round.year, each.made.number),
        ).collect(keeps_links=self.is_this_year)
        if self.is_this_year:
            luck = chance(self.seed, "corrections", each.made.number)
            each.signed.corrections = signing.ask_to_correct(
                each.signed, each.made, day=self.day, chance=luck
            )

    def _submit(
        self,
        each: Reviewing,
        earlier: Sequence[PlannedAction],
        registers: Mapping[tuple[int, datetime.date], Roster],
    ) -> None:
        """Freeze each version by the same function as every other, and let Local Trust answer."""
        assert each.draft
        forms = {form.person_id: form for form in each.signed.forms}
        each.draft = replace(each.draft, forms=forms, earlier=earlier)
        if not each.course.is_submitted:
            return
        first = self._version(each, each.at[0], 1)
        reader = self.staff.reader(each.made.number)
        luck, course = each.luck, each.course
        if course.sent_back_on:
            back_at = at_work(luck, course.sent_back_on)
            back = answering.send_back(first, each.draft, at=back_at, by=reader, chance=luck)
            each.answered.append(back)
            if course.first_on:
                draft = replace(
                    each.draft,
                    day=course.on,
                    roster=registers[each.made.area.pk, course.on],
                    known_policies=self.policies[each.made.area.pk, course.on],
                )
                # A moment before it is submitted, and after it was sent back.
                at = each.at[1] - datetime.timedelta(minutes=4)
                each.draft = writing.mend(draft, back.sections, each.rep, at, luck)
                self._version(each, each.at[1], 2)
        last = each.submissions[-1]
        if course.accepted_on:
            at = at_work(luck, course.accepted_on)
            has_actions = course.stage is Stage.ACCEPTED_WITH_ACTIONS
            answer = answering.accept_with_actions if has_actions else answering.accept
            each.answered.append(answer(last, at=at, by=reader, chance=luck))
        if luck.happens(0.15 if self.is_this_year else 0.01):
            at = last.submitted_at + datetime.timedelta(minutes=10)
            each.notes.append(answering.note_internally(each.review, at=at, by=reader, chance=luck))

    def _version(self, each: Reviewing, at: datetime.datetime, number: int) -> Submission:
        draft = each.draft
        assert draft
        assert not draft.missing, draft.missing
        submission = freezing.freeze(draft, by=each.rep, at=at, number=number)
        each.submissions.append(submission)
        facts = {member.person.id: member.facts for member in draft.members}
        self.last[each.made.area.pk] = Last(draft.day, submission.reference, facts)
        for breach in draft.breaches:
            if breach.plan and breach.plan.agreed_on is None:
                breach.plan.agreed_on = draft.day
        each.repeated += following.gone_on_with(draft)
        return submission

    def _save(self, reviewing: Sequence[Reviewing]) -> None:
        drafts = [each.draft for each in reviewing if each.draft]
        save(chain.from_iterable(draft.confirmations.values() for draft in drafts))
        save(chain.from_iterable(draft.answers.values() for draft in drafts))
        save(chain.from_iterable(draft.plans.values() for draft in drafts))
        settle(chain.from_iterable(each.repeated for each in reviewing))
        save(chain.from_iterable(each.submissions for each in reviewing))
        answered = [one for each in reviewing for one in each.answered]
        save(one.response for one in answered)
        save(chain.from_iterable(one.comments for one in answered))
        save(chain.from_iterable(one.actions for one in answered))
        save(chain.from_iterable(each.notes for each in reviewing))
        save(chain.from_iterable(each.signed.links for each in reviewing))
        save(chain.from_iterable(each.signed.corrections for each in reviewing))
        save(chain.from_iterable(self._events(each) for each in reviewing))

    def _events(self, each: Reviewing) -> Iterator[AuditEvent]:
        area = each.made.area
        yield from trail.of_review(each)
        for progress in each.followed.notes:
            yield trail.of_note(progress, area)
        luck = chance(self.seed, "moments", self.round.year, each.made.number)
        for action in each.followed.settled:
            assert action.settled_on
            yield trail.of_action(action, at_work(luck, action.settled_on), each.rep, area)
        for action in each.repeated:
            yield trail.of_action(action, each.at[0], each.rep, area)
        for note in each.notes:
            yield trail.of_internal_note(note)
        if each.extended_at:
            yield trail.of_extension(each.review, each.extended_at, self.staff.administrator)
        if self.is_this_year:
            yield from trail.of_signatures(each)
            yield from trail.of_corrections(each, luck)


def settle(actions: Iterable[PlannedAction]) -> None:
    """Save what came of actions that are there already."""
    PlannedAction.objects.bulk_update(
        list(actions), ["outcome", "settled_on", "reason", "version"], batch_size=200
    )


def save(records: Iterable[models.Model]) -> None:
    """Save new records of one kind."""
    saved = list(records)
    if saved:
        type(saved[0])._default_manager.bulk_create(saved, batch_size=1000)


def _areas_of(reviewing: Iterable[Reviewing]) -> Mapping[datetime.date, Sequence[int]]:
    """The areas (primary keys) that are looked at on each day of a review."""
    found: dict[datetime.date, list[int]] = defaultdict(list)
    for each in reviewing:
        for on in each.days:
            found[on].append(each.made.area.pk)
    return found
