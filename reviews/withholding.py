"""What was submitted, as it may be shown: people whose records were erased since are not named.

The sealed text itself never changes, so what may not be shown of it any more is left out whenever a
page or a paper is made from it. Only this room reads a document for showing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from partnerships.models import Person
from partnerships.models.erased import each_text, without
from reviews.freezing import read
from reviews.models import Submission

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


def names(submission: Submission, people: Collection[int]) -> bool:
    """Whether a submission names any of these people (primary keys).

    Raises BrokenSeal as `freezing.read` does.
    """
    return any(int(person) in people for person, _ in _people(read(submission)))


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
    # Of two who share a name, neither is named: nobody could tell which of them is meant.
    others = names[False] - names[True]
    replace = without(names[True], keeping=others)
    replace_parts = without(names[True], keeping=others, with_parts=True)
    changed: dict[str, Any] = each_text(
        document, lambda text, key: (replace_parts if key in _IN_OWN_WORDS else replace)(text)
    )
    return changed


def _people(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Everybody whom a document names, as (id, name), once for each time."""
    if isinstance(node, Mapping):
        if "person" in node and "name" in node:
            yield str(node["person"]), node["name"]
            # What they were called the year before.
            if then := node.get("then", {}).get("name"):
                yield str(node["person"]), then
        elif key == "people" and "id" in node:
            yield str(node["id"]), node["name"]
        if "people" in node and "names" in node:
            yield from zip(map(str, node["people"]), node["names"], strict=True)
        for name, value in node.items():
            yield from _people(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _people(value, key)
