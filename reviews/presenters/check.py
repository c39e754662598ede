"""All that a review says before it is submitted, each part with the way to change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from reviews.drafts import Draft
from reviews.freezing import contents
from reviews.models import PlannedAction
from reviews.presenters.documents import AnswerLine, Document
from reviews.presenters.tasks import action_href, address, missing_href


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


class Checked:
    """What will be frozen, as the page that checks answers shows it."""

    def __init__(self, draft: Draft) -> None:
        where = address(draft.review)
        self.document = Document(contents(draft))
        self.members_href = reverse("review-members", args=where)
        self.confirmed = sum(member.is_confirmed for member in draft.members)
        self.answers = [
            CheckedAnswer(line, reverse("review-question", args=[*where, line.question]))
            for line in self.document.answers
        ]
        self.actions = [
            CheckedAction(
                breach.finding.message, breach.plan, action_href(draft.review, breach.slug)
            )
            for breach in draft.breaches
        ]


def missing_links(draft: Draft) -> list[Link]:
    """Everything that is missing, linked."""
    return [Link(each.text, missing_href(draft.review, each)) for each in draft.missing]
