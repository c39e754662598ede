"""What is submitted, as one text that can be read for ever without any other table.

The document is canonical JSON (keys in order, no blanks, UTF-8), sealed by the SHA-256 of its bytes.
It holds names and sentences beside ids and codes, because the people, the questions and the rules
may be called otherwise by the time somebody reads it. `FORMAT` goes up when its shape changes;
`read` and whatever draws a document must go on understanding every earlier one.

The first format, of 2026, had no `due_on`, `signatures`, `carried` and `since`, and its actions no `repeats`.
The second, of the same year, had no `waivers`, and the third no `policies`.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from typing import Any

from biglocal.accounts.models import User
from partnerships.models import Person
from partnerships.presenters.policies import STATES
from partnerships.rosters.json import assessment_as_dict, roster_as_dict
from partnerships.rosters.policies import PolicyOnDay
from partnerships.rules import RULES_BY_ID
from reviews import questions
from reviews.drafts import Breach, CarriedWord, Draft, Member
from reviews.models import MembershipForm, PlannedAction, Question, Reply, Submission
from reviews.models.round import in_json

FORMAT = 4

DECLARATION = (
    "I have checked the register with the partnership, and what this review says is true "
    "as far as I know."
)

CAME_OF_IT = {
    CarriedWord.GOING_ON: "Still going on",
    CarriedWord.DONE: "Done",
    CarriedWord.DROPPED: "Dropped",
    CarriedWord.REPEATED: "Goes on in a plan of this year",
}


class BrokenSeal(Exception):
    """What is stored is not what was submitted: its digest is another."""


def freeze(draft: Draft, *, by: User, at: datetime.datetime, number: int = 1) -> Submission:
    """The unsaved submission of a draft, by whom and at which moment (aware of its zone).

    The review must be complete (`draft.missing` is empty); that is not asked again here.
    """
    submission = Submission(
        review=draft.review,
        number=number,
        submitted_at=at,
        submitted_by=by,
        is_late=draft.is_late,
        meets_criteria=draft.assessment.meets_criteria,
        meets_conflicts_guidance=draft.assessment.meets_conflicts_guidance,
        edition=draft.review.round.edition.edition,
    )
    document = contents(draft) | {
        "format": FORMAT,
        "reference": submission.reference,
        "number": number,
        "submitted_at": at.isoformat(),
        "submitted_by": {"id": by.pk, "name": by.name},
        "is_late": submission.is_late,
        "declaration": DECLARATION,
    }
    submission.document = canonical(document)
    submission.sha256 = digest(submission.document)
    return submission


def contents(draft: Draft) -> dict[str, Any]:
    """What a draft says, without the moment and the name that a submission adds."""
    area, round_ = draft.review.area, draft.review.round
    return {
        "area": {
            "id": area.pk,
            "name": area.name,
            "reference": area.reference or "",
            "region": area.get_region_display(),
            "local_authority": area.local_authority,
        },
        "round": {
            "year": round_.year,
            "opens_on": round_.opens_on.isoformat(),
            "closes_on": round_.closes_on.isoformat(),
        },
        "due_on": draft.review.due_on.isoformat(),
        "as_at": draft.day.isoformat(),
        "criteria": in_json(draft.review.round.edition),
        "roster": roster_as_dict(draft.roster),
        "organisations": dict(draft.roster.organisation_names),
        "assessment": _assessment(draft),
        "waivers": [
            {"rule": one.rule, "until": one.until.isoformat(), "reason": one.reason}
            for one in draft.waivers
        ],
        "policies": [policy_as_dict(one) for one in draft.policies],
        "members": [_member(member) for member in draft.members],
        "answers": [_answer(draft, question) for question in Question],
        "actions": [
            _action(draft, breach, breach.plan) for breach in draft.breaches if breach.plan
        ],
        "carried": _carried(draft),
        "since": draft.since.as_dict() if draft.since else None,
        "signatures": [
            _signature(member, draft.forms.get(int(member.person.id))) for member in draft.members
        ],
    }


def fingerprint(draft: Draft) -> str:
    """A digest of what somebody saw before submitting: another as soon as anything is different.

    The day is left out, so that a page opened before midnight can be sent after it; and so are
    signatures, and who has acknowledged a policy, which come in while the rep reads and are nothing
    that the rep says.
    """
    seen = contents(draft) | {"as_at": "", "signatures": []}
    seen["roster"] = seen["roster"] | {"as_at": ""}
    seen["policies"] = [one | {"acknowledged": 0} for one in seen["policies"]]
    seen["assessment"] = seen["assessment"] | {"as_at": ""}
    return digest(canonical(seen))


def policy_as_dict(policy: PolicyOnDay) -> dict[str, Any]:
    """A policy as plain values of JSON; days and version are empty for one that is missing."""
    version = policy.version
    return {
        "kind": policy.kind.value,
        "title": policy.title,
        "state": policy.state.value,
        "said": STATES[policy.state][0],
        "version": version.label if version else "",
        "adopted_on": version.adopted_on.isoformat() if version else None,
        "review_due_on": version.review_due_on.isoformat() if version else None,
        "acknowledged": policy.acknowledged,
        "members": policy.members,
    }


def canonical(document: dict[str, Any]) -> str:
    """The one way to write a document down: equal documents give equal texts."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """The SHA-256 of a text's bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(submission: Submission) -> dict[str, Any]:
    """The document of a submission; raises BrokenSeal when it is not the text that was sealed."""
    if digest(submission.document) != submission.sha256:
        raise BrokenSeal(f"{submission.reference} has been altered since it was submitted.")
    document: dict[str, Any] = json.loads(submission.document)
    return document


