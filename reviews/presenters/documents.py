"""The document of a review in words, for the page that checks it and the page that keeps it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from partnerships.presenters.policies import STATES
from partnerships.presenters.waivers import Waived
from partnerships.rosters.policies import PolicyState
from reviews.presenters.facts import MemberFacts, in_words
from reviews.presenters.since import SinceInWords
from reviews.since import Since

# The criteria first, each with the breaches before what is less.
LEVELS = ["breach", "incomplete", "caution"]


@dataclass(frozen=True)
class MemberLine:
    """One member with the rep's word on them."""

    facts: MemberFacts
    is_right: bool | None
    note: str
    person: str = ""


@dataclass(frozen=True)
class AnswerLine:
    """One question with its answer."""

    question: str
    asked: str
    replied: str
    comment: str
    contradicts_a_finding: bool


@dataclass(frozen=True)
class PolicyRow:
    """How one policy stood on the day; the version is "" where none was in force."""

    kind: str
    title: str
    said: str
    shape: str
    version: str
    adopted_on: datetime.date | None
    review_due_on: datetime.date | None
    acknowledged: int
    members: int

    @classmethod
    def of(cls, policy: Mapping[str, Any]) -> PolicyRow:
        """From what `reviews.freezing.policy_as_dict` made of it."""
        return cls(
            kind=policy["kind"],
            title=policy["title"],
            said=policy["said"],
            shape=STATES[PolicyState(policy["state"])][1],
            version=policy["version"],
            adopted_on=day_of(policy["adopted_on"]),
            review_due_on=day_of(policy["review_due_on"]),
            acknowledged=policy["acknowledged"],
            members=policy["members"],
        )

    @property
    def acknowledged_said(self) -> str:
        """ "Acknowledged by 7 of 13 members", or "" where there is nothing to acknowledge."""
        if not self.version:
            return ""
        members = "member" if self.members == 1 else "members"
        return f"Acknowledged by {self.acknowledged} of {self.members} {members}"


@dataclass(frozen=True)
class ActionLine:
    """What is being done about one breach."""

    finding: str
    what: str
    owner: str
    due_on: datetime.date | None
    # "Testing homes (2025)": the action of an earlier review that it goes on with, or "".
    goes_on_with: str


@dataclass(frozen=True)
class CarriedLine:
    """What has come of an action of an earlier review."""

    year: int
    title: str
    what: str
    owner: str
    due_on: datetime.date | None
    came_of_it: str
    text: str


@dataclass(frozen=True)
class SignatureLine:
    """Whether one member has signed their membership form, how and when."""

    name: str
    signed: str
    signed_on: datetime.date | None
    asked_to_correct: bool


@dataclass(frozen=True)
class Position:
    """The verdicts and figures of one day."""

    as_at: datetime.date
    meets_criteria: bool | None
    meets_conflicts_guidance: bool | None
    members: int
    voting_members: int
    residents: int
    residency_unknown: int
    resident_percent: float | None

    @classmethod
    def of(cls, assessment: Mapping[str, Any]) -> Position:
        """From an assessment as plain values of JSON."""
        values = {name: assessment[name] for name in cls.__dataclass_fields__ if name != "as_at"}
        return cls(as_at=datetime.date.fromisoformat(assessment["as_at"]), **values)


class Document:
    """What `reviews.freezing.contents` put together, in any of its formats, read back.

    It asks no database for anything.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.area_name: str = document["area"]["name"]
        self.year: int = document["round"]["year"]
        self.edition: str = document["criteria"]["edition"]
        self.position = Position.of(document["assessment"])
        # Nothing was waived before the third format.
        self.waived = {
            one["rule"]: Waived(
                one["rule"], datetime.date.fromisoformat(one["until"]), one["reason"]
            )
            for one in document.get("waivers", [])
        }
        self.findings: list[Mapping[str, Any]] = sorted(
            (
                {**found, "waived": self.waived.get(found["rule"])}
                for found in document["assessment"]["findings"]
            ),
            key=lambda found: LEVELS.index(found["level"]),
        )
        # None before the fourth format, which is the first that knows of policies.
        self.policies: list[PolicyRow] | None = None
        if "policies" in document:
            self.policies = [PolicyRow.of(policy) for policy in document["policies"]]
        self.members = [
            MemberLine(in_words(member), member["is_right"], member["note"], member["person"])
            for member in document["members"]
        ]
        self.answers = [
            AnswerLine(
                question=answer["question"],
                asked=answer["asked"],
                replied=answer["replied"],
                comment=answer["comment"],
                contradicts_a_finding=answer["contradicts_a_finding"],
            )
            for answer in document["answers"]
        ]
        self.actions = [
            ActionLine(
                finding=action["finding"],
                what=action["what"],
                owner=action["owner"],
                due_on=day_of(action["due_on"]),
                goes_on_with=goes_on_with(action.get("repeats")),
            )
            for action in document["actions"]
        ]
        self.carried = [
            CarriedLine(
                year=action["year"],
                title=action["title"],
                what=action["what"],
                owner=action["owner"],
                due_on=day_of(action["due_on"]),
                came_of_it=action["came_of_it"],
                text=action["text"],
            )
            for action in document.get("carried", [])
        ]
        since = document.get("since")
        self.since = SinceInWords(Since.from_dict(since)) if since else None
        # None in the first format, which knew nothing of signatures.
        self.signatures: list[SignatureLine] | None = None
        if "signatures" in document:
            self.signatures = [
                SignatureLine(
                    name=each["name"],
                    signed=each["signed"],
                    signed_on=day_of(each["signed_on"]),
                    asked_to_correct=each["asked_to_correct"],
                )
                for each in document["signatures"]
            ]

    @property
    def signed(self) -> int:
        """How many members had signed."""
        return sum(each.signed_on is not None for each in self.signatures or [])

    @property
    def differing(self) -> list[MemberLine]:
        """The members about whom the rep said that something differs."""
        return [member for member in self.members if member.is_right is False]


def goes_on_with(repeats: Mapping[str, Any] | None) -> str:
    """ "Testing homes (2025)"."""
    return f"{repeats['what']} ({repeats['year']})" if repeats else ""


def day_of(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
