"""The profile of an area from a CSV file: question, category, count; read whole before any is kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from partnerships.imports.delimited import decode
from partnerships.imports.table import Unreadable
from partnerships.models.census import BY_KEY, QUESTIONS, Question

HEADINGS = ["Question", "Category", "Count"]
MOST = 100_000_000
MOST_MISTAKES = 20


@dataclass
class Profile:
    """What a file says, by question and category, and what is wrong with it, line by line."""

    figures: dict[tuple[str, str], int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @property
    def by_question(self) -> Sequence[tuple[Question, Sequence[tuple[str, int]]]]:
        """What was read, in the order of the questions and categories."""
        return [
            (
                question,
                [
                    (label, self.figures[question.key, category])
                    for category, label in question.labels.items()
                    if (question.key, category) in self.figures
                ],
            )
            for question in QUESTIONS
            if any(key == question.key for key, _ in self.figures)
        ]


def blank_profile() -> bytes:
    """A file with every category and no counts, to be filled in."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for question in QUESTIONS:
        writer.writerows([question.title, label, ""] for label in question.labels.values())
    return text.getvalue().encode("utf-8-sig")


def read_profile(content: bytes) -> Profile:
    """Read a file; categories without a count are passed over."""
    profile = Profile()
    try:
        for number, cells in _lines(decode(content)):
            if mistake := _read_line(profile, [cell.strip() for cell in cells]):
                profile.mistakes.append(f"Line {number}: {mistake}")
            if len(profile.mistakes) == MOST_MISTAKES:
                break
    except (Unreadable, csv.Error):
        profile.mistakes.append("The file cannot be read. Save it again as CSV UTF-8.")
    if not profile.figures and not profile.mistakes:
        profile.mistakes.append("The file has no counts. Fill in the last column.")
    return profile


def as_text(profile: Profile) -> str:
    """What was read, as a file again."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for question, lines in profile.by_question:
        writer.writerows([question.title, label, count] for label, count in lines)
    return text.getvalue()


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that say something, without their headings; commas, semicolons or tabs between."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1):
        is_heading = number == 1 and [cell.strip().casefold() for cell in cells[:1]] == ["question"]
        if any(cell.strip() for cell in cells) and not is_heading:
            yield number, cells


def _read_line(profile: Profile, cells: list[str]) -> str:
    """Take a line in; what is wrong with it, or ""."""
    if len(cells) < len(HEADINGS):
        return "needs a question, a category and a count"
    named, label, written = cells[:3]
    question = _QUESTIONS.get(named.casefold())
    if question is None:
        return f"there is no question “{named[:60]}”"
    category = _CATEGORIES[question.key].get(label.casefold())
    if category is None:
        return f"“{question.title}” has no category “{label[:60]}”"
    if not written:
        return ""
    digits = written.replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdecimal()) or int(digits.lstrip("0")[:12] or 0) > MOST:
        return f"“{written[:30]}” is no count. Enter a whole number, like 1250"
    if (question.key, category) in profile.figures:
        return f"“{label}” is counted twice"
    profile.figures[question.key, category] = int(digits)
    return ""


_QUESTIONS = {
    name.casefold(): question for key, question in BY_KEY.items() for name in (key, question.title)
}
_CATEGORIES = {
    question.key: {
        name.casefold(): category
        for category, label in question.labels.items()
        for name in (category, label)
    }
    for question in QUESTIONS
}
