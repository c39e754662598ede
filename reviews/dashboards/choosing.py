"""Which areas an address of the overview asks for: its filters and order, read, said and applied."""

from __future__ import annotations

import datetime
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import Truncator

from biglocal.accounts.models import User
from biglocal.prepared import ANY_DAY, Prepared
from partnerships.models import Area, AssignedRole, Assignment
from partnerships.models.periods import current_q
from reviews.dashboards.orders import DEFAULT_SORT, is_order
from reviews.forms.overview import LATE, NO_REP, NO_REVIEW, NOT_FOR, OverviewFilters
from reviews.models import BEING_WRITTEN, Round

# What an address may have beside the filters.
BESIDE_FILTERS = {"sort", "page"}
# The most reps that anybody would look through.
MOST_REPS = 200
VERDICTS = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True)
class Chosen:
    """What an address asks for, as far as there is such a thing.

    `filters` are the valid ones that are set, `words` say them, `query` is the address's query
    string without what is empty or amiss and without the page, and `amiss` are sentences on what
    was left out.
    """

    form: OverviewFilters
    filters: dict[str, Any]
    sort: str
    words: str
    query: str
    amiss: list[str]


def read(asked: QueryDict, reps: Sequence[tuple[int, str]] | None) -> Chosen:
    """What the query of an address asks for; what is amiss in it is left out, never refused.

    `reps` are those to choose from, by id and name; None where they are looked for by name.
    """
    form = OverviewFilters(asked, reps=reps)
    filters = {name: value for name, value in form.what_holds.items() if value}
    amiss = no_such_filters(asked, {*form.fields, *BESIDE_FILTERS})
    wanted = asked.get("sort", "")
    sort = wanted if is_order(wanted) else DEFAULT_SORT
    amiss += no_such_order(wanted, sort, "the areas with most breaches")
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in filters.items()})
    if sort != DEFAULT_SORT:
        query["sort"] = sort
    return Chosen(form, filters, sort, form.in_words(), query.urlencode(), amiss)


def no_such_filters(asked: QueryDict, known: Container[str]) -> list[str]:
    """A sentence for each name in an address that a page does not know."""
    return [
        f"There is no filter called “{_short(name)}” here, so it was left out."
        for name in asked
        if name not in known
    ]


def no_such_order(wanted: str, sort: str, first: str) -> list[str]:
    """A sentence where an order is wanted that is not the one there is; `first` are those on top."""
    if wanted in ("", sort):
        return []
    return [f"There is no order called “{_short(wanted)}”, so {first} come first."]


def no_such_choices(form: OverviewFilters) -> list[str]:
    """A sentence for each filter whose choice does not exist, where no field stands to say it."""
    return [
        f"“{_short(form.data[name])}” is not among the choices for “{form[name].label}”, so it was "
        "left out."
        for name in form.errors
    ]


def reps_on(day: datetime.date) -> dict[int, list[tuple[int, str]]]:
    """The reps of each area on a day, by the area's primary key: ids and names; one query."""
    found: dict[int, list[tuple[int, str]]] = {}
    for area_id, pk, name in _REPS.rows({ANY_DAY: day}):
        found.setdefault(area_id, []).append((pk, name))
    return found


_REPS = Prepared(
    lambda: (
        Assignment.objects.filter(current_q(ANY_DAY), role=AssignedRole.REP)
        .order_by("user__name", "user_id")
        .values_list("area_id", "user_id", "user__name")
    )
)


def reps_to_choose_from(day: datetime.date) -> list[tuple[int, str]] | None:
    """The reps of a day by name; None when they are too many to choose from; one query."""
    assigned = Assignment.objects.filter(current_q(day), user=OuterRef("pk"), role=AssignedRole.REP)
    users = User.objects.filter(Exists(assigned)).order_by("name", "pk")
    found = list(users.values_list("pk", "name")[: MOST_REPS + 1])
    return found if len(found) <= MOST_REPS else None


def areas_on(day: datetime.date, round_: Round | int | None) -> QuerySet[Area]:
    """The active areas whose standing is known; `of_round` is their review in the round, which may
    be given by its primary key."""
    of_round = FilteredRelation("reviews", condition=Q(reviews__round=round_))
    return Area.objects.active_on(day).filter(standing__isnull=False).alias(of_round=of_round)


def filtered(
    areas: QuerySet[Area], chosen: dict[str, Any], day: datetime.date, round_: Round | None
) -> QuerySet[Area]:
    """The areas of `areas_on` that fit the filters of a `Chosen`; `areas` itself for no filter."""
    for name, value in chosen.items():
        areas = areas.filter(FILTERS[name](value, day, round_))
    return areas


def is_late(day: datetime.date, round_: Round | None) -> Q:
    """The condition on `areas_on` that the review is still awaited after the last day for it."""
    late = Q(of_round__extended_to__lt=day)
    if round_ and round_.closes_on < day:
        late |= Q(of_round__extended_to__isnull=True)
    return late & Q(of_round__state__in=BEING_WRITTEN)


def _named(value: str, day: datetime.date, round_: Round | None) -> Q:
    return (
        Q(name__icontains=value)
        | Q(local_authority__icontains=value)
        | Q(reference__icontains=value)
    )


def _of_rep(value: str, day: datetime.date, round_: Round | None) -> Q:
    reps = Assignment.objects.filter(current_q(day), role=AssignedRole.REP)
    if value == NO_REP:
        return ~Q(pk__in=reps.values("area"))
    of_them = Q(user=value) if value.isdecimal() else Q(user__name__icontains=value)
    return Q(pk__in=reps.filter(of_them).values("area"))


def _of_review(value: str, day: datetime.date, round_: Round | None) -> Q:
    if value == LATE:
        return is_late(day, round_)
    if value == NO_REVIEW:
        return Q(of_round__state__isnull=True)
    return Q(of_round__state=value)


def _changed(value: str, day: datetime.date, round_: Round | None) -> Q:
    never = Q(register_changed_at__isnull=True)
    if value == "never":
        return never
    first = datetime.datetime.combine(
        day - datetime.timedelta(days=NOT_FOR.get(value, 30)), datetime.time.min
    )
    since = timezone.make_aware(first)
    if value in NOT_FOR:
        return never | Q(register_changed_at__lt=since)
    return Q(register_changed_at__gte=since)


FILTERS: dict[str, Any] = {
    "q": _named,
    "region": lambda value, day, round_: Q(region=value),
    "rep": _of_rep,
    "criteria": lambda value, day, round_: Q(standing__meets_criteria=VERDICTS[value]),
    "conflicts": lambda value, day, round_: Q(standing__meets_conflicts_guidance=VERDICTS[value]),
    "level": lambda value, day, round_: Q(**{f"standing__{value}__gt": 0}),
    "rule": lambda value, day, round_: Q(standing__rules__has_key=value),
    "departure": lambda value, day, round_: Q(standing__is_one_departure_away=value == "yes"),
    "review": _of_review,
    "changed": _changed,
}


def _short(text: str) -> str:
    """What somebody typed, short enough for a sentence and without what cannot be seen."""
    seen = "".join(letter for letter in text if letter.isprintable())
    return Truncator(seen).chars(40)
