"""What happened on a day, in plain words: "Rita Osei left", "Asha and Ben Patel became married".

Facts that follow on from each other without a gap are told as one: a vote that changed, a move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from biglocal.design.words import people_list
from partnerships.models import EndReason, InArea, RelationshipKind
from partnerships.rosters.timeline import Change, Held, Spell, Step, decisive
from partnerships.rules import Finding

# More names than these are counted.
NAMED = 3

TIES = {
    RelationshipKind.SPOUSE: "married",
    RelationshipKind.CIVIL_PARTNER: "civil partners",
    RelationshipKind.UNMARRIED_PARTNER: "partners",
    RelationshipKind.SIBLING: "siblings",
    RelationshipKind.PARENT: "parent and child",
    RelationshipKind.GRANDPARENT: "grandparent and grandchild",
}
MOVED = {
    (InArea.YES, InArea.NO): "moved out of the area",
    (InArea.NO, InArea.YES): "moved into the area",
}
CAME_TO_LIVE = {
    InArea.YES: "came to live in the area",
    InArea.NO: "came to live outside the area",
    InArea.UNKNOWN: "came to live where it is not known whether it is in the area",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: to whom, what, of which sort, and the ids of the people, if any."""

    who: str
    what: str
    sort: str
    people: frozenset[str] = frozenset()


# The sorts of happening that can begin, or end, what a rule finds.
_SEATS = ("left", "joined")
BEGINS_BY: dict[str, tuple[str, ...]] = {
    "minimum-members": ("left",),
    "resident-majority": (*_SEATS, "home"),
    "resident-majority-unconfirmed": (*_SEATS, "home"),
    "own-right": (*_SEATS, "represents"),
    "family-limit": (*_SEATS, "family"),
    "household-limit": (*_SEATS, "home"),
    "household-limit-unconfirmed": (*_SEATS, "home"),
    "paid-worker-voting": (*_SEATS, "vote", "work"),
    "related-positions": ("office", "work", "family"),
    "lto-officer": ("office", "lto"),
    "conflicted-decision": ("decision",),
}
ENDS_BY = BEGINS_BY | {"minimum-members": ("joined",)}
# Those that find named people, and of whom others' comings and goings are no cause.
ABOUT_PEOPLE = {"own-right", "family-limit", "household-limit", "paid-worker-voting"} | {
    "related-positions",
    "lto-officer",
}


def what_began(spell: Spell) -> str:
    """Why the verdict of a spell is what it is from its first day: "Rita Osei left"; "" at the start.

    There is nothing before the first spell of a register that could have changed.
    """
    if spell.before is None:
        return ""
    first = spell.steps[0]
    earlier = {_key(one) for one in spell.before.assessment.findings}
    found = decisive(first.assessment, spell.group)
    new = [one for one in found if _key(one) not in earlier] or found
    return _told(first, new, BEGINS_BY)


def what_ended(spell: Spell) -> str:
    """What happened on the day after a spell: "Nadia Next joined"; "" while it lasts."""
    if spell.after is None:
        return ""
    later = {_key(one) for one in spell.after.assessment.findings}
    found = decisive(spell.steps[-1].assessment, spell.group)
    gone = [one for one in found if _key(one) not in later] or found
    return _told(spell.after, gone, ENDS_BY)


def happenings(change: Change) -> list[Happening]:
    """All that a change is made of, in words."""
    return [
        *_seats(change),
        *_homes(change),
        *_posts(change, "offices", "office", _titled("became"), _titled("stopped being")),
        *_posts(
            change, "paid_work", "work", _always("began paid work"), _always("ended paid work")
        ),
        *_posts(
            change,
            "lto_roles",
            "lto",
            _always("began to represent the LTO"),
            _always("stopped representing the LTO"),
        ),
        *_ltos(change),
        *_ties(change),
        *_decisions(change),
    ]


def _told(step: Step, findings: Iterable[Finding], sorts: dict[str, tuple[str, ...]]) -> str:
    """The happenings of a step's first day that bear on findings, or all of them where none does.

    Another edition of the criteria bears on whatever is found from its day on.
    """
    happened = happenings(step.change)
    bearing = [one for one in happened if any(_bears_on(one, f, sorts) for f in findings)]
    if step.edition:
        edition = Happening(
            f"the edition “{step.edition}” of the criteria", "took effect", "edition"
        )
        return in_words([*bearing, edition])
    return in_words(bearing or happened) or "it is not recorded what changed"


def _bears_on(one: Happening, finding: Finding, sorts: dict[str, tuple[str, ...]]) -> bool:
    if one.sort not in sorts.get(finding.rule, ()):
        return False
    # A family is linked through people who are in no finding.
    if finding.rule not in ABOUT_PEOPLE or one.sort == "family" or not one.people:
        return True
    return not one.people.isdisjoint(finding.people)


