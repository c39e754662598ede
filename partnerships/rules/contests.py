"""The decisions about money, and who had an interest in an organisation that was considered."""

from __future__ import annotations

from collections.abc import Iterable

from partnerships.rules.facts import Decision, DecisionKind, Interest


class Contest:
    """A procurement or grant decision, and what its organisations were to people that day.

    `interests` are those held on the day of the decision in organisations it considered, whoever
    holds them; `conflicted` are the ids of those who took part with one of their own.
    """

    def __init__(self, decision: Decision, interests: Iterable[Interest]) -> None:
        self.decision = decision
        self.interests = [
            interest
            for interest in interests
            if interest.organisation in decision.organisations
            and interest.is_held_on(decision.date)
        ]
        self.conflicted = {
            interest.person for interest in self.interests if interest.person in decision.took_part
        }

    def interests_of(self, person_id: str) -> list[Interest]:
        return [interest for interest in self.interests if interest.person == person_id]


def contests(decisions: Iterable[Decision], interests: Iterable[Interest]) -> list[Contest]:
    """A contest for each decision about money, in the order given."""
    return [
        Contest(decision, interests)
        for decision in decisions
        if decision.kind is not DecisionKind.OTHER
    ]
