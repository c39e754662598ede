"""“Position at review” and “position today” side by side, each finding with what is done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerships.models import Area
from partnerships.presenters.waivers import Waived, waived_on
from partnerships.rosters.json import assessment_as_dict
from partnerships.rules import RULES_BY_ID, Assessment
from reviews import positions
from reviews.agreed import as_agreed
from reviews.models import PlannedAction, Review
from reviews.positions import Compared, Found, Since
from reviews.presenters.actions import ActionLine
from reviews.presenters.documents import LEVELS, Document, Position


@dataclass(frozen=True)
class Line:
    """One finding: what it says, how it is today, and the action for it if there is one.

    `waived_then` and `waived_now` are said where its rule was waived at review, and is today.
    """

    compared: Compared
    action: ActionLine | None
    waived_then: Waived | None
    waived_now: Waived | None

    @property
    def title(self) -> str:
        rule = RULES_BY_ID.get(self.compared.found["rule"])
        return rule.title if rule else str(self.compared.found["title"])

    @property
    def says_today(self) -> str:
        """What it says today, where that is other words than at review."""
        then, now = self.compared.then, self.compared.now
        return str(now["message"]) if then and now and then["message"] != now["message"] else ""

    @property
    def needs_an_action(self) -> bool:
        """Whether it is a breach that is there today and that nobody has an open action for."""
        now = self.compared.now
        is_followed = self.action is not None and self.action.action.is_open
        return now is not None and now["level"] == "breach" and not is_followed


@dataclass(frozen=True)
class ThenAndNow:
    """The position at review and today, in figures and finding by finding."""

    then: Position
    now: Position
    lines: Sequence[Line]

    @property
    def in_words(self) -> str:
        """ "2 findings are still open, 1 is new since, 3 are cleared."; "" where there are none."""
        counted = Counter(line.compared.since for line in self.lines)
        words = {
            Since.STILL_OPEN: "still open",
            Since.NEW: "new since the review",
            Since.CLEARED: "cleared",
        }
        parts = [
            f"{counted[since]} {'is' if counted[since] == 1 else 'are'} {said}"
            for since, said in words.items()
            if counted[since]
        ]
        return f"Of what the rules found, {', '.join(parts)}." if parts else ""


def then_and_now(document: Document, review: Review, today: Assessment) -> ThenAndNow:
    """What a frozen document of a review found beside what is found today; a few queries more."""
    now = assessment_as_dict(today)
    then = document.findings
    compared = positions.compare(then, _worst_first(now["findings"]), positions.called_now(then))
    found = positions.actions_for(compared, _actions_of(review.area), review.pk)
    day = today.as_at
    waived = waived_on(review.area, day)
    return ThenAndNow(
        then=document.position,
        now=Position.of(now),
        lines=[
            Line(
                one,
                ActionLine(found[one.key], day) if one.key in found else None,
                waived_then=document.waived.get(one.found["rule"]) if one.then else None,
                waived_now=waived.get(one.found["rule"]) if one.now else None,
            )
            for one in compared
        ],
    )


def _actions_of(area: Area) -> Iterable[PlannedAction]:
    of_area = PlannedAction.objects.living().filter(review__area=area).exclude(rule="")
    return as_agreed(of_area.to_be_listed().order_by("review__round__year", "pk"))


def _worst_first(findings: Sequence[Found]) -> list[Found]:
    return sorted(findings, key=lambda found: LEVELS.index(found["level"]))
