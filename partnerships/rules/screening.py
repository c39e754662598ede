"""Before a decision is taken: who is tied to an organisation considered, and who is left without them.

It asks the rules about decisions what they would find if everybody took part, so that whoever is told
to withdraw here is whoever they would find something about afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from partnerships.rules.contests import Contest, contests
from partnerships.rules.criteria import Criteria
from partnerships.rules.decisions import concerned_representatives, gaining_relatives
from partnerships.rules.facts import Decision, DecisionKind, Interest, InterestKind, Person
from partnerships.rules.kinship import in_order
from partnerships.rules.numbers import is_resident_majority, resident_majority
from partnerships.rules.roster import Roster
from partnerships.rules.wording import INTEREST_IN, name, organisation, related

# An interest that is a relative's or a friend's, which a roster does not tell from one's own: who
# declared it, in which organisation, and of which kind.
Told = tuple[str, str, InterestKind]


class Why(StrEnum):
    """Why somebody is tied to an organisation, the clearest first."""

    DECLARED = "declared"
    RELATIVE = "relative"
    LTO = "lto"


class Share(StrEnum):
    """What a quorum asks of those who live in the area."""

    NONE = "none"
    HALF = "half"
    MOST = "most"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many members must be there to decide; `residents` counts where `share` is NUMBER.

    With `voting_only` those who have no vote do not count, be it for the number or for the share.
    """

    members: int
    share: Share = Share.NONE
    residents: int = 0
    voting_only: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """How many members are there to decide, and for how many of them it is known that they live in
    the area, or not known."""

    members: int
    residents: int
    unknown: int

    @classmethod
    def of(cls, people: Iterable[Person]) -> Room:
        """Those of `people` who are members."""
        members = [person for person in people if person.is_member]
        residents = [person.resident for person in members]
        return cls(len(members), residents.count(True), residents.count(None))

    def is_quorate(self, quorum: Quorum) -> bool | None:
        """Whether enough are there; None where that turns on who lives in the area."""
        if self.members < quorum.members:
            return False
        return self._holds(lambda residents: _is_share(residents, self.members, quorum))

    def is_resident_led(self, percent: int) -> bool | None:
        """Whether residents are at least so many per cent; None where nobody can tell.

        A room with no member in it is led by nobody.
        """
        if not self.members:
            return False
        return self._holds(lambda number: is_resident_majority(number, self.members, percent))

    def _holds(self, is_enough: Callable[[int], bool]) -> bool | None:
        """What is so with the residents who are known to be, with all who may be, or cannot be told."""
        if is_enough(self.residents):
            return True
        return None if is_enough(self.residents + self.unknown) else False


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties somebody to an organisation considered (its id), as a sentence that opens with a name."""

    why: Why
    organisation: str
    words: str


@dataclass(frozen=True, slots=True)
class Screened:
    """Somebody with a part in the meeting, and their ties to what is considered; clear without any."""

    person: Person
    ties: tuple[Tie, ...]
    must_withdraw: bool

    @property
    def why(self) -> Why | None:
        """The clearest reason; None for somebody who is clear."""
        return min((tie.why for tie in self.ties), key=list(Why).index, default=None)


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening a decision says: of each person, and of the room before and after."""

    people: tuple[Screened, ...]
    before: Room
    after: Room

    @property
    def withdrawing(self) -> list[Screened]:
        return [one for one in self.people if one.must_withdraw]

    def tied_to(self, organisation_id: str) -> list[Screened]:
        """Who has a tie to one of the organisations."""
        return [
            one
            for one in self.people
            if any(tie.organisation == organisation_id for tie in one.ties)
        ]


def screen(
    roster: Roster,
    kind: DecisionKind,
    organisations: Collection[str],
    told: Collection[Told] = (),
) -> Screening:
    """Screen a decision of the roster's day in which `organisations` (ids) are considered.

    `told` are the interests on the roster that are a relative's or a friend's of whoever declared
    them. Somebody with a part is a member, an office-holder, a paid worker or an LTO representative.
    Of a decision that is not about money ties are told as well, and nobody must withdraw.
    """
    there = [person for person in roster.people if has_a_part(person)]
    # What would be, if everybody took part; the ties are the same whatever is decided.
    taken = Decision(
        id="",
        date=roster.as_at,
        kind=DecisionKind.GRANT,
        organisations=tuple(organisations),
        took_part=tuple(person.id for person in there),
    )
    ties: dict[str, list[Tie]] = {}
    for person_id, tie in _ties(roster, taken, frozenset(told)):
        ties.setdefault(person_id, []).append(tie)
    is_about_money = kind is not DecisionKind.OTHER
    people = tuple(
        Screened(person, tuple(dict.fromkeys(found)), must_withdraw=is_about_money and bool(found))
        for person in there
        for found in [ties.get(person.id, [])]
    )
    return Screening(
        people=people,
        before=Room.of(there),
        after=Room.of(one.person for one in people if not one.must_withdraw),
    )


def has_a_part(person: Person) -> bool:
    """Whether somebody has a part in the meetings of the partnership: more than being related."""
    return person.is_member or person.is_in_power or person.lto_representative


def resident_percent(criteria: Criteria) -> int | None:
    """The share of residents that the criteria ask for; None where they ask for none."""
    is_asked = resident_majority.id not in criteria.left_out
    return criteria.resident_percent.figure if is_asked else None


def _ties(roster: Roster, taken: Decision, told: Collection[Told]) -> Iterator[tuple[str, Tie]]:
    found = contests([taken], roster.interests)
    contest = found[0] if found else Contest(taken, [])
    for interest in contest.interests:
        if interest.person in contest.conflicted:
            yield interest.person, _declared(roster, interest, told)
    for person_id, relatives in gaining_relatives(roster, contest).items():
        for relative_id in sorted(relatives):
            for interest in contest.interests_of(relative_id):
                if interest.kind is InterestKind.DIRECT_FINANCIAL:
                    yield person_id, _of_relative(roster, person_id, interest)
    for person in concerned_representatives(roster, taken):
        words = f"{name(person)} represents the locally trusted organisation"
        yield person.id, Tie(Why.LTO, str(roster.lto), words)


def _declared(roster: Roster, interest: Interest, told: Collection[Told]) -> Tie:
    who = name(roster.who.by_id[interest.person])
    what = f"{INTEREST_IN[interest.kind]} {organisation(roster, interest.organisation)}"
    if (interest.person, interest.organisation, interest.kind) in told:
        words = f"{who} declared, through a relative or friend, {what}"
        return Tie(Why.RELATIVE, interest.organisation, words)
    return Tie(Why.DECLARED, interest.organisation, f"{who} declared {what}")


def _of_relative(roster: Roster, person_id: str, interest: Interest) -> Tie:
    tie = roster.kinship.direct(in_order(person_id, interest.person))
    words = (
        f"{related(roster, tie, roles=False)}, and {name(roster.who.by_id[interest.person])} has "
        f"{INTEREST_IN[interest.kind]} {organisation(roster, interest.organisation)}"
    )
    return Tie(Why.RELATIVE, interest.organisation, words)


def _is_share(residents: int, members: int, quorum: Quorum) -> bool:
    match quorum.share:
        case Share.HALF:
            return 2 * residents >= members
        case Share.MOST:
            return 2 * residents > members
        case Share.NUMBER:
            return residents >= quorum.residents
        case Share.NONE:
            return True
