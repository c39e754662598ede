"""A review as it stands while it is written: the register of the day beside what the rep has said.

Everything that tells what is left to do is worked out here, from facts alone, whenever somebody
looks; so a change in the register shows at once, in the task list and at submission alike.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from biglocal.design.words import people_list
from partnerships.models import Area
from partnerships.rosters.database import rosters
from partnerships.rules import Assessment, Finding, Roster, assess
from partnerships.rules.facts import Person
from reviews import questions
from reviews.models import Answer, Confirmation, PlannedAction, Question, Review

Facts = dict[str, Any]

# A breach as a plan knows it: rule, ids of the people, id of the decision or "".
BreachKey = tuple[str, tuple[str, ...], str]


def facts_of(person: Person) -> Facts:
    """The facts about a member that the rep confirms, as plain values of JSON."""
    return {
        "name": person.name,
        "offices": sorted(person.offices),
        "votes": person.is_voting,
        "lives_here": person.resident,
        "paid_worker": person.paid_worker,
        "lto_representative": person.lto_representative,
        "represents": person.represents or "",
    }


@dataclass(frozen=True)
class Member:
    """One member as the register has them today, with the rep's word on them if there is one."""

    person: Person
    facts: Facts
    confirmation: Confirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the rep's word is on the facts as they are now."""
        return self.confirmation is not None and self.confirmation.facts == self.facts

    @property
    def has_lapsed(self) -> bool:
        """Whether the register changed after the rep's word."""
        return self.confirmation is not None and not self.is_confirmed

    @property
    def mark(self) -> str:
        """What a page carries to show which facts, and which word on them, its reader had seen."""
        version = self.confirmation.version if self.confirmation else 0
        text = json.dumps([self.facts, version], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Breach:
    """One breach, and the plan for it if one has been begun."""

    finding: Finding
    plan: PlannedAction | None

    @property
    def key(self) -> BreachKey:
        return self.finding.rule, self.finding.people, self.finding.decision or ""

    @property
    def slug(self) -> str:
        """The breach's part of an address: its rule, and a digest of whom and what it is about."""
        digest = hashlib.sha256(json.dumps(self.key).encode()).hexdigest()
        return f"{self.finding.rule}-{digest[:8]}"


@dataclass(frozen=True)
class Missing:
    """One thing still to do, in words, and where it is done.

    `task` is "members", "question" or "action"; `key` is the question, or the breach's slug.
    """

    task: str
    key: str
    text: str


def key_of(plan: PlannedAction) -> BreachKey:
    """Which breach a plan is for."""
    return plan.rule, tuple(plan.people), plan.decision


@dataclass(frozen=True)
class Draft:
    """One review on one day. Made by `draft_of` and `drafts_of`."""

    review: Review
    day: datetime.date
    roster: Roster
    confirmations: Mapping[int, Confirmation]
    answers: Mapping[Question, Answer]
    plans: Mapping[BreachKey, PlannedAction]

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.roster, self.review.round.edition)

    @cached_property
    def members(self) -> list[Member]:
        """The members of the day, by name."""
        members = [person for person in self.roster.people if person.is_member]
        return [
            Member(person, facts_of(person), self.confirmations.get(int(person.id)))
            for person in sorted(members, key=lambda person: (person.name, person.id))
        ]

    @cached_property
    def breaches(self) -> list[Breach]:
        found = [Breach(finding, None) for finding in self.assessment.breaches]
        return [Breach(breach.finding, self.plans.get(breach.key)) for breach in found]

    def earlier_plan(self, breach: Breach) -> PlannedAction | None:
        """The latest plan for a breach of the same rule that is no more: worth starting from.

        A breach is another one as soon as its people are others, and what is done about it is
        mostly the same.
        """
        now = {each.key for each in self.breaches}
        earlier = [
            plan
            for key, plan in self.plans.items()
            if plan.rule == breach.finding.rule and key not in now
        ]
        return max(earlier, key=lambda plan: plan.pk, default=None)

    def missing_in_answer(self, question: Question) -> tuple[str, str] | None:
        """What an answer lacks, as `questions.what_is_missing` says it."""
        answer = self.answers.get(question)
        reply, comment = (answer.reply, answer.comment) if answer else ("", "")
        return questions.what_is_missing(question, reply, comment, self.assessment.findings)

    def missing_in_plan(self, plan: PlannedAction | None) -> dict[str, str]:
        """What a plan lacks: a sentence for each field."""
        missing = {}
        if not (plan and plan.what.strip()):
            missing["what"] = "Say what the partnership is doing about it"
        if not (plan and plan.owner.strip()):
            missing["owner"] = "Say who sees to it"
        if not (plan and plan.due_on):
            missing["due_on"] = "Enter the day by when it will be done, like 27 3 2027"
        elif plan.due_on < self.day:
            missing["due_on"] = "The day has passed. Enter a new one"
        return missing

    @cached_property
    def missing(self) -> list[Missing]:
        """All that is left before the review can be submitted, in the order of the tasks."""
        return [*self._missing_members(), *self._missing_answers(), *self._missing_plans()]

    def _missing_members(self) -> Iterator[Missing]:
        new = [member.person.name for member in self.members if member.confirmation is None]
        lapsed = [member.person.name for member in self.members if member.has_lapsed]
        if new:
            yield Missing("members", "", f"Confirm what is recorded about {people_list(new, 2)}")
        if lapsed:
            names = people_list(lapsed, 2)
            yield Missing("members", "", f"Look again at {names}: the register has changed")

    def _missing_answers(self) -> Iterator[Missing]:
        for question in Question:
            missing = self.missing_in_answer(question)
            if missing:
                yield Missing("question", question, f"{question.label} {missing[1]}")

    def _missing_plans(self) -> Iterator[Missing]:
        for breach in self.breaches:
            missing = list(self.missing_in_plan(breach.plan).values())
            if len(missing) > 1 and not breach.plan:
                missing = ["Say what is being done about it, by whom and by when"]
            for sentence in missing:
                yield Missing("action", breach.slug, f"{breach.finding.message} {sentence}")


def draft_of(review: Review, day: datetime.date) -> Draft:
    """One review as it stands on a day."""
    (draft,) = drafts_of(Review.objects.filter(pk=review.pk), day)
    return draft


def drafts_of(reviews: QuerySet[Review], day: datetime.date) -> list[Draft]:
    """Reviews as they stand on a day, in a fixed number of queries; in the order of `reviews`."""
    found = list(
        reviews.select_related("round", "area").prefetch_related(
            "confirmations", "answers", "actions"
        )
    )
    areas = Area.objects.filter(pk__in={review.area_id for review in found})
    pks = list(areas.order_by("name", "pk").values_list("pk", flat=True))
    by_area = dict(zip(pks, rosters(areas, day), strict=True))
    return [_draft(review, day, by_area[review.area_id]) for review in found]


def _draft(review: Review, day: datetime.date, roster: Roster) -> Draft:
    confirmations: Iterable[Confirmation] = review.confirmations.all()
    return Draft(
        review=review,
        day=day,
        roster=roster,
        confirmations={each.person_id: each for each in confirmations},
        answers={Question(each.question): each for each in review.answers.all()},
        plans={key_of(each): each for each in review.actions.all()},
    )
