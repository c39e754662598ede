"""A review as it stands while it is written: the register of the day beside what the rep has said.

Everything that tells what is left to do is worked out here, from facts alone, whenever somebody
looks; so a change in the register shows at once, in the task list and at submission alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from biglocal.design.words import people_list
from partnerships.models import Area
from partnerships.presenters.waivers import Waived, beside, waived_in
from partnerships.rosters.database import rosters_by_area
from partnerships.rosters.policies import PolicyOnDay, policies_of
from partnerships.rules import Assessment, Roster, assess
from reviews import questions
from reviews.carried import Carried, CarriedWord, earlier_actions
from reviews.models import (
    Answer,
    Confirmation,
    MembershipForm,
    Outcome,
    PlannedAction,
    Question,
    Review,
    Section,
)
from reviews.parts import (
    Breach,
    BreachKey,
    Facts,
    Member,
    Missing,
    facts_of,
    key_of,
    section_of,
)
from reviews.returned import CHANGED_SINCE, SentBack, sent_back_of, written_since
from reviews.since import Last, Since, compare, last_known
from reviews.states import is_late

__all__ = [
    "Breach",
    "BreachKey",
    "Carried",
    "CarriedWord",
    "Draft",
    "Facts",
    "Member",
    "Missing",
    "draft_of",
    "drafts_of",
    "facts_of",
    "key_of",
    "section_of",
]

# What nobody does any more, although a finding that is still there asks for something.
NO_MORE = {Outcome.DONE: "said to be done", Outcome.DROPPED: "dropped"}


@dataclass(frozen=True)
class Draft:
    """One review on one day. Made by `draft_of` and `drafts_of`.

    `forms` are the membership forms signed for it, by person; `earlier` the actions carried into
    it; `sent_back` says why it was returned, while it is; `last` is the year before, where that is
    known already; `waived` is what is waived for the area on the day, by rule; `known_policies`
    are its policies, where they were read already.
    """

    review: Review
    day: datetime.date
    roster: Roster
    confirmations: Mapping[int, Confirmation]
    answers: Mapping[Question, Answer]
    plans: Mapping[BreachKey, PlannedAction]
    forms: Mapping[int, MembershipForm] = field(default_factory=dict)
    earlier: Sequence[PlannedAction] = ()
    sent_back: SentBack | None = None
    last: Last | None = None
    waived: Mapping[str, Waived] = field(default_factory=dict)
    known_policies: Sequence[PolicyOnDay] | None = None

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.roster, self.review.round.edition)

    @property
    def waivers(self) -> list[Waived]:
        """Those that stand beside something found on the day, and change nothing of it."""
        return beside((found.rule for found in self.assessment.findings), self.waived)

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

    @cached_property
    def carried(self) -> list[Carried]:
        """The actions of earlier reviews that this one has to say something about, oldest first."""
        plans = [breach.plan for breach in self.breaches if breach.plan]
        going_on = {plan.repeats_id: plan for plan in plans}
        begins_on = self.review.round.begins_on
        return [Carried(action, begins_on, going_on.get(action.pk)) for action in self.earlier]

    def could_go_on(self, breach: Breach) -> list[Carried]:
        """The carried actions that a plan for a breach can go on with: of the same rule, and open
        but for that plan."""
        return [
            each
            for each in self.carried
            if each.action.rule == breach.finding.rule
            and (
                self.gone_on_with(breach.plan) == each
                or (each.plan is None and each.action.is_open)
            )
        ]

    def gone_on_with(self, plan: PlannedAction | None) -> Carried | None:
        """The carried action that a plan goes on with, if nothing else has come of that by now."""
        return next(
            (
                each
                for each in self.carried
                if plan and each.plan == plan and each.word is CarriedWord.REPEATED
            ),
            None,
        )

    @cached_property
    def since(self) -> Since | None:
        """What is otherwise than last year, if anybody was on the register then.

        Asks for last year, unless that is known, when it is first asked for: not in a list.
        """
        last = self.last or last_known(self.review)
        if last is None:
            return None
        return compare(last, {member.person.id: member.facts for member in self.members})

    @cached_property
    def policies(self) -> Sequence[PolicyOnDay]:
        """The policies of the area on the day, the missing ones too.

        Asked for, unless they are known, when they are first asked for: not in a list.
        """
        if self.known_policies is not None:
            return self.known_policies
        return policies_of(self.review.area, self.day)

    @property
    def signed(self) -> int:
        """How many of the members of the day have signed their membership form."""
        return sum(int(member.person.id) in self.forms for member in self.members)

    @cached_property
    def open_sections(self) -> Mapping[Section, str]:
        """The parts of the review that can be written now, each with why it is open.

        As long as nothing was sent back those are all, and there is nothing to say. Afterwards they
        are the ones commented on, and those in which something is missing or has been written since:
        otherwise nobody could submit the review again, or put right what they wrote in it.
        """
        if not self.review.is_being_written:
            return {}
        if self.sent_back is None:
            return dict.fromkeys(Section, "")
        comments = self.sent_back.comments
        moved = {each.section for each in self.missing} | self.written_since
        return {
            section: comments.get(section, CHANGED_SINCE)
            for section in Section
            if section in comments or section in moved
        }

    @cached_property
    def written_since(self) -> set[Section]:
        """The sections of a returned review that no longer say what was submitted."""
        return written_since(self, self.sent_back) if self.sent_back else set()

    @property
    def is_late(self) -> bool:
        """Whether it is late if it is submitted on the day. A version that follows on one that was
        sent back is as late as that one: what came in time stays so while it is mended."""
        if self.sent_back:
            return bool(self.sent_back.document["is_late"])
        return is_late(self.review, self.day)

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

    def asked(self, question: Question) -> str:
        """A question in the words of the review's round."""
        return self.review.round.asked(question)

    def missing_in_answer(self, question: Question) -> tuple[str, str] | None:
        """What an answer lacks, as `questions.what_is_missing` says it."""
        answer = self.answers.get(question)
        reply, comment = (answer.reply, answer.comment) if answer else ("", "")
        return questions.what_is_missing(question, reply, comment, self.assessment.findings)

    def missing_in_plan(self, plan: PlannedAction | None) -> dict[str, str]:
        """What a plan lacks: a sentence for each field."""
        missing = {}
        if plan and plan.outcome in NO_MORE:
            was = NO_MORE[Outcome(plan.outcome)]
            missing["what"] = f"This was {was}, and it is still found. Say what is being done now"
        elif not (plan and plan.what.strip()):
            missing["what"] = "Say what the partnership is doing about it"
        if not (plan and plan.owner.strip()):
            missing["owner"] = "Say who sees to it"
        if not (plan and plan.due_on):
            missing["due_on"] = "Enter the day by when it will be done, like 27 3 2027"
        elif plan.due_on < self.day and not plan.outcome:
            missing["due_on"] = "The day has passed. Enter a new one"
        return missing

    @cached_property
    def missing(self) -> list[Missing]:
        """All that is left before the review can be submitted, in the order of the tasks."""
        return [
            *self._missing_members(),
            *self._missing_answers(),
            *self._missing_plans(),
            *self._missing_words(),
        ]

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
                yield Missing("question", question, f"{self.asked(question)} {missing[1]}")

    def _missing_plans(self) -> Iterator[Missing]:
        for breach in self.breaches:
            missing = list(self.missing_in_plan(breach.plan).values())
            if len(missing) > 1 and not breach.plan:
                missing = ["Say what is being done about it, by whom and by when"]
            for sentence in missing:
                yield Missing("action", breach.slug, f"{breach.finding.message} {sentence}")

    def _missing_words(self) -> Iterator[Missing]:
        for each in self.carried:
            if each.word is None:
                year = each.action.review.round.year
                text = f"Say how this goes on, planned in {year}: {each.action.what}"
                yield Missing("carried", each.key, text)


