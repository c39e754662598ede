"""Whatever refers to a person: rows of any model, each with how it leads to its area.

What refers to them by a foreign key is found by asking Django, so that a new kind of fact is found
without a word here. A model that lists people in JSON, as texts of their primary keys, names that
field in its `lists_people`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F
from django.db.models.functions import Cast

from partnerships.models import Area, Merge, Person


@dataclass(frozen=True)
class Reference:
    """A row that refers to somebody by a field (its `attname`), and the primary key of its area."""

    row: models.Model
    name: str
    area_id: int | None

    @property
    def kind(self) -> str:
        return self.row._meta.model_name or ""

    @property
    def areas(self) -> set[int]:
        """The primary key of its area, if it has one."""
        return set() if self.area_id is None else {self.area_id}

    def about(self, person: Person, other: Person) -> models.Model:
        """A copy of the row, unsaved, that says of `person` what it says of `other`."""
        model = type(self.row)
        changed = model(**{one.attname: getattr(self.row, one.attname) for one in _fields(model)})
        changed._state.adding = False
        value: Any = person.pk
        if isinstance(model._meta.get_field(self.name), models.JSONField):
            value = sorted({str(person.pk), *self.value} - {str(other.pk)})
        setattr(changed, self.name, value)
        return changed

    @property
    def value(self) -> Any:
        return getattr(self.row, self.name)


def references_to(person: Person) -> Iterator[Reference]:
    """Every row that refers to somebody, but for what is written of merges."""
    for model, name in _referring():
        path = path_to_area(model)
        rows = model._base_manager.filter(**{name: person.pk}).order_by("pk")
        yield from _read(rows, name, path)
    for model, name in _listing():
        path = path_to_area(model)
        # Not every database can look into a list; every one can look into its text.
        rows = model._base_manager.annotate(listed=Cast(name, models.TextField()))
        yield from _read(rows.filter(listed__contains=f'"{person.pk}"').order_by("pk"), name, path)


def _read(rows: models.QuerySet[Any], name: str, path: str | None) -> Iterator[Reference]:
    if path is None:
        yield from (Reference(row, name, None) for row in rows)
        return
    for row in rows.annotate(area_of_row=F(path)):
        yield Reference(row, name, row.__dict__.pop("area_of_row"))


def _referring() -> Iterator[tuple[type[models.Model], str]]:
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        model: Any = relation.related_model
        if model not in (Merge, Person):
            yield model, relation.remote_field.attname  # type: ignore[union-attr]


def _listing() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        name = getattr(model, "lists_people", "")
        if name:
            yield model, name


def path_to_area(model: Any, steps: int = 2) -> str | None:
    """How a row of a model leads to its area, by itself or by one it belongs to, at most so many
    steps away; None if nohow."""
    if _has_area(model):
        return "area"
    related = [one for one in model._meta.concrete_fields if one.is_relation]
    for away in range(steps):
        for one in related:
            if path := path_to_area(one.related_model, away):
                return f"{one.name}__{path}"
    return None


def _has_area(model: Any) -> bool:
    try:
        return model._meta.get_field("area").related_model is Area
    except FieldDoesNotExist:
        return False


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)
