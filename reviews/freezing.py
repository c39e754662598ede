"""What is submitted, as one text that can be read for ever without any other table.

The document is canonical JSON (keys in order, no blanks, UTF-8), sealed by the SHA-256 of its bytes.
It holds names and sentences beside ids and codes, because the people, the questions and the rules
may be called otherwise by the time somebody reads it. `FORMAT` goes up when its shape changes;
`read` must go on understanding every earlier one.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from biglocal.accounts.models import User
from partnerships.rosters.json import assessment_as_dict, roster_as_dict
from partnerships.rules import RULES_BY_ID
from reviews import questions
from reviews.drafts import Breach, Draft, Member
from reviews.models import PlannedAction, Question, Reply, Submission
from reviews.states import is_late

FORMAT = 1

DECLARATION = (
    "I have checked the register with the partnership, and what this review says is true "
    "as far as I know."
)


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
        is_late=is_late(draft.review, draft.day),
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
        "as_at": draft.day.isoformat(),
        "criteria": dataclasses.asdict(draft.review.round.edition),
        "roster": roster_as_dict(draft.roster),
        "organisations": dict(draft.roster.organisation_names),
        "assessment": _assessment(draft),
        "members": [_member(member) for member in draft.members],
        "answers": [_answer(draft, question) for question in Question],
        "actions": [_action(breach, breach.plan) for breach in draft.breaches if breach.plan],
    }


def fingerprint(draft: Draft) -> str:
    """A digest of what somebody saw before submitting: another as soon as anything is different.

    The day is left out, so that a page opened before midnight can be sent after it.
    """
    seen = contents(draft) | {"as_at": ""}
    seen["roster"] = seen["roster"] | {"as_at": ""}
    seen["assessment"] = seen["assessment"] | {"as_at": ""}
    return digest(canonical(seen))


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


def _action(breach: Breach, plan: PlannedAction) -> dict[str, Any]:
    return {
        "rule": breach.finding.rule,
        "people": list(breach.finding.people),
        "decision": breach.finding.decision,
        "finding": breach.finding.message,
        "what": plan.what,
        "owner": plan.owner,
        "due_on": plan.due_on.isoformat() if plan.due_on else None,
    }
