"""Ways to mend in words, with names for those who may know them and without for a table in a hall."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Area
from partnerships.presenters.mending_notes import notes_on
from partnerships.rosters.database import DECISIONS_COUNT_FOR
from partnerships.rules import RULES_BY_ID, Finding, Person, Roster
from partnerships.rules.mending import Mending, Way
from partnerships.rules.mending.moves import ASKED, Move, Moves
from partnerships.rules.mending.steps import Part, Step
from partnerships.rules.wording import counted, listed, name, offices

# The names of more people than these are folded away.
SHOWN = 4
# What one person does, and what several do.
DONE = {
    Move.STEP_DOWN: ("steps down as a member", "step down as members"),
    Move.GIVE_UP_VOTE: (
        "gives up the vote for as long as they are paid",
        "give up the vote for as long as they are paid",
    ),
    Move.HAND_OVER: ("hands over the office", "hand over their offices"),
    Move.GIVE_UP_WORK: ("gives up the paid work", "give up the paid work"),
    Move.OWN_RIGHT: (
        "agrees to sit in their own right, and the register is put right",
        "agree to sit in their own right, and the register is put right",
    ),
}
# The page on which each is done, where it is about a record of the person: the kind of record.
PAGES = {
    Move.STEP_DOWN: ("member-end", "memberships"),
    Move.GIVE_UP_VOTE: ("member-vote", "memberships"),
    Move.OWN_RIGHT: ("member-change", "memberships"),
    Move.HAND_OVER: ("office-hand-over", "offices"),
    Move.GIVE_UP_WORK: ("paid-work-change", "paid_work"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by name, with where their part of the way can be tried out, if one may."""

    name: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do: a sentence, and the people whom it does not name, folded away.

    `tries` are those about whom it is, with where it can be tried out.
    """

    sentence: str
    folded: list[str] = field(default_factory=list)
    tries: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PastDecision:
    """What nobody can mend any more: what was found, and until when it is held against them."""

    title: str
    message: str
    remedy: str
    until: datetime.date
    href: str


@dataclass(frozen=True, slots=True)
class WaysOnPage:
    """All that the page of ways to mend says; `notes` are on how to read the ways there are."""

    ways: list[list[Line]]
    notes: list[str]
    size: str
    mends: list[str]
    past: list[PastDecision]
    is_tangled: bool


class Tries:
    """Where what a way asks for can be tried out: forms about the records of one day."""

    def __init__(self, area: Area, day: datetime.date) -> None:
        self._slug = area.slug
        self._records: dict[str, Mapping[str, int]] = {
            kind: {
                str(person): pk
                for person, pk in getattr(area, kind)
                .current_on(day)
                .order_by("-pk")
                .values_list("person_id", "pk")
            }
            for kind in ("memberships", "offices", "paid_work")
        }

    def of(self, moves: Moves, person: str) -> str:
        """The form for the first of somebody's moves; "" where there is no such record."""
        if moves[0] in ASKED:
            return reverse("residence-change", args=[self._slug, int(person)])
        page, kind = PAGES[moves[0]]
        record = self._records[kind].get(person)
        return reverse(page, args=[self._slug, record]) if record else ""

    def joining(self) -> str:
        return reverse("member-add", args=[self._slug])


def ways_on_page(
    area: Area, roster: Roster, mending: Mending, *, is_named: bool, tries: Tries | None
) -> WaysOnPage:
    """Put ways to mend in words; with `is_named` false no sentence names anybody."""
    return WaysOnPage(
        ways=[list(_lines(roster, way, is_named, tries)) for way in mending.ways],
        notes=list(notes_on(mending.ways)),
        size=_size(mending),
        mends=list(_found(mending.found, is_named)),
        past=[_past(area, roster, one, is_named) for one in mending.past],
        is_tangled=mending.is_tangled,
    )


def _size(mending: Mending) -> str:
    """How much each of the ways asks for."""
    people, changes, _ = mending.cost
    affects = "1 person" if people == 1 else f"{people} people"
    if people == changes:
        return f"affects {affects}"
    return f"affects {affects} and changes {counted(changes, 'thing')} on the register"


def _lines(roster: Roster, way: Way, is_named: bool, tries: Tries | None) -> Iterator[Line]:
    said: set[str] = set()
    for part in way.parts:
        pool = {one for step in part for one in step.people}
        yield _line(roster, part, is_named, tries, is_among_said=bool(pool & said))
        said |= pool
    if way.joining:
        yield Line(
            _joining(way.joining, way.of_them_resident),
            tries=[Named("somebody who joins", tries.joining())] if tries else [],
        )


def _joining(joining: int, residents: int) -> str:
    if residents == joining:
        who = "1 person who lives" if joining == 1 else f"{joining} people who live"
        return f"Invite {who} in the area to join."
    people = "1 person" if joining == 1 else f"{joining} people"
    if not residents:
        return f"Invite {people} to join, wherever they live."
    live = "of whom lives" if residents == 1 else "of whom live"
    return f"Invite {people} to join, at least {residents} {live} in the area."


