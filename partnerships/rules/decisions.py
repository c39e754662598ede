"""Who took part in a decision about money that they, or those near them, had an interest in."""

from __future__ import annotations

from collections.abc import Iterator

from partnerships.rules.contests import Contest
from partnerships.rules.criteria import Criteria, Heading
from partnerships.rules.facts import Decision, DecisionKind, Interest, InterestKind, Person
from partnerships.rules.kinship import in_order
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Found, Group, Level, rule
from partnerships.rules.wording import INTEREST_IN, in_words, listed, name, organisation, related

_WHAT_IT_WAS = {
    DecisionKind.PROCUREMENT: "the procurement decision",
    DecisionKind.GRANT: "the grant decision",
}


@rule(
    Group.CONFLICTS,
    Level.BREACH,
    title="Decision taken with an interest in it",
    explanation=(
        "Nobody takes part in a procurement or grant decision where an organisation that they have "
        "declared an interest in is considered, be it money or loyalty."
    ),
    remedy=(
        "Look at the decision again without them, and write down the outcome. "
        "Next time they could declare the interest and withdraw."
    ),
    rests_on=Heading.DECISIONS,
    looks_among=lambda roster: roster.contests,
)
def conflicted_decision(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for contest in roster.contests:
        for person_id in contest.conflicted:
            own = _in_words(roster, contest.interests_of(person_id))
            yield Found(
                (person_id,),
                f"{name(roster.who.by_id[person_id])} took part in {_which(contest.decision)} with "
                f"{own}, which was considered.",
                contest.decision.id,
            )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="Decision taken with a relative's interest in it",
    explanation=(
        "Somebody who takes part in a procurement or grant decision may gain from it indirectly "
        "when a direct relative has a financial interest in an organisation considered."
    ),
    remedy=(
        "Judge whether it was a conflict, and write down why. "
        "Next time they could declare the relative's interest and withdraw."
    ),
    rests_on=Heading.DECISIONS,
    looks_among=lambda roster: roster.contests,
)
def relative_interest(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    for contest in roster.contests:
        for person_id, relatives in gaining_relatives(roster, contest).items():
            if person_id in contest.conflicted:
                continue
            yield Found(
                tuple(sorted([person_id, *relatives])),
                _relatives_in_words(roster, contest, person_id, sorted(relatives)),
                contest.decision.id,
            )


@rule(
    Group.CONFLICTS,
    Level.CAUTION,
    title="Decision about the LTO taken with its representative",
    explanation=(
        "Somebody from the locally trusted organisation who takes part in a procurement or grant "
        "decision that considers it may have divided loyalties, unless the partnership is its own."
    ),
    remedy=(
        "Judge whether it was a conflict, and write down why. Next time they could withdraw when "
        "the organisation is considered."
    ),
    rests_on=Heading.DECISIONS,
    looks_among=lambda roster: roster.who.lto_representatives,
)
def lto_interest(roster: Roster, criteria: Criteria) -> Iterator[Found]:
    conflicted = {contest.decision.id: contest.conflicted for contest in roster.contests}
    for decision in roster.decisions:
        for representative in concerned_representatives(roster, decision):
            if representative.id not in conflicted.get(decision.id, ()):
                yield Found(
                    (representative.id,),
                    f"{name(representative)} represents the locally trusted organisation and took "
                    f"part in {_which(decision)}, in which it was considered.",
                    decision.id,
                )


# Screening a decision before it is taken asks the same two questions.


def gaining_relatives(roster: Roster, contest: Contest) -> dict[str, set[str]]:
    """Who took part, and their direct relatives who stood to gain money from it."""
    concerned: dict[str, set[str]] = {}
    for interest in contest.interests:
        if interest.kind is InterestKind.DIRECT_FINANCIAL:
            for relative in roster.kinship.relatives.get(interest.person, ()):
                if relative in contest.decision.took_part:
                    concerned.setdefault(relative, set()).add(interest.person)
    return concerned


def concerned_representatives(roster: Roster, decision: Decision) -> list[Person]:
    """Who took part for an LTO that was considered and is not the partnership itself."""
    if roster.own_lto or roster.lto not in decision.organisations or not decision.is_about_money:
        return []
    return [one for one in roster.who.lto_representatives if one.id in decision.took_part]


def _which(decision: Decision) -> str:
    return f"{_WHAT_IT_WAS[decision.kind]} of {in_words(decision.date)}"


def _in_words(roster: Roster, interests: list[Interest]) -> str:
    """Interests, each once: "a direct financial interest in Org A and a loyalty to Org B"."""
    words = {
        f"{INTEREST_IN[interest.kind]} {organisation(roster, interest.organisation)}"
        for interest in interests
    }
    return listed(sorted(words))


def _relatives_in_words(
    roster: Roster, contest: Contest, person_id: str, relatives: list[str]
) -> str:
    sentences = [
        f"{name(roster.who.by_id[person_id])} took part in {_which(contest.decision)}, "
        "in which a relative had an interest"
    ]
    for relative_id in relatives:
        tie = roster.kinship.direct(in_order(person_id, relative_id))
        financial = [
            interest
            for interest in contest.interests_of(relative_id)
            if interest.kind is InterestKind.DIRECT_FINANCIAL
        ]
        sentences.append(
            f"{related(roster, tie, roles=False)}, and {name(roster.who.by_id[relative_id])} has "
            f"{_in_words(roster, financial)}, which was considered"
        )
    return ". ".join(sentences) + "."
