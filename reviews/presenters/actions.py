"""An action in words: what it is about, where it comes from, how urgent it is and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.rules import RULES_BY_ID
from reviews.agreed import as_agreed
from reviews.models import Outcome, PlannedAction
from reviews.presenters.tasks import counted
from reviews.presenters.wording import shortened

ASKED_FOR = "Asked for by Local Trust"
OVERDUE, OPEN = "Overdue", "Open"
COLOURS = {
    OVERDUE: "orange",
    OPEN: "blue",
    Outcome.DONE.label: "green",
    Outcome.DROPPED.label: "grey",
    Outcome.REPEATED.label: "purple",
}


def span(days: int) -> str:
    """A number of days as people say it: "12 days", "5 months", "3 years"; never too long."""
    if days < 60:
        return counted(days, "day")
    return counted(days // 30, "month") if days < 730 else counted(days // 365, "year")


def href_of(action: PlannedAction) -> str:
    return reverse("action-detail", args=[action.review.area.slug, action.pk])


@dataclass(frozen=True)
class ActionLine:
    """One action on one day. It must have been read with `to_be_listed`."""

    action: PlannedAction
    day: datetime.date

    @property
    def title(self) -> str:
        return shortened(self.action.what)

    @property
    def href(self) -> str:
        return href_of(self.action)

    @property
    def about(self) -> str:
        """The rule that found what it is for; that Local Trust asked for it, where none did."""
        rule = RULES_BY_ID.get(self.action.rule)
        return rule.title if rule else self.action.rule or ASKED_FOR

    @property
    def repeated_from(self) -> str:
        """ "Repeated from 2025", or nothing."""
        before = self.action.repeats
        return f"Repeated from {before.review.round.year}" if before else ""

    @property
    def is_overdue(self) -> bool:
        return self.action.is_overdue_on(self.day)

    @property
    def state(self) -> str:
        if self.action.is_open:
            return OVERDUE if self.is_overdue else OPEN
        return str(self.action.get_outcome_display())

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def urgency(self) -> str:
        """How much time is left or gone, as a word on an open action's day."""
        if not (self.action.is_open and self.action.due_on):
            return ""
        days = (self.action.due_on - self.day).days
        if days < 0:
            return f"{span(-days)} overdue"
        return "today" if days == 0 else f"in {span(days)}"

    @property
    def goes_on_in(self) -> PlannedAction | None:
        """The action of a later review that goes on with it, once that review is submitted."""
        later: list[PlannedAction] = self.action.goes_on_in  # type: ignore[attr-defined]
        return later[0] if later else None

    @property
    def how_it_stands(self) -> str:
        """ "Open, to be done by 1 March 2027 (in 5 months)"; "Dropped on 3 May 2027"."""
        if not self.action.is_open:
            since = day_in_words(self.action.settled_on)
            if self.action.outcome == Outcome.REPEATED:
                later = self.goes_on_in
                where = f"the review of {later.review.round.year}" if later else "a later review"
                return f"Goes on in {where} since {since}"
            return f"{self.state} on {since}"
        if self.action.due_on is None:
            return "Open, with no day to be done by"
        due = day_in_words(self.action.due_on)
        if self.is_overdue:
            return f"Overdue: it was to be done by {due}"
        return f"Open, to be done by {due} ({self.urgency})"


def lines(actions: Iterable[PlannedAction], day: datetime.date) -> list[ActionLine]:
    """Actions that were read with `to_be_listed`, in their order and in the words agreed."""
    return [ActionLine(action, day) for action in as_agreed(actions)]