def draft_of(review: Review, day: datetime.date) -> Draft:
    """One review as it stands on a day."""
    (draft,) = drafts_of(Review.objects.filter(pk=review.pk), day)
    return draft


def drafts_of(
    reviews: QuerySet[Review], day: datetime.date, known: Mapping[int, Roster] | None = None
) -> list[Draft]:
    """Reviews as they stand on a day, in a fixed number of queries; in the order of `reviews`.

    `known` are the rosters of the day by area, where they were read already.
    """
    found = list(
        reviews.select_related("round", "area").prefetch_related(
            "confirmations", "answers", "actions", "forms"
        )
    )
    earlier, sent_back = earlier_actions(found), sent_back_of(found)
    areas = Area.objects.filter(pk__in={review.area_id for review in found})
    by_area = rosters_by_area(areas, day) if known is None else known
    waived = waived_in({review.area_id for review in found}, day)
    return [
        Draft(
            review=review,
            day=day,
            roster=by_area[review.area_id],
            confirmations={each.person_id: each for each in review.confirmations.all()},
            answers={Question(each.question): each for each in review.answers.all()},
            plans={key_of(each): each for each in review.actions.all() if each.rule},
            forms={each.person_id: each for each in review.forms.all()},
            earlier=earlier[review.pk],
            sent_back=sent_back.get(review.pk),
            waived=waived.get(review.area_id, {}),
        )
        for review in found
    ]
