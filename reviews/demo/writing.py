"""What reps write in a review: words on members, answers, and plans for breaches; and mend it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from biglocal.accounts.models import User
from partnerships.demo.chance import Chance
from partnerships.rules import Level
from reviews import questions
from reviews.drafts import Breach, Draft, Member
from reviews.models import Answer, Confirmation, PlannedAction, Question, Reply, Section

_COMMENTS: dict[str, dict[Reply, list[str]]] = {
    Question.REFLECTS: {
        Reply.YES: ["Members come from every part of the area and from most age groups.", "", ""],
        Reply.PARTLY: [
            "There are few members under thirty. The partnership has begun to visit the youth club.",
            "Hardly anybody from the new estate. A coffee morning there is planned.",
        ],
        Reply.NO: [
            "Most members are from two streets. The partnership knows, and wants to widen it."
        ],
    },
    Question.POLICIES: {
        Reply.YES: ["The code of conduct was signed again in spring.", "", ""],
        Reply.PARTLY: ["The terms of reference are due for review and it has been put off twice."],
        Reply.NO: ["Minutes were not kept at three meetings."],
    },
    Question.ETHOS: {
        Reply.YES: ["Residents lead, and it shows in how meetings are run.", "", ""],
        Reply.PARTLY: ["Decisions are left to a few. The chair means to share the work out."],
        Reply.NO: ["Residents outside the partnership were not heard on the plan."],
    },
    Question.CONFLICTS: {
        Reply.YES: ["Interests are asked for at the start of every meeting.", "", ""],
        Reply.PARTLY: [
            "It is known and managed by withdrawing, and the partnership works to end it."
        ],
        Reply.NO: ["The finding is right. What is being done about it is under actions."],
    },
}
_PLANS = {
    "minimum-members": [
        "Open evening at the community centre, and a leaflet to every home.",
        "Each member brings one neighbour to the next meeting.",
    ],
    "resident-majority": ["Two residents who help at the food bank are being asked to join."],
    "own-right": ["They will be asked to confirm in writing that they sit in their own right."],
    "conflicted-decision": ["The decision goes back to the next meeting, without them."],
}
_ANY_PLAN = [
    "One of them has agreed to step back at the next annual meeting.",
    "The partnership will settle it at its next meeting, with the rep there.",
]
# What a rep adds where Local Trust asked for more.
_ADDED = {
    Section.REFLECTS: "The partnership went through it by street and by age at its last meeting.",
    Section.POLICIES: "I have been through the policies with the secretary, one by one.",
    Section.ETHOS: "The minutes of the last three meetings bear this out.",
    Section.CONFLICTS: "The interests were gone through with each member, one by one.",
}
_NOTES = [
    "Has moved since; the secretary is asking for the new address.",
    "Goes by another name now. The secretary will put it right.",
    "Says that they gave up the office in summer.",
]


def confirm(
    draft: Draft, members: list[Member], by: User, at: datetime.datetime, chance: Chance
) -> Draft:
    """The draft with the rep's word on these members: nearly all are right."""
    words = dict(draft.confirmations)
    for member in members:
        differs = chance.happens(0.02)
        words[int(member.person.id)] = Confirmation(
            review_id=draft.review.pk,
            person_id=int(member.person.id),
            is_right=not differs,
            note=chance.choice(_NOTES) if differs else "",
            facts=member.facts,
            at=at,
            by_id=by.pk,
        )
    return replace(draft, confirmations=words)


def answer(draft: Draft, asked: list[Question], chance: Chance) -> Draft:
    """The draft with these questions answered, in keeping with what the rules found."""
    answers = dict(draft.answers)
    for question in asked:
        bearing = questions.bearing(question, draft.assessment.findings)
        weights = {Reply.YES: 84, Reply.PARTLY: 14, Reply.NO: 2}
        if any(finding.level is Level.BREACH for finding in bearing):
            weights = {Reply.PARTLY: 6, Reply.NO: 4}
        reply = chance.one_of(weights)
        comment = chance.choice(_COMMENTS[question][reply])
        answers[question] = Answer(
            review=draft.review, question=question, reply=reply, comment=comment
        )
    return replace(draft, answers=answers)


def plan(draft: Draft, breaches: list[Breach], owners: list[str], chance: Chance) -> Draft:
    """The draft with an action, an owner and a day for these breaches.

    Most go on with the open action of an earlier review, where there is one for the same rule.
    """
    plans = dict(draft.plans)
    gone_on_with = set()
    for breach in breaches:
        plans[breach.key] = PlannedAction(
            review=draft.review,
            rule=breach.finding.rule,
            people=list(breach.finding.people),
            decision=breach.finding.decision or "",
            what=chance.choice(_PLANS.get(breach.finding.rule, _ANY_PLAN)),
            owner=chance.choice(owners),
            due_on=draft.day + chance.days(60, 240),
        )
        for carried in draft.could_go_on(breach):
            if carried.action not in gone_on_with and chance.happens(0.75):
                plans[breach.key].repeats = carried.action
                gone_on_with.add(carried.action)
                break
    return replace(draft, plans=plans)


def complete(draft: Draft, by: User, at: datetime.datetime, chance: Chance) -> Draft:
    """The draft with everything there that a submission needs."""
    draft = confirm(draft, draft.members, by, at, chance)
    draft = answer(draft, list(Question), chance)
    return plan(draft, draft.breaches, _owners(draft), chance)


def begin(draft: Draft, by: User, at: datetime.datetime, chance: Chance) -> Draft:
    """The draft as somebody leaves it half way: some members, an answer or two, a plan begun."""
    members = draft.members
    draft = confirm(draft, members[: chance.randint(1, max(1, len(members) - 2))], by, at, chance)
    draft = answer(draft, list(Question)[: chance.randint(1, 2)], chance)
    begun = plan(draft, draft.breaches[:1], _owners(draft), chance)
    for action in begun.plans.values():
        action.due_on = None
    return begun


def mend(
    draft: Draft, asked: list[Section], by: User, at: datetime.datetime, chance: Chance
) -> Draft:
    """The draft as it comes again: with more on the sections asked about, and as the register is now.

    What was said before stays as it was written in its own records.
    """
    lapsed = [member for member in draft.members if not member.is_confirmed]
    if Section.MEMBERS in asked:
        lapsed = draft.members
    draft = confirm(draft, lapsed, by, at, chance)
    answers = dict(draft.answers)
    for section, added in _ADDED.items():
        before = answers[Question(section.value)]
        if section in asked:
            answers[Question(section.value)] = Answer(
                review=draft.review,
                question=before.question,
                reply=before.reply,
                comment=f"{before.comment} {added}".strip(),
            )
    draft = replace(draft, answers=answers)
    unanswered = [question for question in Question if draft.missing_in_answer(question)]
    draft = answer(draft, unanswered, chance)
    unplanned = [breach for breach in draft.breaches if breach.plan is None]
    draft = plan(draft, unplanned, _owners(draft), chance)
    for breach in draft.breaches:
        if breach.plan and Section.ACTIONS in asked:
            breach.plan.owner = chance.choice(_owners(draft))
            breach.plan.due_on = draft.day + chance.days(30, 90)
    return draft


def _owners(draft: Draft) -> list[str]:
    officers = [member.person.name for member in draft.members if member.person.offices]
    return officers or ["The chair"]
