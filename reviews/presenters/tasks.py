"""The task list of a review: what there is to do, how far each task is, and where it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.rules import RULES_BY_ID
from reviews.drafts import Breach, Carried, Draft, Missing
from reviews.models import Question, Review, Section
from reviews.presenters.carried import titled, what_came_of

DONE, BEGUN, TO_DO = "Completed", "In progress", "Not started"
READY, NOT_YET = "Ready", "Cannot submit yet"
SENT_BACK, CLOSED = "Sent back", "As submitted"
COLOURS = {
    DONE: "",
    BEGUN: "blue",
    TO_DO: "grey",
    READY: "teal",
    NOT_YET: "",
    SENT_BACK: "orange",
    CLOSED: "",
}


@dataclass(frozen=True)
class Task:
    """One line of the list, as `components/task_list.html` draws it.

    `comment` is what Local Trust says about it, where it sent the review back.
    """

    id: str
    title: str
    href: str
    state: str
    hint: str = ""
    comment: str = ""
    # What never holds up a review, and so is not where "Save and continue" leads.
    is_optional: bool = False

    @property
    def state_colour(self) -> str:
        return COLOURS[self.state]

    @property
    def is_done(self) -> bool:
        return self.is_optional or self.state in (DONE, CLOSED)


@dataclass(frozen=True)
class Step:
    """Tasks that belong together, under a heading; `note` stands where there are none."""

    title: str
    tasks: list[Task]
    note: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Left:
    """How much of a review is left, in figures."""

    members: int
    questions: int
    actions: int
    carried: int

    @property
    def is_nothing(self) -> bool:
        return not (self.members or self.questions or self.actions or self.carried)

    def __str__(self) -> str:
        """ "13 members, 4 questions, 1 action, 2 earlier actions"; "Nothing, ready to submit"."""
        parts = [
            counted(count, thing)
            for count, thing in [
                (self.members, "member"),
                (self.questions, "question"),
                (self.actions, "action"),
                (self.carried, "earlier action"),
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
        carried=sum(each.word is None for each in draft.carried),
    )


def steps(draft: Draft) -> list[Step]:
    """The whole list, in the order in which a rep goes through it."""
    about_actions = comment_on(draft, Section.ACTIONS)
    plans = Step(
        "Say what is being done about each breach",
        [action_task(draft, breach) for breach in draft.breaches],
        note="The register shows no breach of the guidance today, so nothing is needed here.",
        comment=about_actions,
    )
    carried = Step(
        "Say how the actions of earlier reviews are going",
        [carried_task(draft, each) for each in draft.carried],
        comment="" if draft.breaches else about_actions,
    )
    return [
        Step("Check the register", [members_task(draft), forms_task(draft)]),
        Step("Answer four questions", [question_task(draft, question) for question in Question]),
        plans,
        *([carried] if draft.carried else []),
        Step("Check and submit", [check_task(draft)]),
    ]


def comment_on(draft: Draft, section: Section) -> str:
    """What Local Trust says about a part that it sent back."""
    return draft.sent_back.comments.get(section, "") if draft.sent_back else ""


def state_of(draft: Draft, section: Section, state: str) -> str:
    """The state of a task in a part of the review, which may be closed, or wait to be mended."""
    if section not in draft.open_sections:
        return CLOSED
    if state == DONE and comment_on(draft, section) and section not in draft.written_since:
        return SENT_BACK
    return state


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
    return Task(
        id="members",
        title="Confirm each member’s name, role and home",
        href=href,
        state=state_of(draft, Section.MEMBERS, state),
        hint=hint,
        comment=comment_on(draft, Section.MEMBERS),
    )


def forms_task(draft: Draft) -> Task:
    """The members' signatures, which never hold up a review: an honest gap is recorded."""
    total = len(draft.members)
    return Task(
        id="forms",
        title="Collect the membership forms",
        href=reverse("review-signatures", args=address(draft.review)),
        state=DONE if draft.signed == total else BEGUN if draft.signed else TO_DO,
        hint=f"{draft.signed} of {counted(total, 'member')} signed. "
        "You can submit without those who have not.",
        is_optional=True,
    )


def question_task(draft: Draft, question: Question) -> Task:
    answer = draft.answers.get(question)
    missing = draft.missing_in_answer(question)
    begun = bool(answer and (answer.reply or answer.comment))
    hint = answer.get_reply_display() if answer and answer.reply else ""
    if begun and missing:
        hint = f"{hint}. {missing[1]}" if hint else missing[1]
    section = Section(question.value)
    state = BEGUN if begun and missing else TO_DO if missing else DONE
    return Task(
        id=question.value,
        title=draft.asked(question),
        href=reverse("review-question", args=[*address(draft.review), question.value]),
        state=state_of(draft, section, state),
        hint=hint,
        comment=comment_on(draft, section),
    )


def action_task(draft: Draft, breach: Breach) -> Task:
    missing = draft.missing_in_plan(breach.plan)
    hint = breach.finding.message
    if breach.plan and missing:
        hint = f"{hint} {'. '.join(missing.values())}."
    if going_on := draft.gone_on_with(breach.plan):
        hint = f"{hint} It goes on with what was planned in {going_on.action.review.round.year}."
    state = TO_DO if missing and not breach.plan else BEGUN if missing else DONE
    return Task(
        id=breach.slug,
        title=RULES_BY_ID[breach.finding.rule].title,
        href=action_href(draft.review, breach.slug),
        state=state_of(draft, Section.ACTIONS, state),
        hint=hint,
    )


def carried_task(draft: Draft, each: Carried) -> Task:
    state = state_of(draft, Section.ACTIONS, DONE if each.word else TO_DO)
    title, plan = titled(each)
    return Task(
        id=carried_id(each),
        title=title,
        href=carried_href(draft.review, each),
        # A comment on the actions is about the plans of this year, where there are any.
        state=DONE if state == SENT_BACK and draft.breaches else state,
        hint=f"{plan}. {what_came_of(each)}" if each.word else plan,
    )


def carried_id(each: Carried) -> str:
    return f"carried-{each.key}"


def carried_href(review: Review, each: Carried) -> str:
    return reverse("review-carried", args=[*address(review), each.key])


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
    if missing.task == "carried":
        return reverse("review-carried", args=[*address(review), missing.key])
    return reverse("review-members", args=address(review))


def action_href(review: Review, slug: str) -> str:
    return reverse("review-action", args=[*address(review), slug])


def address(review: Review) -> list[int | str]:
    """The arguments that every address of a review begins with."""
    return [review.round.year, review.area.slug]
