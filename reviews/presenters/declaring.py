"""A member's own page of interests in words, and why a link to it is over."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from biglocal.audit.record import snapshot
from biglocal.design.words import day_in_words
from partnerships.models import Area, Interest, Person
from reviews.forms.declaring import NATURES, WHOSE
from reviews.personal_links import Over
from reviews.presenters.signing import WHY_OVER, WhyOver


@dataclass(frozen=True, slots=True)
class Mine:
    """One interest as its member reads it."""

    interest: Interest
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The interests of a member that last, and those that have ended; and the mark of both."""

    now: list[Mine]
    ended: list[Mine]
    mark: str


def listed(area: Area, person: Person, day: datetime.date) -> Listed:
    """What the register of an area has of somebody's interests on a day; one query."""
    interests = list(area.interests.filter(person=person).select_related("organisation"))
    ended = [one for one in interests if one.ends_on is not None and one.ends_on < day]
    now = [one for one in interests if one not in ended]
    return Listed(_in_words(now), _in_words(ended), _mark_of(interests))


def _in_words(interests: Sequence[Interest]) -> list[Mine]:
    whose, natures = (
        {key.value: say for key, say in WHOSE},
        {key.value: say for key, say in NATURES},
    )
    return [
        Mine(one, f"{whose[one.whose]}. {natures[one.nature]}.", _when(one)) for one in interests
    ]


def _when(interest: Interest) -> str:
    parts = [
        f"since {day_in_words(interest.starts_on)}" if interest.starts_on else "",
        f"until {day_in_words(interest.ends_on)}" if interest.ends_on else "",
    ]
    said = " ".join(filter(None, parts))
    return said[:1].upper() + said[1:]


def _mark_of(interests: Sequence[Interest]) -> str:
    lines = [f"{one.pk} {one.organisation} {snapshot(one)}" for one in interests]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


_DECLARED = WhyOver(
    "This year’s declaration has been made",
    "A link works once, and there is nothing more to do until 1 September.",
    "If it was not you who declared, or an interest has come or gone since, tell whoever keeps your "
    "partnership’s register.",
)
_ASK_FOR_ANOTHER = (
    "If you still have to declare, ask whoever keeps your partnership’s register for a new link."
)
WHY_DECLARING_IS_OVER: Mapping[Over, WhyOver] = {
    Over.USED: _DECLARED,
    Over.DECLARED: _DECLARED,
    **{
        why: WhyOver(
            WHY_OVER[why].title,
            WHY_OVER[why].what,
            WHY_OVER[why].next.replace(
                "If you still have to sign, ask whoever keeps your partnership’s register for a new "
                "link.",
                _ASK_FOR_ANOTHER,
            ),
        )
        for why in (Over.REVOKED, Over.TOO_MANY_TRIES, Over.EXPIRED)
    },
    Over.NO_MEMBER: WhyOver(
        "There is nothing to declare by this link",
        "Only members of a partnership declare, and its register says that this is not needed any "
        "more.",
        "If you think that it is, ask whoever keeps your partnership’s register.",
    ),
}
