"""The tags for what is counted and listed: figures, tables, their order and their pages.

Where a page has many of them they are written here rather than as templates, each of which costs
as much as ten.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from biglocal.design import words
from biglocal.design.filters import draw_filters
from biglocal.design.tiles import Tile, draw_tiles

register = template.Library()

_SVG = '<svg viewBox="0 0 10 12" aria-hidden="true" focusable="false"><path d="{}"/></svg>'
ARROWS = {
    "ascending": format_html(_SVG, "M5 2 10 10H0z"),
    "descending": format_html(_SVG, "M5 10 0 2h10z"),
}


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    cards: bool = True,
    small: bool = False,
    wide: bool = False,
    hide_caption: bool = False,
) -> SafeString:
    """A table in a frame that scrolls; rows become cards on a phone unless `cards=False`.

    One that is `wide` has many columns, and breaks lines where others do not.
    """
    classes = ["app-table"]
    if cards:
        classes.append("app-table--cards")
    if small:
        classes.append("app-table--small")
    if wide:
        classes.append("app-table--wide")
    return format_html(
        '<div class="app-table-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table class="{}"><caption{}>{}</caption>{}</table></div>',
        caption,
        " ".join(classes),
        mark_safe(' class="govuk-visually-hidden"') if hide_caption else "",
        caption,
        content,
    )


@register.simple_tag(takes_context=True)
def column(
    context: Context, title: str, sort: str = "", number: bool = False, hidden: bool = False
) -> SafeString:
    """A column's heading; with `sort`, a link that orders by it ("?sort=name", then "-name")."""
    classes = mark_safe(' class="app-table__number"') if number else ""
    if not sort:
        text = format_html('<span class="govuk-visually-hidden">{}</span>', title)
        return format_html('<th scope="col"{}>{}</th>', classes, text if hidden else title)
    now = str(context["request"].GET.get("sort", "")) or str(context.get("sort", ""))
    direction = {sort: "ascending", f"-{sort}": "descending"}.get(now)
    return format_html(
        '<th scope="col"{}{}><a class="app-table__sort" href="{}">{}{}</a></th>',
        classes,
        format_html(' aria-sort="{}"', direction) if direction else "",
        query(context, sort=f"-{sort}" if now == sort else sort, page=None),
        title,
        ARROWS[direction] if direction else "",
    )


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """This page's query string with some of it changed: `{% query page=2 %}`; None takes out."""
    asked: QueryDict = context["request"].GET
    pairs = [
        (key, value) for key, values in asked.lists() if key not in changes for value in values
    ]
    pairs += [(key, str(value)) for key, value in changes.items() if value not in (None, "")]
    return f"?{urlencode(pairs)}"


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page) -> dict[str, Any]:
    """Links to the other pages of a `Page`; nothing when there is but one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [
            {
                "number": number,
                "href": query(context, page=number) if isinstance(number, int) else "",
                "is_current": number == page.number,
            }
            for number in numbers
        ],
        "previous": query(context, page=page.previous_page_number()) if page.has_previous() else "",
        "next": query(context, page=page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def figure(name: str, number: Any, note: str = "", href: str = "", of: str = "") -> SafeString:
    """One headline count within `{% figures %}`; `of` is heard alone, where a heading shows it."""
    if of:
        name = format_html('{}<span class="govuk-visually-hidden"> {}</span>', name, of)
    return format_html(
        '<div class="app-figure"><dt class="app-figure__name">{}{}</dt>'
        '<dd class="app-figure__number">{}</dd></div>',
        format_html('<a class="govuk-link" href="{}">{}</a>', href, name) if href else name,
        format_html(' <span class="app-figure__note">{}</span>', note) if note else "",
        words.number(number) if isinstance(number, int) else number,
    )


@register.simple_block_tag
def figures(content: str) -> SafeString:
    """A row of headline counts."""
    return format_html('<dl class="app-figures">{}</dl>', content)


@register.simple_tag
def tiles(tiles: Iterable[Tile]) -> SafeString:
    """Many things at a glance, each a `Tile` of `biglocal.design.tiles`."""
    return draw_tiles(tiles)


@register.simple_tag
def filter_fields(form: BaseForm) -> SafeString:
    """The fields of a form of filters, as each would be drawn by itself."""
    return draw_filters(form)
