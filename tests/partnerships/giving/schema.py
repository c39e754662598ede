"""What 360Giving asks of a file, read from its own schemas: is it valid, and what do its columns mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2] / "data" / "360giving"
PACKAGE = json.loads((ROOT / "360-giving-package-schema.json").read_text())
GRANT = json.loads((ROOT / "360-giving-schema.json").read_text())
# The package names the schema of a grant by an older version than the grant's own.
_NAMED = PACKAGE["properties"]["grants"]["items"]["$ref"]
VALIDATOR = Draft202012Validator(
    PACKAGE,
    registry=Registry().with_resource(_NAMED, DRAFT202012.create_resource(GRANT)),
    format_checker=Draft202012Validator.FORMAT_CHECKER,
)


def faults(package: Any) -> list[str]:
    """What is wrong with a package, and where; nothing for a valid one."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(package)]


def grant_of(titles: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    """A grant in JSON from a row of a spreadsheet, by the titles that the schema gives to its fields."""
    grant: dict[str, Any] = {}
    for title, value in zip(titles, row, strict=True):
        if value is None:
            continue
        *group, last = title.split(":")
        if not group:
            grant[_by_title(GRANT, last)[0]] = value
            continue
        name, of = _by_title(GRANT, *group)
        inner = of.get("items", of)
        within, _ = _by_title(GRANT["$defs"][inner["$ref"].rpartition("/")[2]], last)
        if "items" in of:
            grant.setdefault(name, [{}])[0][within] = value
        else:
            grant.setdefault(name, {})[within] = value
    return grant


def _by_title(schema: dict[str, Any], title: str) -> tuple[str, dict[str, Any]]:
    [found] = [
        (name, of)
        for name, of in schema["properties"].items()
        if (of.get("title") or GRANT["$defs"].get(name, {}).get("title")) == title
    ]
    return found
