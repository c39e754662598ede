"""A verdict as it is shown: a shape and a word first, then a colour, so that nobody needs the colour."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Word and shape; the colour is the stylesheet's. Drawn in a box of 12 by 12.
STATUSES: Mapping[str, tuple[str, str]] = {
    "meets": ("Meets", '<circle cx="6" cy="6" r="6"/>'),
    "does-not-meet": ("Does not meet", '<rect width="12" height="12"/>'),
    "cannot-tell": ("Cannot tell", '<path d="M6 .5 12 11.5H0z"/>'),
    "caution": (
        "Caution",
        '<circle cx="6" cy="6" r="4.8" fill="none" stroke="currentColor" stroke-width="2.4"/>',
    ),
}
# Each shape as it is drawn before its word.
SHAPES: Mapping[str, SafeString] = {
    name: mark_safe(  # noqa: S308 - drawn above
        '<svg viewBox="0 0 12 12" fill="currentColor" aria-hidden="true" focusable="false">'
        f"{shape}</svg>"
    )
    for name, (_, shape) in STATUSES.items()
}
# A verdict of the rules is true, false or null; a finding has a level.
STATUS_OF: Mapping[Any, str] = {
    True: "meets",
    False: "does-not-meet",
    None: "cannot-tell",
    "breach": "does-not-meet",
    "incomplete": "cannot-tell",
} | {name: name for name in STATUSES}


def status_name(value: bool | str | None) -> str:
    """The status as the stylesheet calls it: "meets", "does-not-meet", "cannot-tell", "caution"."""
    return STATUS_OF[value]


def draw_status(value: bool | str | None, word: str = "", *, is_small: bool = False) -> SafeString:
    """The tag's HTML; raises KeyError for what is neither a verdict, nor a level, nor a status."""
    name = status_name(value)
    # Escaped before it is remembered: a safe text and the same text unsafe are one key.
    return _draw(name, conditional_escape(word or STATUSES[name][0]), is_small)


# A list of every area shows several hundred of them.
@lru_cache(maxsize=256)
def _draw(name: str, word: SafeString, is_small: bool) -> SafeString:
    return format_html(
        '<strong class="app-status app-status--{}{}">{}{}</strong>',
        name,
        " app-status--small" if is_small else "",
        SHAPES[name],
        word,
    )