def _line(
    roster: Roster, part: Part, is_named: bool, tries: Tries | None, *, is_among_said: bool
) -> Line:
    people = [roster.who.by_id[one] for step in part for one in step.people]
    sentence = ", or ".join(_sentence(roster, step, is_named) for step in part)
    if is_among_said:
        sentence += ", not counting anybody who does something above"
    is_folded = is_named and any(len(step.people) > SHOWN for step in part)
    return Line(
        f"{sentence[:1].upper()}{sentence[1:]}.",
        folded=[name(one) for one in people] if is_folded else [],
        tries=(
            [
                Named(name(roster.who.by_id[one]), href)
                for step in part
                for one in step.people
                if (href := tries.of(step.moves, one))
            ]
            if tries and is_named
            else []
        ),
    )


def _sentence(roster: Roster, step: Step, is_named: bool) -> str:
    people = [roster.who.by_id[one] for one in step.people]
    asked = [move for move in step.moves if move in ASKED]
    done = [move for move in step.moves if move not in ASKED]
    many = step.number > 1
    if not done:
        return _asking(step, asked, _who(people, step, is_named, moves=()))
    who = _who(people, step, is_named, moves=step.moves)
    sentence = f"{who} {listed([_done(people, move, many, is_named) for move in done])}"
    if asked:
        sentence += (
            f"; find out at the same time {listed([_what(move, many=True) for move in asked])}"
        )
    return sentence


def _done(people: Sequence[Person], move: Move, many: bool, is_named: bool) -> str:
    if len(people) == 1 and is_named and people[0].offices:
        held = f"the office{'s' * (len(set(people[0].offices)) > 1)} of {offices(people[0])}"
        if move is Move.HAND_OVER:
            return f"hands over {held}"
        if move is Move.STEP_DOWN:
            return f"{DONE[move][0]}, which ends {held} too"
    return DONE[move][many]


def _asking(step: Step, asked: Sequence[Move], who: str) -> str:
    if asked == [Move.ASK_RESIDENCE]:
        if step.number < len(step.people):
            enough = "one who does is" if step.number == 1 else f"{step.number} who do are"
            return f"find out whether {who} live in the area: {enough} enough"
        return f"find out whether {who} {'live' if step.number > 1 else 'lives'} in the area"
    live = "live" if step.number > 1 else "lives"
    if asked == [Move.ASK_HOUSEHOLD]:
        return f"find out with whom {who} {live}"
    return f"find out whether {who} {live} in the area, and with whom"


def _what(move: Move, *, many: bool) -> str:
    if move is Move.ASK_RESIDENCE:
        return "whether they live in the area"
    return "with whom they live"


def _who(people: Sequence[Person], step: Step, is_named: bool, moves: Moves) -> str:
    """So many of some people: by name where there are few, and one may; else by number."""
    number, of = step.number, len(people)
    is_asked = not moves
    noun = "member" if all(person.is_member for person in people) else "person"
    nouns = "members" if noun == "member" else "people"
    if not is_named or of > SHOWN:
        if is_asked and number < of and step.moves == (Move.ASK_RESIDENCE,):
            return f"any of {of} {nouns}"
        if number == of:
            return f"one {noun}" if of == 1 else f"{of} {nouns}"
        return f"{'one' if number == 1 else number} of {of} {nouns}"
    says_office = Move.HAND_OVER in moves and of > 1
    names = [
        f"{name(person)} ({offices(person)})" if says_office and person.offices else name(person)
        for person in people
    ]
    if number == of:
        return listed(names)
    if is_asked and step.moves == (Move.ASK_RESIDENCE,):
        return listed(names)
    if number == 1:
        return f"{', '.join(names[:-1])} or {names[-1]}"
    return f"{number} of {listed(names)}"


def _found(found: Iterable[Finding], is_named: bool) -> Iterator[str]:
    """What the ways mend: each finding in full, or each kind of them once."""
    if is_named:
        yield from (one.message for one in found)
        return
    times: dict[str, int] = {}
    for one in found:
        times[one.rule] = times.get(one.rule, 0) + 1
    for rule, often in times.items():
        again = f" ({often} times)" if often > 1 else ""
        yield f"{RULES_BY_ID[rule].title}{again}."


def _past(area: Area, roster: Roster, found: Finding, is_named: bool) -> PastDecision:
    decision = next(one for one in roster.decisions if one.id == found.decision)
    on = day_in_words(decision.date)
    return PastDecision(
        title=RULES_BY_ID[found.rule].title,
        message=(
            found.message
            if is_named
            else f"Somebody took part in the decision of {on} with an interest in it."
        ),
        remedy=found.remedy,
        until=decision.date + DECISIONS_COUNT_FOR - datetime.timedelta(days=1),
        href=reverse("decision-detail", args=[area.slug, int(decision.id)]),
    )
