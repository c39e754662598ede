"""What stands for somebody whose record was erased, and how their name is taken out of what was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

# What they are called.
ERASED = "Erased person"
# Parts of a name that are shorter are words of every sentence, and so are these.
_SHORTEST_PART = 3
_WORDS = {"April", "May", "June", "August", "Will"}


def without(
    names: Collection[str],
    *,
    keeping: Collection[str] = (),
    with_parts: bool = False,
    instead: str = ERASED,
) -> Callable[[str], str]:
    """A function that puts `instead` for each of `names` in a text, whatever their case.

    With `with_parts` also for each part of them, written as it is in the name; full names in
    `keeping` stay whole all the same.
    """
    gone = sorted({name for name in names if name} - {ERASED}, key=len, reverse=True)
    if not gone:
        return str
    patterns = [f"(?i:{_any_of(gone)})"]
    if keeping:
        patterns.insert(0, f"(?P<kept>{_any_of(keeping)})")
    if with_parts:
        parts = {part for name in gone for part in name.split() if len(part) >= _SHORTEST_PART}
        patterns.append(_any_of(parts - _WORDS))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(each for each in patterns if each)})(?!\w)")
    return lambda text: pattern.sub(lambda found: found.groupdict().get("kept") or instead, text)


def each_text(node: Any, change: Callable[[str, str], str], key: str = "") -> Any:
    """A copy of plain values of JSON with every text changed; `change` is given the text and the key
    that it stands under."""
    if isinstance(node, str):
        return change(node, key)
    if isinstance(node, Mapping):
        return {name: each_text(value, change, name) for name, value in node.items()}
    if isinstance(node, list):
        return [each_text(value, change, key) for value in node]
    return node


def _any_of(texts: Collection[str]) -> str:
    # The longer first, so that none is taken for the beginning of another.
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))
