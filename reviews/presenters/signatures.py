"""Who has signed and who has not, in words, for whoever collects the forms."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from biglocal.design.words import day_in_words
from reviews.models import SigningLink
from reviews.signatures import Signature


@dataclass(frozen=True)
class Line:
    """One member of the list: a tag, and when that was."""

    signature: Signature
    state: str
    colour: str
    when: str


@dataclass(frozen=True)
class Collected:
    """The forms of one review: a line each, and whom the button would write to."""

    lines: list[Line]
    to_ask: list[Signature]
    recently: list[Signature]
    without_address: list[Signature]

    @property
    def members(self) -> int:
        return len(self.lines)

    @property
    def signed(self) -> int:
        return sum(line.signature.has_signed for line in self.lines)

    @property
    def reminded(self) -> int:
        """How many of those whom the button would write to were asked before."""
        return sum(one.asked_at is not None for one in self.to_ask)

    @property
    def button(self) -> str:
        """ "Ask 3 members", "Remind 1 member", "Ask or remind 4 members"."""
        verb = "Ask or remind" if self.reminded else "Ask"
        if self.reminded == len(self.to_ask):
            verb = "Remind"
        return f"{verb} {len(self.to_ask)} member{'' if len(self.to_ask) == 1 else 's'}"


def collected(signatures: Iterable[Signature], now: datetime.datetime) -> Collected:
    """The forms of a review in words, as at a moment."""
    found = list(signatures)
    waiting = [one for one in found if not one.has_signed]
    reachable = [one for one in waiting if one.address]
    return Collected(
        lines=[_line(one) for one in found],
        to_ask=[one for one in reachable if not one.is_resting(now)],
        recently=[one for one in reachable if one.is_resting(now)],
        without_address=[one for one in waiting if not one.address],
    )


def _line(one: Signature) -> Line:
    if one.form is not None:
        when = f"{one.form.get_how_display()}, {day_in_words(one.form.signed_on)}"
        return Line(one, "Signed", "green", when)
    if one.asked_at is not None:
        when = f"Last asked {day_in_words(one.asked_at)}"
        if not one.is_live:
            when += "; the link has ended"
        return Line(one, "Asked", "blue", when)
    if not one.address:
        return Line(one, "No address", "yellow", "")
    return Line(one, "Not asked", "grey", "")


@dataclass(frozen=True)
class LinkLine:
    """One link that was sent, what became of it, and when or why."""

    link: SigningLink
    state: str
    colour: str
    when: str


def link_lines(links: Iterable[SigningLink], now: datetime.datetime) -> list[LinkLine]:
    """The links of one member, the latest first."""
    newest_first = sorted(links, key=lambda link: (link.made_at, link.pk), reverse=True)
    return [LinkLine(link, *_became_of(link, now)) for link in newest_first]


def _became_of(link: SigningLink, now: datetime.datetime) -> tuple[str, str, str]:
    if link.used_at is not None:
        return "Signed with", "green", f"on {day_in_words(link.used_at)}"
    if link.wrong_tries >= SigningLink.MOST_TRIES:
        return "Ended", "orange", "after too many wrong answers"
    if link.revoked_at is not None:
        return "Ended", "grey", f"on {day_in_words(link.revoked_at)}"
    if now >= link.expires_at:
        return "Expired", "grey", f"on {day_in_words(link.expires_at)}"
    return "Works", "blue", f"until {day_in_words(link.expires_at)}"
