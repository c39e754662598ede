"""A database constraint that Django lacks: two periods of one thing never share a day.

PostgreSQL has exclusion constraints for this (with the btree_gist extension, which the first
migration makes); SQLite gets two triggers that refuse the same rows. Both speak of inclusive days,
and a period without a last day goes on for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

Editor = BaseDatabaseSchemaEditor


class NoOverlap(BaseConstraint):
    """No two rows with equal `fields` have periods (`starts_on` to `ends_on`) that share a day."""

    def __init__(
        self,
        *,
        name: str,
        fields: Iterable[str],
        violation_error_message: str | None = None,
    ) -> None:
        self.fields = tuple(fields)
        super().__init__(
            name=name,
            violation_error_code="overlap",
            violation_error_message=violation_error_message,
        )

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs.pop("violation_error_code", None)
        kwargs["fields"] = self.fields
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if isinstance(other, NoOverlap):
            return (self.name, self.fields) == (other.name, other.fields)
        return NotImplemented

    __hash__ = BaseConstraint.__hash__

    # Both kinds need statements of their own after the table is made, so there is nothing to put
    # inside CREATE TABLE. Statements that know their table follow it when SQLite remakes it.
    def constraint_sql(self, model: type[models.Model], schema_editor: Editor) -> None:  # type: ignore[override]
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def create_sql(self, model: type[models.Model], schema_editor: Editor) -> None:  # type: ignore[override]
        for statement in self._statements(model, schema_editor):
            schema_editor.execute(str(statement))

    def remove_sql(self, model: type[models.Model], schema_editor: Editor) -> str | None:  # type: ignore[override]
        if schema_editor.connection.vendor == "postgresql":
            table = schema_editor.quote_name(model._meta.db_table)
            return f"ALTER TABLE {table} DROP CONSTRAINT {schema_editor.quote_name(self.name)}"
        for event in ("insert", "update"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{self.name}_{event}"')
        return None

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        """Raise ValidationError, in the constraint's words, when `instance` would be refused."""
        values = {
            name: getattr(instance, _column_field(model, name).attname) for name in self.fields
        }
        starts_on, ends_on = instance.starts_on, instance.ends_on  # type: ignore[attr-defined]
        if starts_on is None or None in values.values() or set(exclude or ()) & set(self.fields):
            return
        others = model._default_manager.using(using).filter(
            models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=starts_on),
            **values,
        )
        if ends_on is not None:
            others = others.filter(starts_on__lte=ends_on)
        if others.exclude(pk=instance.pk).exists():
            raise ValidationError(
                self.get_violation_error_message(), code=self.violation_error_code
            )

    def _statements(self, model: type[models.Model], schema_editor: Editor) -> list[Statement]:
        columns = [_column_field(model, name).column for name in self.fields]
        table = Table(model._meta.db_table, schema_editor.quote_name)
        if schema_editor.connection.vendor == "postgresql":
            same = ", ".join(f'"{column}" WITH =' for column in columns)
            return [
                Statement(
                    f'ALTER TABLE %(table)s ADD CONSTRAINT "{self.name}" EXCLUDE USING gist '
                    f"({same}, daterange(starts_on, ends_on, '[]') WITH &&)",
                    table=table,
                )
            ]
        same = " AND ".join(f'o."{column}" = NEW."{column}"' for column in columns)
        return [
            Statement(
                f'CREATE TRIGGER "{self.name}_{event}" BEFORE {event.upper()} ON %(table)s '
                f"WHEN EXISTS (SELECT 1 FROM %(table)s o WHERE {same} AND o.id IS NOT NEW.id "
                "AND o.starts_on <= COALESCE(NEW.ends_on, '9999-12-31') "
                "AND NEW.starts_on <= COALESCE(o.ends_on, '9999-12-31')) "
                f"BEGIN SELECT RAISE(ABORT, 'overlap: {self.name}'); END",
                table=table,
            )
            for event in ("insert", "update")
        ]


def _column_field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field
