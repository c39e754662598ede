"""The operations of the API: what each is asked, and what it answers. All of them only read."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, QueryDict
from ninja import Field, NinjaAPI, Query, Schema

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.replica import reading
from partnerships import standing
from partnerships.models import Area
from reviews.api.document import described
from reviews.api.keys import ServiceToken
from reviews.api.paging import Paged, page_of
from reviews.api.problems import UNANSWERABLE, Kind, Problem, ProblemAnswer, explain_problems
from reviews.api.schemas import PAGES, ROWS, DictionaryAnswer, filter_schema
from reviews.figures import BY_NAME, TABLES, Asked
from reviews.figures.choosing import chosen_areas
from reviews.forms.overview import OverviewFilters
from reviews.models import Round

# Whom to choose by name is not for a program that knows nobody by name.
FilterFields: Any = filter_schema("FilterFields", OverviewFilters, frozenset({"rep"}))


class Filters(FilterFields):
    """The filters of the overview."""


class PagedFilters(Paged, Filters):
    """The filters of the overview, and which page."""


class PagedReviews(Paged):
    """Of which round, and which page."""

    # Left out is not the same as null, which no address can say.
    year: int = Field(
        cast(int, None),
        ge=2012,
        le=2100,
        description="The year of the round; the latest when left out.",
    )


api = NinjaAPI(
    title="Big Local figures",
    version="1",
    description=(
        "What Big Local tells of its areas as figures, to be read by programs of Local Trust. "
        "It changes nothing and names no member."
    ),
    auth=ServiceToken(),
    openapi_url=None,
    docs_url=None,
)
explain_problems(api)

PROBLEMS: dict[int, Any] = dict.fromkeys((401, 403, 405, 422), ProblemAnswer)
FILTERS = frozenset(Filters.model_fields)


@api.get(
    "/areas",
    response={200: PAGES["areas"]} | PROBLEMS,
    url_name="api-areas",
    operation_id="areas",
    summary="Areas",
)
def areas(request: HttpRequest, asked: Query[PagedFilters]) -> dict[str, Any]:
    """Every area that is open today, as the overview shows it."""
    return _filtered(request, "areas", asked)


@api.get(
    "/areas/{slug:area}",
    response={200: ROWS["areas"], 404: ProblemAnswer} | PROBLEMS,
    url_name="api-area",
    operation_id="area",
    summary="One area",
)
def area(request: HttpRequest, area: str) -> dict[str, Any]:
    """One area that is open today, by what it is called in addresses."""
    _check_names(request, Schema)
    user, day = _who(request), clock.today()
    within_reach = Area.objects.within_reach_of(user).active_on(day)
    found = within_reach.filter(slug=area).first()
    if found is None or not policy.can(user, Permission.VIEW_FIGURES, found):
        raise Problem(Kind.NOT_FOUND, "There is no such area within reach of this token.")
    standing.bring_up_to_date(Area.objects.filter(pk=found.pk))
    table = BY_NAME["areas"]
    return dict(next(table.read(table, [found.pk], Asked(day, Round.objects.latest_on(day)))))


@api.get(
    "/findings",
    response={200: PAGES["findings"]} | PROBLEMS,
    url_name="api-findings",
    operation_id="findings",
    summary="Findings",
)
def findings(request: HttpRequest, asked: Query[PagedFilters]) -> dict[str, Any]:
    """What the rules find today, by area and rule: counted, and nobody named."""
    return _filtered(request, "findings", asked)


@api.get(
    "/members",
    response={200: PAGES["members"]} | PROBLEMS,
    url_name="api-members",
    operation_id="members",
    summary="Members’ counts",
)
def members(request: HttpRequest, asked: Query[PagedFilters]) -> dict[str, Any]:
    """How many members each area has today, and how many of them live there."""
    return _filtered(request, "members", asked)


@api.get(
    "/reviews",
    response={200: PAGES["reviews"]} | PROBLEMS,
    url_name="api-reviews",
    operation_id="reviews",
    summary="Reviews",
)
def reviews(request: HttpRequest, asked: Query[PagedReviews]) -> dict[str, Any]:
    """The reviews of one round, of areas that have closed since too."""
    _check_names(request, PagedReviews)
    day = clock.today()
    if asked.year is None:
        round_ = Round.objects.latest_on(day)
    else:
        round_ = Round.objects.filter(year=asked.year).first()
    within_reach = Area.objects.within_reach_of(_who(request))
    about = within_reach.filter(reviews__round=round_) if round_ else within_reach.none()
    return page_of(request, BY_NAME["reviews"], about, Asked(day, round_), asked)


@api.get(
    "/dictionary",
    response={200: DictionaryAnswer} | PROBLEMS,
    url_name="api-dictionary",
    operation_id="dictionary",
    summary="What every figure means",
)
def dictionary(request: HttpRequest) -> dict[str, Any]:
    """The data dictionary, from which the answers above are made."""
    _check_names(request, Schema)
    return {
        "data": [
            {
                "name": table.name,
                "title": table.title,
                "one_row": table.one_row,
                "figures": [
                    {
                        "name": figure.name,
                        "title": figure.heading,
                        "kind": figure.kind.value,
                        "unit": figure.unit,
                        "meaning": figure.meaning,
                        "source": figure.source,
                        "when_empty": figure.when_empty,
                        "choices": figure.words,
                    }
                    for figure in table.in_api
                ],
            }
            for table in TABLES
        ]
    }


@api.get("/openapi.json", url_name="api-openapi", include_in_schema=False)
def openapi(request: HttpRequest) -> dict[str, Any]:
    """This description of the API."""
    return described(api)


def _filtered(request: HttpRequest, name: str, asked: PagedFilters) -> dict[str, Any]:
    """A page of what the filters choose among the areas within reach."""
    _check_names(request, PagedFilters)
    chosen_filters = asked.dict(include=FILTERS, exclude_none=True)
    query = QueryDict(mutable=True)
    query.update(chosen_filters)
    with reading():
        chosen = chosen_areas(_who(request), query, clock.today())
        about = chosen.areas
        if name == "findings":
            about = about.exclude(standing__rules={})
        return page_of(request, BY_NAME[name], about, chosen.asked, asked)


def _who(request: HttpRequest) -> User:
    """The account of the token."""
    return cast(User, request.user)


def _check_names(request: HttpRequest, schema: type[Schema]) -> None:
    """Raise `Problem` for a parameter that does not exist, rather than choose nothing unsaid."""
    unknown = [name for name in request.GET if name not in schema.model_fields]
    if unknown:
        errors = [(name[:80], "There is no such parameter.") for name in unknown]
        raise Problem(Kind.WRONG_QUESTION, UNANSWERABLE, errors)
