"""What was submitted, as it may be shown: people whose records were erased since are not named.

The sealed text itself never changes, so what may not be shown of it any more is left out whenever a
page or a paper is made from it. Only this room reads a document for showing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from partnerships.models import Person
from partnerships.models.person import ERASED
from reviews.freezing import read
from reviews.models import Submission

# Parts of a name that are shorter are words of every sentence.
_SHORTEST_PART = 3
# What people wrote in their own words, where somebody may be called by one name alone.
_IN_OWN_WORDS = {"comment", "note", "what", "owner", "reason", "text"}


def shown(submission: Submission) -> tuple[dict[str, Any], bool]:
    """The document without the names of people erased since, and whether there are any.

    One query. Raises BrokenSeal as `freezing.read` does.
    """
    document = read(submission)
    erased = erased_among(document)
    return (withheld(document, erased), True) if erased else (document, False)


def names_erased_people(submission: Submission) -> bool:
    """Whether the sealed text names somebody whose record was erased since."""
    return bool(erased_among(read(submission)))


def erased_among(document: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the people whom a document names and who were erased since."""
    named = {int(person) for person, _ in _people(document)}
    erased = Person.objects.filter(pk__in=named, erased_at__isnull=False)
    return frozenset(str(pk) for pk in erased.values_list("pk", flat=True))


def withheld(document: Mapping[str, Any], erased: frozenset[str]) -> dict[str, Any]:
    """A copy of a document in which nobody with an id in `erased` is named.

    Full names are replaced wherever they stand, also in sentences; where people wrote in their own
    words, so is each part of such a name. Full names of others stay as they are.
    """
    names: dict[bool, set[str]] = {True: set(), False: set()}
    for person, name in _people(document):
        names[person in erased].add(name)
    replace = replacer(names[True], keeping=names[False])
    replace_parts = replacer(names[True], keeping=names[False], with_parts=True)
    changed = _each(dict(document), replace, replace_parts)
    assert isinstance(changed, dict)
    return changed


def replacer(
    names: set[str], *, keeping: set[str] | frozenset[str] = frozenset(), with_parts: bool = False
) -> Callable[[str], str]:
    """A function that puts `ERASED` for each of `names` in a text, whatever their case."""
    gone = sorted(names - {ERASED}, key=len, reverse=True)
    if not gone:
        return str
    patterns = [f"(?P<kept>{'|'.join(map(re.escape, sorted(keeping, key=len, reverse=True)))})"]
    patterns = patterns if keeping else []
    patterns.append(f"(?i:{'|'.join(map(re.escape, gone))})")
    if with_parts:
        parts = {part for name in gone for part in name.split() if len(part) >= _SHORTEST_PART}
        patterns += [re.escape(part) for part in sorted(parts, key=len, reverse=True)]
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")

    def replaced(match: re.Match[str]) -> str:
        return match.groupdict().get("kept") or ERASED

    return lambda text: pattern.sub(replaced, text)


def _people(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Everybody whom a document names, as (id, name), once for each time."""
    if isinstance(node, Mapping):
        if "person" in node and "name" in node:
            yield str(node["person"]), node["name"]
        elif key == "people" and "id" in node:
            yield str(node["id"]), node["name"]
        if "people" in node and "names" in node:
            yield from zip(map(str, node["people"]), node["names"], strict=True)
        for name, value in node.items():
            yield from _people(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _people(value, key)


def _each(
    node: Any, replace: Callable[[str], str], replace_parts: Callable[[str], str], key: str = ""
) -> Any:
    """A copy of a node with every text in it replaced."""
    if isinstance(node, str):
        return (replace_parts if key in _IN_OWN_WORDS else replace)(node)
    if isinstance(node, Mapping):
        return {name: _each(value, replace, replace_parts, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_each(value, replace, replace_parts, key) for value in node]
    return node
