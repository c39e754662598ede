"""Rows as JSON can hold them, without losing anything, so that they can be put back exactly."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models


def packed(row: models.Model) -> dict[str, Any]:
    """The values of a row by column, without its primary key: texts as Django's serializers write
    them, null, or lists of JSON."""
    return {
        one.attname: None if one.value_from_object(row) is None else one.value_to_string(row)
        for one in row._meta.concrete_fields
        if not one.primary_key
    }


def unpacked(model: type[models.Model], pk: int, values: dict[str, Any]) -> Any:
    """The row, unsaved, that `packed` gave these values of."""
    return model(pk=pk, **{name: value_of(model, name, text) for name, text in values.items()})


def value_of(model: type[models.Model], name: str, value: Any) -> Any:
    """One packed value as its column holds it; `name` is the column's `attname`."""
    column = next(one for one in model._meta.concrete_fields if one.attname == name)
    return column.to_python(value)


def seal(row: models.Model) -> str:
    """A digest of a row's values: another as soon as one of them is."""
    text = json.dumps(packed(row), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
