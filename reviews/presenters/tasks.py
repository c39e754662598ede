"""The task list of a review: what there is to do, how far each task is, and where it is done."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.rules import RULES_BY_ID
from reviews.drafts import Breach, Draft, Missing
from reviews.models import Question, Review
from reviews.states import days_left

DONE, BEGUN, TO_DO = "Completed", "In progress", "Not started"
READY, NOT_YET = "Ready", "Cannot submit yet"
COLOURS = {DONE: "", BEGUN: "blue", TO_DO: "grey", READY: "teal", NOT_YET: ""}


@dataclass(frozen=True)
class Task:
    """One line of the list, as `components/task_list.html` draws it."""

    id: str
    title: str
    href: str
    state: str
    hint: str = ""

    @property
    def state_colour(self) -> str:
        return COLOURS[self.state]

    @property
    def is_done(self) -> bool:
        return self.state == DONE


@dataclass(frozen=True)
class Step:
    """Tasks that belong together, under a heading; `note` stands where there are none."""

    title: str
    tasks: list[Task]
    note: str = ""


@dataclass(frozen=True)
class Left:
    """How much of a review is left, in figures."""

    members: int
    questions: int
    actions: int

    @property
    def is_nothing(self) -> bool:
        return not (self.members or self.questions or self.actions)

    def __str__(self) -> str:
        """ "13 members, 4 questions, 1 action"; "Nothing, ready to submit"."""
        parts = [
            counted(count, thing)
            for count, thing in [
                (self.members, "member"),
                (self.questions, "question"),
                (self.actions, "action"),
            ]
            if count
        ]
        return ", ".join(parts) or "Nothing, ready to submit"


def counted(count: int, thing: str) -> str:
    """ "1 member", "2 members"."""
    return f"{count} {thing}{'' if count == 1 else 's'}"


def left_of(draft: Draft) -> Left:
    """What is left to do, counted."""
    return Left(
        members=sum(not member.is_confirmed for member in draft.members),
        questions=sum(draft.missing_in_answer(question) is not None for question in Question),
        actions=sum(bool(draft.missing_in_plan(breach.plan)) for breach in draft.breaches),
    )


def steps(draft: Draft) -> list[Step]:
    """The whole list, in the order in which a rep goes through it."""
    return [
        Step("Check the register", [members_task(draft)]),
        Step("Answer four questions", [question_task(draft, question) for question in Question]),
        Step(
            "Say what is being done about each breach",
            [action_task(draft, breach) for breach in draft.breaches],
            note="The register shows no breach of the guidance today, so nothing is needed here.",
        ),
        Step("Check and submit", [check_task(draft)]),
    ]


def members_task(draft: Draft) -> Task:
    total = len(draft.members)
    confirmed = sum(member.is_confirmed for member in draft.members)
    lapsed = sum(member.has_lapsed for member in draft.members)
    hint = f"{confirmed} of {counted(total, 'member')} confirmed"
    if lapsed:
        hint += f"; the register has changed for {lapsed} since"
    if not total:
        hint = "Nobody is on the register"
    state = DONE if confirmed == total else BEGUN if confirmed or lapsed else TO_DO
    href = reverse("review-members", args=address(draft.review))
    return Task("members", "Confirm each member’s name, role and home", href, state, hint)


def question_task(draft: Draft, question: Question) -> Task:
    answer = draft.answers.get(question)
    missing = draft.missing_in_answer(question)
    begun = bool(answer and (answer.reply or answer.comment))
    hint = answer.get_reply_display() if answer and answer.reply else ""
    if begun and missing:
        hint = f"{hint}. {missing[1]}" if hint else missing[1]
    return Task(
        id=question.value,
        title=question.label,
        href=reverse("review-question", args=[*address(draft.review), question.value]),
        state=BEGUN if begun and missing else TO_DO if missing else DONE,
        hint=hint,
    )


def action_task(draft: Draft, breach: Breach) -> Task:
    missing = draft.missing_in_plan(breach.plan)
    hint = breach.finding.message
    if breach.plan and missing:
        hint = f"{hint} {'. '.join(missing.values())}."
    return Task(
        id=breach.slug,
        title=RULES_BY_ID[breach.finding.rule].title,
        href=action_href(draft.review, breach.slug),
        state=TO_DO if missing and not breach.plan else BEGUN if missing else DONE,
        hint=hint,
    )


def check_task(draft: Draft) -> Task:
    left = left_of(draft)
    opens_on = draft.review.round.opens_on
    if not left.is_nothing:
        state, hint = NOT_YET, f"Left to do: {left}"
    elif draft.day < opens_on:
        state, hint = NOT_YET, f"You can submit from {day_in_words(opens_on)}"
    else:
        state, hint = READY, ""
    href = reverse("review-check", args=address(draft.review))
    return Task("check", "Check what you have said, and submit it", href, state, hint)


def next_href(draft: Draft, after: str) -> str:
    """Where "Save and continue" leads: the next task that is not done, or to check when all are.

    `after` is the id of the task just saved. What was passed over before it is left to the list.
    """
    tasks = [task for step in steps(draft)[:-1] for task in step.tasks]
    ids = [task.id for task in tasks]
    later = tasks[ids.index(after) + 1 :] if after in ids else tasks
    for task in later:
        if not task.is_done:
            return task.href
    page = "review-check" if left_of(draft).is_nothing else "review-detail"
    return reverse(page, args=address(draft.review))


def missing_href(review: Review, missing: Missing) -> str:
    """The page on which something missing is done."""
    if missing.task == "question":
        return reverse("review-question", args=[*address(review), missing.key])
    if missing.task == "action":
        return action_href(review, missing.key)
    return reverse("review-members", args=address(review))


def action_href(review: Review, slug: str) -> str:
    return reverse("review-action", args=[*address(review), slug])


def address(review: Review) -> list[int | str]:
    """The arguments that every address of a review begins with."""
    return [review.round.year, review.area.slug]


def time_left(opens_on: datetime.date, due_on: datetime.date, day: datetime.date) -> str:
    """The time that is left to submit, as a sentence."""
    last, left = day_in_words(due_on), days_left(due_on, day)
    if day < opens_on:
        return f"You can submit from {day_in_words(opens_on)} to {last}."
    if left < 0:
        return f"It was due by {last}. It can still be submitted, and will be marked as late."
    if left == 0:
        return f"Today, {last}, is the last day to submit in time."
    return f"{counted(left, 'day')} left: submit by {last}."
