"""What is otherwise than last year, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews.presenters.facts import in_words
from reviews.since import Change, Since, Somebody, What

# What a change of one kind says nothing about.
_NOTHING: Mapping[str, Any] = {
    "name": "",
    "offices": [],
    "votes": False,
    "lives_here": None,
    "paid_worker": False,
    "lto_representative": False,
    "represents": "",
}


@dataclass(frozen=True)
class Line:
    """One person of a list: who, and what is otherwise about them."""

    person: str
    name: str
    text: str


class SinceInWords:
    """The page “This year beside last year”: each list of it, with a line a person."""

    def __init__(self, since: Since) -> None:
        self.since = since
        self.joined = [Line(each.person, each.name, _role(each)) for each in since.joined]
        self.left = [Line(each.person, each.name, _role(each)) for each in since.left]
        self.roles = self._of(What.ROLE)
        self.votes = self._of(What.VOTE)
        self.names = self._of(What.NAME)
        homes = [change for change in since.changes if change.what is What.HOME]
        self.moved = [line(each) for each in homes if not (each.is_learned or each.is_lost)]
        self.learned = [line(each) for each in homes if each.is_learned]
        self.lost = [line(each) for each in homes if each.is_lost]
        self.figures = [
            ("Members", since.then.members, since.now.members),
            ("Voting members", since.then.voting, since.now.voting),
            ("Live in the area", since.then.residents, since.now.residents),
            ("Home not known", since.then.not_known, since.now.not_known),
        ]

    @property
    def lists(self) -> list[tuple[str, list[Line]]]:
        """The lists that have somebody in them, under their headings."""
        lists = [
            ("Joined", self.joined),
            ("Left", self.left),
            ("Changed role", self.roles),
            ("Changed vote", self.votes),
            ("Moved", self.moved),
            ("Home known now, and not last year", self.learned),
            ("Home not known any more", self.lost),
            ("Name put right", self.names),
        ]
        return [(heading, lines) for heading, lines in lists if lines]

    @property
    def summary(self) -> str:
        """ "2 joined, 1 left, 1 changed role"; "Nothing has changed"."""
        counts = [
            (len(self.joined), "joined"),
            (len(self.left), "left"),
            (len(self.roles), "changed role"),
            (len(self.votes), "changed vote"),
            (len(self.moved), "moved"),
        ]
        parts = [f"{count} {what}" for count, what in counts if count]
        if parts:
            return ", ".join(parts)
        return "Nothing has changed" if self.since.is_nothing else "Nobody joined, left or moved"

    def _of(self, what: What) -> list[Line]:
        return [line(each) for each in self.since.changes if each.what is what]


def line(change: Change) -> Line:
    """One change as a line: "Treasurer, was member"."""
    return Line(change.person, change.name, text_of(change))


def text_of(change: Change) -> str:
    """What is otherwise, without the name."""
    then, now = in_words({**_NOTHING, **change.then}), in_words({**_NOTHING, **change.now})
    if change.what is What.ROLE:
        return f"{now.role}, was {_small(then.role)}"
    if change.what is What.VOTE:
        return "Votes now" if change.now["votes"] else "Does not vote any more"
    if change.what is What.NAME:
        return f"Was {then.name}"
    if change.is_learned:
        return f"{_lives(change.now['lives_here'])}; it was not known last year"
    if change.is_lost:
        return f"Not known now; it was “{then.lives_here.lower()}” last year"
    if change.now["lives_here"]:
        return "Lives in the area now, and did not last year"
    return "Does not live in the area now, and did last year"


def news_of(since: Since | None, person: str) -> list[str]:
    """What stands beside a member: ["New this year"], ["Treasurer, was member"], or nothing."""
    if since is None:
        return []
    if since.has_joined(person):
        return ["New this year"]
    return [text_of(change) for change in since.changes_of(person)]


def _role(somebody: Somebody) -> str:
    return in_words({**_NOTHING, **somebody.role}).role


def _lives(here: bool) -> str:
    return "Lives in the area" if here else "Does not live in the area"


def _small(role: str) -> str:
    """A role within a sentence; what stands in capitals stays so."""
    return role if role[1:2].isupper() else role[:1].lower() + role[1:]
