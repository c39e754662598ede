"""The pages of the overview's table, of which there are only as many as somebody would turn."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import EmptyPage, InvalidPage, Page, Paginator
from django.db.models import QuerySet

from partnerships.models import Area
from reviews.dashboards.lines import Line

A_PAGE = 30
# The most areas that can be paged through: further on, a database reads all that comes before.
MOST = 3000


class Pages(Paginator):
    """Pages of at most `MOST` areas; `found` is how many there are, None for more than those.

    They are the lines of all of them, or a query; `known` is how many there are, where somebody has
    counted them.
    """

    found: int | None

    def __init__(self, areas: Sequence[Line] | QuerySet[Area], known: int | None = None) -> None:
        super().__init__(areas, A_PAGE)
        if not isinstance(areas, QuerySet):
            known = len(areas)
        elif known is None:
            counted = areas.order_by()[: MOST + 1].count()
            known = counted if counted <= MOST else None
        self.found = known
        self.count = MOST if known is None else min(known, MOST)

    @property
    def is_cut(self) -> bool:
        """Whether there are areas that no page shows."""
        return self.found is None or self.found > MOST


def page_of(pages: Paginator, asked: str) -> tuple[Page, list[str]]:
    """The page that is asked for, and what is amiss with it in a sentence, if anything.

    For one past the end it is the last, for what is no number the first.
    """
    if not asked:
        return pages.page(1), []
    try:
        return pages.page(asked), []
    except EmptyPage:
        last = pages.num_pages
        which = "the only one" if last == 1 else f"page {last}, the last one"
        return pages.get_page(asked), [f"There is no such page, so this is {which}."]
    except InvalidPage:
        return pages.page(1), ["There is no such page, so this is the first one."]
