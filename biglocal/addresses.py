"""Addresses for long lists, where resolving each by itself would take most of the page's time."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

# A slug that no record has: a slug is made of letters, figures, hyphens and underscores.
PLACE = "--slug--"


def by_slug(name: str, *before: Any) -> Callable[[str], str]:
    """`reverse(name, args=[*before, slug])` for any slug, resolved once."""
    start, _, end = reverse(name, args=[*before, PLACE]).partition(PLACE)
    return lambda slug: f"{start}{slug}{end}"
