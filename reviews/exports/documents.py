"""A review as it was submitted, as a paper: made from its document alone, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from biglocal.design.words import day_in_words, percent
from partnerships.exports.paper import pdf_of
from reviews.exports.parts import LEVEL, VERDICT, fact_rows, part, section
from reviews.models import Submission
from reviews.presenters.documents import (
    ActionLine,
    AnswerLine,
    CarriedLine,
    MemberLine,
    PolicyRow,
    Position,
    SignatureLine,
)
from reviews.presenters.since import SinceInWords
from reviews.presenters.submitted import Frozen

TEMPLATE = Path(__file__).parent / "review.typ"

WITHHELD = (
    "The records of people named in this review were erased after it was submitted. "
    "Their names are withheld here; what was submitted has not changed."
)


def review_pdf(submission: Submission) -> bytes:
    """The paper of a submission; raises BrokenSeal when it is not what was sealed."""
    frozen = Frozen(submission)
    made_on = timezone.localdate(frozen.submitted_at)
    title = f"Review of {frozen.year}"
    return pdf_of(
        TEMPLATE,
        {
            "document_title": f"{title}, {frozen.area_name}, {frozen.reference}",
            "foot": f"{frozen.area_name}, review of {frozen.year}, {frozen.reference}. Private",
            "in_full": "The record that was submitted",
            "title": title,
            "subtitle": f"{frozen.area_name}, as it was submitted",
            "notices": [WITHHELD] if frozen.withholds_names else [],
            "facts": fact_rows(_about(frozen)),
            "sections": list(_sections(frozen)),
            "check": _check(frozen),
        },
        made_on=made_on,
    )


def _about(frozen: Frozen) -> Iterator[tuple[str, str]]:
    moment = timezone.localtime(frozen.submitted_at)
    yield "Reference", frozen.reference
    yield "Submitted", f"{day_in_words(moment)}, {moment:%H:%M}, by {frozen.submitted_by}"
    yield (
        "In time",
        f"No, it was due by {day_in_words(frozen.due_on)}"
        if frozen.is_late
        else f"Yes, by {day_in_words(frozen.due_on)}",
    )
    if frozen.number > 1:
        yield "Version", f"{frozen.number}. What was submitted before is kept beside it"
    yield "Checked by", frozen.edition
    yield "Declared", f"“{frozen.declaration}”"


def _sections(frozen: Frozen) -> Iterator[dict[str, Any]]:
    yield section(
        "The position at review",
        columns={"What": 3, "At review": 4},
        rows=_position(frozen.position),
    )
    yield section(
        "What the rules found",
        *([] if frozen.findings else ["Nothing to mend."]),
        parts=[
            part(
                f"{found['title']}: {LEVEL[found['level']]}",
                found["message"],
                found["waived"].sentence if found["waived"] else "",
            )
            for found in frozen.findings
        ],
    )
    yield section(
        "What is being done about each breach",
        *([] if frozen.actions else ["The register showed no breach of the guidance."]),
        parts=[_action(action) for action in frozen.actions],
    )
    if frozen.carried:
        yield section(
            "What came of the actions of earlier reviews",
            parts=[_carried(action) for action in frozen.carried],
        )
    yield section("The four questions", parts=[_answer(answer) for answer in frozen.answers])
    if frozen.policies is not None:
        yield section(
            "Policies",
            columns={"Policy": 4, "State": 3, "Version": 3, "Review due": 3, "Acknowledged": 3},
            rows=[_policy(policy) for policy in frozen.policies],
        )
    if frozen.since:
        yield section(
            "Beside the year before",
            f"Compared with {_compared(frozen.since)}.",
            parts=[
                part(heading, *(f"{line.name}: {line.text}" for line in lines))
                for heading, lines in frozen.since.lists
            ]
            or [part("Nothing has changed")],
        )
    yield section(
        "Members",
        *([] if frozen.members else ["Nobody was on the register."]),
        columns={"Name": 4, "Role": 3, "Votes": 2, "Lives in the area": 3, "The rep says": 4},
        rows=[_member(member) for member in frozen.members],
    )
    if frozen.signatures:
        yield section(
            "Membership forms",
            f"{frozen.signed} of {len(frozen.signatures)} members had signed.",
            columns={"Name": 3, "Signed": 3, "On": 3},
            # Where nobody has, the list of members says all there is.
            rows=[_signature(each) for each in frozen.signatures] if frozen.signed else [],
        )


def _compared(words: SinceInWords) -> str:
    last = words.since.last
    if last.reference:
        return f"what was submitted on {day_in_words(last.on)} ({last.reference})"
    return f"the register as at {day_in_words(last.on)}"


def _position(position: Position) -> list[list[str]]:
    residents = str(position.residents)
    if position.resident_percent is not None:
        residents += f" ({percent(position.resident_percent)})"
    if position.residency_unknown:
        residents += f", not known for {position.residency_unknown}"
    return [
        ["Criteria for partnerships", VERDICT[position.meets_criteria]],
        ["Conflicts of interest", VERDICT[position.meets_conflicts_guidance]],
        ["Members", f"{position.members}, of whom {position.voting_members} vote"],
        ["Live in the area", residents],
    ]


def _answer(answer: AnswerLine) -> dict[str, Any]:
    reply = answer.replied
    if answer.contradicts_a_finding:
        reply += " (a finding says otherwise)"
    return part(answer.asked, reply, answer.comment)


def _policy(policy: PolicyRow) -> list[str]:
    if not policy.version:
        return [policy.title, policy.said, "None", "", ""]
    return [
        policy.title,
        policy.said,
        policy.version,
        day_in_words(policy.review_due_on),
        f"{policy.acknowledged} of {policy.members}",
    ]


def _action(action: ActionLine) -> dict[str, Any]:
    return part(
        action.finding,
        action.what,
        facts=[
            ("Who", action.owner),
            ("By when", day_in_words(action.due_on)),
            ("Goes on with", action.goes_on_with),
        ],
    )


def _carried(action: CarriedLine) -> dict[str, Any]:
    return part(
        f"{action.title}, {action.year}: {action.came_of_it.lower()}",
        action.what,
        facts=[
            ("Who", action.owner),
            ("By when", day_in_words(action.due_on)),
            ("What was said of it", action.text),
        ],
    )


def _signature(signature: SignatureLine) -> list[str]:
    signed = signature.signed or "Not signed"
    if signature.asked_to_correct:
        signed += ", asked for a correction"
    return [signature.name, signed, day_in_words(signature.signed_on)]


def _member(member: MemberLine) -> list[str]:
    facts = member.facts
    says = "Right" if member.is_right else f"Differs: {member.note}"
    return [facts.name, facts.role, facts.votes, facts.lives_here, says]


def _check(frozen: Frozen) -> dict[str, Any]:
    file = f"{frozen.reference}.json"
    return {
        "before": [
            "This paper was made from the record that was submitted. Local Trust keeps the record "
            f"as a file, {file}. Its SHA-256, a sum of all that is in it, is:"
        ],
        "sha256": frozen.sha256,
        "after": [
            "If a single letter of the file were changed, its SHA-256 would be another one. To "
            f"check it, download {file} from the page of this review and work out its sum: "
            f"“sha256sum {file}” on Linux, “shasum -a 256 {file}” on a Mac, "
            f"“certutil -hashfile {file} SHA256” on Windows. "
            "The confirmation that was sent by e-mail gives the same sum."
        ],
    }
