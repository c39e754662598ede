"""Which decisions are grants that can be published, what is said of each, and what keeps the others back."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import islice

from django.db.models import QuerySet

from partnerships.giving.wording import Names, has_part_of, reads_like_a_refusal, shortened
from partnerships.imports.cells import clean
from partnerships.models import Decision, DecisionKind, Organisation
from partnerships.rosters.naming import names_on_registers

# How many decisions are read at once, and how many a page looks at: of more, the latest.
BATCH = 1_000
# The standard asks for titles of fewer letters.
MOST_LETTERS = 140


class Remark(Enum):
    """Something about a grant that somebody could mend; `keeps_back` while nobody has."""

    NO_RECIPIENT = (
        True,
        "No organisation is recorded as chosen. Choose who got the grant, or begin the outcome with "
        "“Refused”.",
    )
    REFUSED_AND_CHOSEN = (
        True,
        "The outcome reads like a refusal, and yet an organisation is recorded as chosen. Put one of "
        "the two right.",
    )
    NO_AMOUNT = (True, "The amount is not recorded. Enter what was given.")
    CALLED_LIKE_SOMEBODY = (
        True,
        "The organisation is called like somebody on the register. A grant to a person is published "
        "without their name: ask Local Trust to mark it as a person.",
    )
    NO_NUMBER = (
        False,
        "The organisation has no charity or company number on the list. If it has none, nothing is "
        "amiss: a number of Local Trust’s own stands for it.",
    )
    NAMES_SOMEBODY = (
        False,
        "Its title, reason or outcome names somebody, so a plain sentence is published instead.",
    )
    NO_REASON = (
        False,
        "Neither a reason nor an outcome is recorded, so a plain sentence is published instead.",
    )

    def __init__(self, keeps_back: bool, words: str) -> None:
        self.keeps_back = keeps_back
        self.words = words


@dataclass(frozen=True, slots=True)
class Grant:
    """A decision on a grant, the words that are published of it, and what could be mended."""

    decision: Decision
    title: str
    description: str
    is_refused: bool
    remarks: tuple[Remark, ...]

    @property
    def is_published(self) -> bool:
        """Whether it is in the files."""
        return not self.is_refused and not any(remark.keeps_back for remark in self.remarks)

    @property
    def recipient(self) -> Organisation:
        """Who got it; of one that is published there always is somebody."""
        assert self.decision.chosen is not None
        return self.decision.chosen

    @property
    def amount(self) -> Decimal:
        """How much was given; of one that is published it is known."""
        assert self.decision.amount is not None
        return self.decision.amount


def decisions_on_grants(
    decisions: QuerySet[Decision],
    day: datetime.date,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> QuerySet[Decision]:
    """Those of the decisions that are about a grant and were taken by a day, the latest first.

    With `starts_on` and `ends_on` those of meetings from one day to the other, both included.
    """
    found = decisions.filter(kind=DecisionKind.GRANT, decided_on__lte=day)
    if starts_on is not None:
        found = found.filter(decided_on__gte=starts_on)
    if ends_on is not None:
        found = found.filter(decided_on__lte=ends_on)
    return found.order_by("-decided_on", "-pk")


def grants_of(decisions: QuerySet[Decision]) -> Iterator[Grant]:
    """The decisions, each judged, in their order: the memory of one batch, five queries for each."""
    rows = decisions.select_related("area", "chosen").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield from judged(batch)


def judged(decisions: Sequence[Decision]) -> Iterator[Grant]:
    """What is said of each of a few decisions; four queries.

    By its own area's register alone, so that a grant is published in the same words whichever others
    are looked at beside it.
    """
    known = {
        area: Names(names)
        for area, names in names_on_registers({decision.area_id for decision in decisions}).items()
    }
    called = _other_names(decisions)
    for decision in decisions:
        yield _judged(decision, known[decision.area_id], called.get(decision.chosen_id, ()))


def _other_names(decisions: Sequence[Decision]) -> dict[int | None, list[str]]:
    """What people who got grants in their own name are called on the list beside it."""
    people = {one.chosen_id for one in decisions if one.chosen and one.chosen.is_individual}
    called: dict[int | None, list[str]] = {}
    merged = Organisation.objects.filter(merged_into__in=people)
    for kept, name in merged.values_list("merged_into", "name"):
        called.setdefault(kept, []).append(name)
    return called


def _judged(decision: Decision, known: Names, also_called: Sequence[str]) -> Grant:
    recipient = decision.chosen
    own_words = clean(f"{decision.reason} {decision.outcome}")
    is_individual = recipient is not None and recipient.is_individual

    def names_somebody(text: str) -> bool:
        theirs = [str(recipient), *also_called] if is_individual else ()
        return known.are_in(text) or any(has_part_of(name, text) for name in theirs)

    hides_title = names_somebody(decision.title)
    hides_words = names_somebody(own_words)
    plain = f"decided by the Big Local partnership of {clean(decision.area.name)}"
    title = "" if hides_title else shortened(clean(decision.title), MOST_LETTERS - 1)
    # Why somebody got a grant in their own name is theirs alone.
    if is_individual:
        description = f"A grant to an individual, {plain}."
    elif hides_words or not own_words:
        description = f"A grant {plain}."
    else:
        description = own_words
    is_refused = recipient is None and reads_like_a_refusal(decision.outcome)
    remarks = []
    if not is_refused:
        remarks = [*_about_recipient(decision, known)]
        if not decision.amount:
            remarks.append(Remark.NO_AMOUNT)
        if hides_title or (hides_words and not is_individual):
            remarks.append(Remark.NAMES_SOMEBODY)
        if not own_words and not is_individual:
            remarks.append(Remark.NO_REASON)
    return Grant(decision, title or f"Grant {plain}", description, is_refused, tuple(remarks))


def _about_recipient(decision: Decision, known: Names) -> Iterator[Remark]:
    recipient = decision.chosen
    if recipient is None:
        yield Remark.NO_RECIPIENT
        return
    if reads_like_a_refusal(decision.outcome):
        yield Remark.REFUSED_AND_CHOSEN
    if not recipient.is_individual:
        if known.has(recipient.name):
            yield Remark.CALLED_LIKE_SOMEBODY
        if not recipient.org_id:
            yield Remark.NO_NUMBER
