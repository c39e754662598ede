"""Quorum and residents in words: who is there to decide, before and after some have withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships.models import Decision
from partnerships.rosters.rooms import Headcount
from partnerships.rules.numbers import residents_wanted
from partnerships.rules.screening import Quorum, Room, Share
from partnerships.rules.wording import counted

_QUORATE = {True: "Quorate", False: "Not quorate", None: "Cannot tell"}


@dataclass(frozen=True, slots=True)
class Held:
    """Whether something holds in the room as it is after (None: cannot tell), in a word and a
    sentence."""

    name: str
    holds: bool | None
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RoomOnPage:
    """The room before and after in words, and what holds in it."""

    before: str
    after: str
    is_changed: bool
    held: list[Held]
    has_quorum: bool


def room_on_page(count: Headcount) -> RoomOnPage:
    """A headcount in words."""
    return RoomOnPage(
        before=before_said(count),
        after=after_said(count),
        is_changed=count.before != count.after,
        held=list(_held(count)),
        has_quorum=count.quorum is not None,
    )


def room_then(decision: Decision) -> RoomOnPage | None:
    """What was counted when a decision was written down; None where nothing was."""
    if decision.headcount is None:
        return None
    return room_on_page(Headcount.from_json(decision.headcount))


def before_said(count: Headcount) -> str:
    """Who was there before anybody withdrew, and how many of them vote where those alone count."""
    return _said(count.before, count.voting.before if count.voting else None)


def after_said(count: Headcount) -> str:
    """The same of those who stayed."""
    return _said(count.after, count.voting.after if count.voting else None)


def _said(room: Room, voting: Room | None) -> str:
    said = room_said(room)
    if voting is None or not room.members:
        return said
    return (
        f"{said}; {voting.members or 'none'} of them {'votes' if voting.members == 1 else 'vote'}"
    )


def room_said(room: Room) -> str:
    """ "9 members, 7 of whom live in the area, and for 1 it is not known"."""
    if not room.members:
        return "no members"
    said = (
        f"{counted(room.members, 'member')}, {room.residents} of whom "
        f"{'lives' if room.residents == 1 else 'live'} in the area"
    )
    return f"{said}, and for {room.unknown} it is not known" if room.unknown else said


def quorum_said(quorum: Quorum) -> str:
    """ "5 voting members, and at least half of those there live in the area"."""
    members = counted(quorum.members, "voting member" if quorum.voting_only else "member")
    there = "the voting members there" if quorum.voting_only else "those there"
    match quorum.share:
        case Share.HALF:
            return f"{members}, and at least half of {there} live in the area"
        case Share.MOST:
            return f"{members}, and more than half of {there} live in the area"
        case Share.NUMBER:
            return f"{members}, at least {quorum.residents} of whom live in the area"
        case Share.NONE:
            return members


def _held(count: Headcount) -> Iterator[Held]:
    if count.quorum is not None:
        holds = count.is_quorate
        changed = ""
        if count.was_quorate != holds:
            changed = f" Before anybody withdrew: {_QUORATE[count.was_quorate].lower()}."
        yield Held(
            "Quorum",
            holds,
            _QUORATE[holds],
            f"The quorum is {quorum_said(count.quorum)}.{changed}",
        )
    if count.percent is not None:
        holds = count.after.is_resident_led(count.percent)
        wanted = residents_wanted(count.after.members, count.percent)
        yield Held(
            "Residents",
            holds,
            {True: "Resident-led", False: "Not resident-led", None: "Cannot tell"}[holds],
            f"At least {count.percent} per cent must be residents: "
            f"{wanted} of {counted(count.after.members, 'member')}."
            if count.after.members
            else "Nobody would be left to decide.",
        )
