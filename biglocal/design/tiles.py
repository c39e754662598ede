"""Tiles: many things at a glance, each a link with its status as a shape, a word and then a colour."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from biglocal.design.status import SHAPES, STATUSES, status_name


class Tile(NamedTuple):
    """One thing: its name, where it leads, its status (as of `{% status %}`), and a word more.

    `mark` is a word that stands quietly beside the status and changes nothing of it; `mark_said` is
    what is read aloud in its place.
    """

    name: str
    href: str
    status: bool | str | None
    note: str = ""
    mark: str = ""
    mark_said: str = ""


def draw_tiles(tiles: Iterable[Tile]) -> SafeString:
    """The list of tiles. Written in one go: a page has hundreds, and a template each is slow."""
    drawn = []
    for name, href, status, note, mark, mark_said in tiles:
        kind = status_name(status)
        more = f'<span class="app-tile__note">{escape(note)}</span>' if note else ""
        if mark:
            more += (
                f' <span class="app-tile__mark" aria-hidden="true">{escape(mark)}</span>'
                f'<span class="govuk-visually-hidden">, {escape(mark_said)}</span>'
            )
        drawn.append(
            f'<li><a class="app-tile app-tile--{kind}" href="{escape(href)}">'
            f'<span class="app-tile__name">{escape(name)}</span> '
            f'<span class="app-tile__status">{SHAPES[kind]}{STATUSES[kind][0]}</span> {more}</a></li>'
        )
    return mark_safe(f'<ul class="app-tiles">{"".join(drawn)}</ul>')  # noqa: S308  escaped above
