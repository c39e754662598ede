"""What the roster of a day gives to do: what the rules found, what is one step away, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerships.presenters.position import within
from partnerships.presenters.todo_items import Item, Pages, said
from partnerships.rosters.departures import one_step_away
from partnerships.rules import RULES_BY_ID, Assessment, Criteria, Finding, Roster

# What the form about somebody's home settles.
ABOUT_HOMES = {"resident-majority-unconfirmed", "household-limit-unconfirmed"}
# What to do before the step is taken that would break a rule; for the others, the one step below.
BEFORE_IT_HAPPENS = {
    "minimum-members": "Think of who else could join.",
    "resident-majority": "Think of who else from the area could join.",
}
CHOOSE_ANOTHER = "Should it come up, choose somebody else for the office."


class RosterItems:
    """Puts what follows from a roster and its assessment in words."""

    def __init__(
        self, pages: Pages, roster: Roster, assessment: Assessment, criteria: Criteria
    ) -> None:
        self._pages = pages
        self._roster = roster
        self._assessment = assessment
        self._criteria = criteria

    def findings(self, findings: Sequence[Finding]) -> Iterator[Item]:
        """An item for each rule that found something, however often."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        for rule, found in by_rule.items():
            ids = {one for finding in found for one in finding.people}
            yield Item(
                state=found[0].level,
                title=RULES_BY_ID[rule].title,
                step=found[0].remedy,
                people=self._pages.people(
                    (self._roster.who.by_id[one] for one in ids), at_home=rule in ABOUT_HOMES
                ),
                # The page says it below, in full.
                link="See why",
                href="#findings",
            )

    def one_step_away(self) -> Iterator[Item]:
        """An item for each breach that one member could bring on alone."""
        for one in one_step_away(self._roster, self._criteria):
            yield Item(
                state="One step away",
                colour="orange",
                title=f"Close to a breach: {within(RULES_BY_ID[one.rule].title)}",
                why=one.sentence,
                step=BEFORE_IT_HAPPENS.get(one.rule, CHOOSE_ANOTHER),
                people=self._pages.people(self._roster.who.by_id[person] for person in one.people),
            )

    def not_known(self) -> Iterator[Item]:
        """What is not recorded of somebody's home, unless a finding says so already."""
        found = {finding.rule for finding in self._assessment.incomplete}
        who = self._roster.who
        if who.residency_unknown and "resident-majority-unconfirmed" not in found:
            yield Item(
                state="Not known",
                colour="yellow",
                title=said(
                    [one.name for one in who.residency_unknown],
                    "Record whether {} lives in the area",
                    "Record whether {} members live in the area",
                ),
                why="It decides nothing today. It could, once somebody joins or leaves.",
                step="Ask, and record the answer.",
                people=self._pages.people(who.residency_unknown, at_home=True),
            )
        if who.no_household and "household-limit-unconfirmed" not in found:
            yield Item(
                state="Not known",
                colour="yellow",
                title=said(
                    [one.name for one in who.no_household],
                    "Record with whom {} lives",
                    "Record with whom {} members live",
                ),
                why="People who share a home count together, and here it is not recorded who does.",
                step="Ask, and record the answer, also where somebody lives alone.",
                people=self._pages.people(who.no_household, at_home=True),
            )
