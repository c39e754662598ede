"""The facts about a member in words, fact by fact, as a form states them and as a correction meets them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from biglocal.design.words import people_list
from partnerships.models import About, Nature, Whose

# Of the closed set of words for what a relative is (`rosters.statements`).
_OF_ANOTHER = {"your": "their", "you": "them"}


def in_words(facts: Mapping[str, Any], *, to_them: bool = True) -> dict[About, list[str]]:
    """What each fact says, without full stops; of a list, a line for each thing in it.

    `facts` are those of `rosters.statements`. They are told to the member ("You vote"), or to
    somebody else ("They vote").
    """
    they, their = ("You", "your") if to_them else ("They", "their")
    live = {
        True: f"{they} live in the area",
        False: f"{they} do not live in the area",
        None: f"It is not recorded whether {they.lower()} live in the area",
    }
    return {
        About.NAME: [facts["name"]],
        About.ROLE: [_role(facts)],
        About.VOTE: [f"{they} vote" if facts["votes"] else f"{they} have no vote"],
        About.RESIDENT: [live[facts["lives_here"]]],
        About.OWN_RIGHT: [
            f"{they} sit for {facts['represents']}"
            if facts["represents"]
            else f"{they} sit in {their} own right"
        ],
        About.INTERESTS: [_interest(one) for one in facts["interests"]] or ["None recorded"],
        About.RELATIVES: [_relative(one, to_them) for one in facts["relatives"]]
        or ["None recorded"],
    }


def _role(facts: Mapping[str, Any]) -> str:
    roles = list(facts["offices"])
    if facts["paid_worker"]:
        roles.append("paid worker")
    if facts["lto_representative"]:
        roles.append("LTO representative")
    role = people_list(roles) or "member"
    return role[:1].upper() + role[1:]


def _interest(interest: Mapping[str, str]) -> str:
    """ "Acorn Trust (loyalty, a relative’s)"."""
    nature = Nature(interest["nature"]).label.partition(":")[0].lower()
    whose = Whose(interest["whose"])
    of = "" if whose is Whose.OWN else f", {whose.label[:1].lower()}{whose.label[1:]}"
    return f"{interest['organisation']} ({nature}{of})"


def _relative(relative: Mapping[str, str], to_them: bool) -> str:
    """ "Ben Okafor is your brother or sister"."""
    words = relative["is"].split()
    if not to_them:
        words = [_OF_ANOTHER.get(word, word) for word in words]
    return " ".join([relative["name"], *words])
