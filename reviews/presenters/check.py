"""All that a review says before it is submitted, each part with the way to change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from partnerships.presenters.waivers import Waived
from reviews.drafts import Draft
from reviews.freezing import contents
from reviews.models import PlannedAction, Section
from reviews.presenters.carried import what_came_of
from reviews.presenters.documents import AnswerLine, Document
from reviews.presenters.since import SinceInWords
from reviews.presenters.tasks import action_href, address, carried_href, missing_href
from reviews.sections import title_of


@dataclass(frozen=True)
class Link:
    """Something missing, and where it is done."""

    text: str
    href: str


@dataclass(frozen=True)
class CheckedAnswer:
    """An answer with the way to change it."""

    line: AnswerLine
    href: str


@dataclass(frozen=True)
class CheckedAction:
    """A breach, its plan as far as it has got, and the way to change that."""

    finding: str
    plan: PlannedAction | None
    href: str
    # The year of the action that it goes on with, if it does.
    goes_on_with: int | None
    # Beside the breach, where its rule is waived.
    waived: Waived | None


@dataclass(frozen=True)
class CheckedCarried:
    """An action of an earlier review, what has come of it, and the way to say so."""

    what: str
    came_of_it: str
    href: str


class Checked:
    """What will be frozen, as the page that checks answers shows it."""

    def __init__(self, draft: Draft) -> None:
        where = address(draft.review)
        self.document = Document(contents(draft))
        # What was not sent back has no way to be changed.
        may = draft.open_sections
        self.members_href = reverse("review-members", args=where) if Section.MEMBERS in may else ""
        self.confirmed = sum(member.is_confirmed for member in draft.members)
        self.answers = [
            CheckedAnswer(
                line,
                reverse("review-question", args=[*where, line.question])
                if Section(line.question) in may
                else "",
            )
            for line in self.document.answers
        ]
        self.actions = [
            CheckedAction(
                finding=breach.finding.message,
                plan=breach.plan,
                href=action_href(draft.review, breach.slug) if Section.ACTIONS in may else "",
                goes_on_with=earlier.action.review.round.year
                if (earlier := draft.gone_on_with(breach.plan))
                else None,
                waived=draft.waived.get(breach.finding.rule),
            )
            for breach in draft.breaches
        ]
        self.carried = [
            CheckedCarried(
                each.action.what,
                what_came_of(each),
                carried_href(draft.review, each) if Section.ACTIONS in may else "",
            )
            for each in draft.carried
        ]
        self.since = draft.since and SinceInWords(draft.since)


def missing_links(draft: Draft) -> list[Link]:
    """Everything that is missing, linked."""
    return [Link(each.text, missing_href(draft.review, each)) for each in draft.missing]


def unanswered(draft: Draft) -> list[str]:
    """The parts that Local Trust commented on and that still say what was submitted, by name."""
    comments = draft.sent_back.comments if draft.sent_back else {}
    return [
        title_of(section, draft.review.round)
        for section in comments
        if section not in draft.written_since
    ]
