"""The facts about a member, as the rep reads them: role, vote and home in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from biglocal.design.words import people_list
from reviews.drafts import Facts

LIVES_HERE: Mapping[bool | None, str] = {True: "Yes", False: "No", None: "Not known"}


@dataclass(frozen=True)
class MemberFacts:
    """One member's facts in words."""

    name: str
    role: str
    votes: str
    lives_here: str


def in_words(facts: Mapping[str, Any]) -> MemberFacts:
    """The facts of `drafts.facts_of`, also as a submission has kept them."""
    roles = list(facts["offices"])
    if facts["paid_worker"]:
        roles.append("paid worker")
    if facts["lto_representative"]:
        roles.append("LTO representative")
    if facts["represents"]:
        roles.append(f"represents {facts['represents']}")
    role = people_list(roles) or "member"
    return MemberFacts(
        name=facts["name"],
        role=role[:1].upper() + role[1:],
        votes="Yes" if facts["votes"] else "No",
        lives_here=LIVES_HERE[facts["lives_here"]],
    )


def differences(before: Facts, now: Facts) -> list[str]:
    """What differs between two sets of facts: "Lives in the area: was Not known, is now Yes"."""
    then, today = in_words(before), in_words(now)
    labels = [
        ("Name", then.name, today.name),
        ("Role", then.role, today.role),
        ("Votes", then.votes, today.votes),
        ("Lives in the area", then.lives_here, today.lives_here),
    ]
    return [
        f"{label}: was {was}, is now {is_now}" for label, was, is_now in labels if was != is_now
    ]
