"""Finding organisations on the programme's one list: by name or number, or by a part of either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from partnerships.models import Organisation
from partnerships.models.names import folded, holds
from partnerships.models.org_ids import looks_like_org_id

# So many are offered to somebody who types.
MOST = 10
# Of those that fit, so many are looked at: some may be other names of one organisation.
_LOOKED_AT = 3 * MOST
# From so many figures on a number is looked for.
_FEWEST_FIGURES = 4
# What tells no organisation from another.
_OF_ALL = frozenset(
    "a and association big charity cic cio club co community company for group in limited local ltd "
    "of project service services society the trust uk".split()
)


@dataclass
class Found:
    """An organisation that fits, and the names and numbers by which it is also known."""

    organisation: Organisation
    also: list[Organisation] = field(default_factory=list)

    @property
    def note(self) -> str:
        """What tells it from others: "GB-CHC-123456, also known as Moor Bakers"."""
        also = ", ".join(one.name for one in self.also)
        parts = [self.organisation.org_id, f"also known as {also}" if also else ""]
        return ", ".join(filter(None, parts))


def known_as(names: Iterable[str]) -> dict[str, Organisation]:
    """By each of these names that is on the list, capitals or not: the organisation that stays.

    A number will do for a name, and so will a name or number of before two were put together; the
    name of one that is on the list goes first. One query.
    """
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    by_name: dict[str, Organisation] = {}
    by_number: dict[str, Organisation] = {}
    # Those on the list come last, and so take the place of others.
    fitting = Organisation.objects.called(wanted)
    for one in sorted(fitting, key=lambda each: (each.merged_into_id is None, each.pk)):
        by_name[one.name.casefold()] = one.that_stays
        if one.org_id:
            by_number[one.org_id] = one.that_stays
    found = {}
    for name in wanted:
        one_known = by_name.get(name.casefold()) or by_number.get(looks_like_org_id(name))
        if one_known is not None:
            found[name] = one_known
    return found


def find(text: str) -> list[Found]:
    """The `MOST` organisations that fit best what somebody has typed so far; two queries at most.

    Every word must be part of a name, or the text of a number. First what is called exactly so, then
    what begins so, then what has a word that begins so.
    """
    if not folded(text):
        return []
    condition = holds(text)
    number = "".join(text.split()).upper()
    if sum(letter.isdigit() for letter in number) >= _FEWEST_FIGURES:
        condition |= Q(org_id__contains=number)
    return _gathered(_best_first(condition, text)[:_LOOKED_AT])[:MOST]


def near(name: str) -> list[Found]:
    """Organisations that may be meant by a name that is not on the list; one query.

    Those that have one of the words that tell organisations apart, as it is or as the beginning of
    a word, the most words in common first.
    """
    words = telling_words(name)
    condition = Q(pk__in=[])
    for word in words:
        # As long as it may be mistyped, by its beginning.
        start = word[: max(3, len(word) - 2)] if len(word) > 3 else word
        condition |= Q(folded_name__startswith=start) | Q(folded_name__contains=f" {start}")
    if number := looks_like_org_id(name):
        condition |= Q(org_id=number)
    fitting = _offered().filter(condition)
    ordered = sorted(
        fitting.order_by("folded_name", "pk")[:500],
        key=lambda one: (-_in_common(words, one.folded_name), one.folded_name, one.pk),
    )
    return _gathered(ordered)[:MOST]


def telling_words(name: str) -> list[str]:
    """The folded words of a name that tell it from others; all of them where none does."""
    words = list(dict.fromkeys(folded(name).split()))
    return [word for word in words if word not in _OF_ALL and len(word) > 1] or words


def _in_common(words: list[str], name: str) -> float:
    """How much of a folded name the words are: each counts in full, or as its beginning."""
    theirs = telling_words(name)
    score = 0.0
    for word in words:
        if word in theirs:
            score += 2
        elif any(one[:3] == word[:3] for one in theirs):
            score += 1
    return score - 0.1 * len(theirs)


def _offered() -> QuerySet[Organisation]:
    """What may be offered to somebody who types: no person who applied somewhere in their own name."""
    listed = Organisation.objects.filter(is_individual=False)
    return listed.exclude(merged_into__is_individual=True).select_related("merged_into")


def _best_first(condition: Q, text: str) -> QuerySet[Organisation]:
    typed = folded(text)
    rank = Case(
        When(folded_name=typed, then=Value(0)),
        When(folded_name__startswith=typed, then=Value(1)),
        When(folded_name__contains=f" {typed}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return _offered().filter(condition).order_by(rank, "folded_name", "pk")


def _gathered(fitting: Iterable[Organisation]) -> list[Found]:
    """Each organisation that stays once, in the order of the first of its names that fits."""
    found: dict[int, Found] = {}
    also: dict[int, list[Organisation]] = defaultdict(list)
    for one in fitting:
        stays = one.that_stays
        found.setdefault(stays.pk, Found(stays, also[stays.pk]))
        if one.pk != stays.pk:
            also[stays.pk].append(one)
    return list(found.values())