def _assessment(draft: Draft) -> dict[str, Any]:
    assessment = assessment_as_dict(draft.assessment)
    names = {person.id: person.name for person in draft.roster.people}
    for finding in assessment["findings"]:
        finding["title"] = RULES_BY_ID[finding["rule"]].title
        finding["names"] = [names[person] for person in finding["people"]]
    return assessment


def _member(member: Member) -> dict[str, Any]:
    confirmation = member.confirmation
    return {
        "person": member.person.id,
        **member.facts,
        "is_right": confirmation.is_right if confirmation else None,
        "note": confirmation.note if confirmation else "",
        "confirmed_at": confirmation.at.isoformat() if confirmation else None,
    }


def _answer(draft: Draft, question: Question) -> dict[str, Any]:
    answer = draft.answers.get(question)
    reply = answer.reply if answer else ""
    return {
        "question": question.value,
        "asked": draft.review.round.asked(question),
        "reply": reply,
        "replied": Reply(reply).label if reply else "",
        "comment": answer.comment if answer else "",
        "contradicts_a_finding": questions.contradicts(question, reply, draft.assessment.findings),
    }


def _action(draft: Draft, breach: Breach, plan: PlannedAction) -> dict[str, Any]:
    repeated = draft.gone_on_with(plan)
    return {
        "rule": breach.finding.rule,
        "people": list(breach.finding.people),
        "decision": breach.finding.decision,
        "finding": breach.finding.message,
        "what": plan.what,
        "owner": plan.owner,
        "due_on": plan.due_on.isoformat() if plan.due_on else None,
        "repeats": {"year": repeated.action.review.round.year, "what": repeated.action.what}
        if repeated
        else None,
    }


def _carried(draft: Draft) -> list[dict[str, Any]]:
    """What came of each action of earlier reviews, with the names of whom it was about."""
    concerned = {int(person) for each in draft.carried for person in each.action.people}
    # Some of them may have left.
    names = dict(Person.objects.filter(pk__in=concerned).values_list("pk", "name"))
    return [
        {
            "year": each.action.review.round.year,
            "title": each.title,
            "rule": each.action.rule,
            "people": list(each.action.people),
            "names": [names.get(int(one), "Somebody") for one in each.action.people],
            "what": each.action.what,
            "owner": each.action.owner,
            "due_on": each.action.due_on.isoformat() if each.action.due_on else None,
            "word": each.word.value if each.word else "",
            "came_of_it": CAME_OF_IT[each.word] if each.word else "",
            "settled_on": (each.action.settled_on.isoformat() if each.action.settled_on else None),
            "text": each.said,
        }
        for each in draft.carried
    ]


def _signature(member: Member, form: MembershipForm | None) -> dict[str, Any]:
    return {
        "person": member.person.id,
        "name": member.person.name,
        "how": form.how if form else "",
        "signed": form.get_how_display() if form else "",
        "signed_on": form.signed_on.isoformat() if form else None,
        "asked_to_correct": bool(form and form.asked_to_correct),
    }
