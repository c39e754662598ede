"""The decisions about money in which somebody had an interest in an organisation considered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from partnerships.rules.facts import Decision, Interest


class Contest:
    """A procurement or grant decision, and what its organisations were to people that day.

    `interests` are those held on the day of the decision in organisations it considered, whoever
    holds them; `conflicted` are the ids of those who took part with one of their own.
    """

    __slots__ = ("conflicted", "decision", "interests")

    def __init__(self, decision: Decision, interests: Sequence[Interest]) -> None:
        self.decision = decision
        self.interests = interests
        self.conflicted = {
            interest.person for interest in interests if interest.person in decision.took_part
        }

    def interests_of(self, person_id: str) -> list[Interest]:
        return [interest for interest in self.interests if interest.person == person_id]


def contests(decisions: Iterable[Decision], interests: Sequence[Interest]) -> list[Contest]:
    """A contest for each decision about money that an interest touches, in the order given."""
    found = []
    for decision in decisions:
        considered = decision.organisations
        held = [
            interest
            for interest in interests
            if interest.organisation in considered and interest.is_held_on(decision.date)
        ]
        if held and decision.is_about_money:
            found.append(Contest(decision, held))
    return found
