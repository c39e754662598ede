"""The sections of a review by name, as the pages and the post of its round call them."""

from __future__ import annotations

from reviews.models import Question, Round, Section


def question_of(section: Section) -> Question | None:
    """The question that a section is about, if it is about one."""
    return Question(section.value) if section.value in Question.values else None


def title_of(section: Section, round_: Round) -> str:
    """ "Members", or "Question 1: Does the partnership reflect its community?"."""
    question = question_of(section)
    return f"{section.label}: {round_.asked(question)}" if question else str(section.label)