def in_words(happened: Iterable[Happening]) -> str:
    """Happenings in one clause, those to whom the same happened told together."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in happened:
        # Of two couples, each is told by itself.
        key = (one.what, one.who if one.sort == "family" else "")
        together.setdefault(key, []).append(one.who)
    clauses = [f"{people_list(who, NAMED)} {what}" for (what, _), who in together.items()]
    return people_list(clauses)


def _key(finding: Finding) -> tuple[Any, ...]:
    return finding.rule, finding.people, finding.decision


def _by_person(facts: Iterable[Held], kind: str, *besides: str) -> dict[tuple[Any, ...], Held]:
    return {
        tuple(one.said[name] for name in ("person_id", *besides)): one
        for one in facts
        if one.kind == kind
    }


def _of(fact: Held, what: str, sort: str) -> Happening:
    person = frozenset([str(fact.said["person_id"])])
    return Happening(fact.said["person__name"], what, sort, person)


def _seats(change: Change) -> Iterator[Happening]:
    begun, ended = _by_person(change.begun, "memberships"), _by_person(change.ended, "memberships")
    for who, fact in ended.items():
        if who not in begun:
            died = fact.said["end_reason"] == EndReason.DIED
            yield _of(fact, "died" if died else "left", "left")
    for who, fact in begun.items():
        if who not in ended:
            yield _of(fact, "joined", "joined")
    for who in begun.keys() & ended.keys():
        now, before = begun[who].said, ended[who].said
        if now["is_voting"] != before["is_voting"]:
            what = "was given a vote" if now["is_voting"] else "had their vote withdrawn"
            yield _of(begun[who], what, "vote")
        if now["represents"] != before["represents"]:
            what = "sat for " + now["represents"] if now["represents"] else "sat in their own right"
            yield _of(begun[who], f"{what} from then", "represents")


def _homes(change: Change) -> Iterator[Happening]:
    begun, ended = _by_person(change.begun, "residences"), _by_person(change.ended, "residences")
    # Whoever joined or left is told of already.
    seats = {one for happening in _seats(change) for one in happening.people}
    for who, fact in {**ended, **begun}.items():
        now, before = begun.get(who), ended.get(who)
        if str(fact.said["person_id"]) in seats and not (now and before):
            continue
        if now is None:
            yield _of(fact, "left the home that was recorded", "home")
        elif before is None:
            yield _of(fact, CAME_TO_LIVE[InArea(now.said["in_area"])], "home")
        elif any(now.said[name] != before.said[name] for name in ("in_area", "household_id")):
            ways = InArea(before.said["in_area"]), InArea(now.said["in_area"])
            yield _of(fact, MOVED.get(ways, "moved home"), "home")


Said = Callable[[Held], str]


def _always(words: str) -> Said:
    return lambda _: words


def _titled(words: str) -> Said:
    return lambda fact: f"{words} {fact.said['title']}"


def _posts(change: Change, kind: str, sort: str, began: Said, stopped: Said) -> Iterator[Happening]:
    besides = ["title"] if kind == "offices" else []
    begun, ended = (_by_person(facts, kind, *besides) for facts in (change.begun, change.ended))
    for who, fact in ended.items():
        if who not in begun:
            yield _of(fact, stopped(fact), sort)
    for who, fact in begun.items():
        if who not in ended:
            yield _of(fact, began(fact), sort)


def _ltos(change: Change) -> Iterator[Happening]:
    begun = [one for one in change.begun if one.kind == "ltos"]
    ended = [one for one in change.ended if one.kind == "ltos"]
    for one in begun:
        if one.said["is_own"]:
            yield Happening("the partnership", "became its own LTO", "lto")
        else:
            yield Happening(one.said["organisation__name"], "became the LTO", "lto")
    if not begun:
        for one in ended:
            yield Happening(one.said["organisation__name"], "stopped being the LTO", "lto")


def _ties(change: Change) -> Iterator[Happening]:
    for facts, words in [(change.ended, "were no longer"), (change.begun, "became")]:
        for one in facts:
            if one.kind == "relationships":
                who = f"{one.said['a__name']} and {one.said['b__name']}"
                tie = TIES[RelationshipKind(one.said["kind"])]
                people = frozenset([str(one.said["a_id"]), str(one.said["b_id"])])
                yield Happening(who, f"{words} {tie}", "family", people)


def _decisions(change: Change) -> Iterator[Happening]:
    for one in change.begun:
        if one.kind == "decisions":
            yield Happening(f"the decision “{one.said['title']}”", "was taken", "decision")
    for one in change.ended:
        if one.kind == "decisions":
            what = "was a year old and counted no longer"
            yield Happening(f"the decision “{one.said['title']}”", what, "decision")
