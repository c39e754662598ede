"""A database constraint that Django lacks: a row is written once, and not even SQL changes it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint

Editor = BaseDatabaseSchemaEditor


class WrittenOnce(BaseConstraint):
    """UPDATE is refused by both databases, and DELETE by PostgreSQL.

    SQLite is for looking around and for tests, which empty its tables by DELETE; PostgreSQL empties
    them by TRUNCATE, which no trigger of a row sees and which asks for the table's owner.
    """

    def __eq__(self, other: object) -> bool:
        if isinstance(other, WrittenOnce):
            return self.name == other.name
        return NotImplemented

    __hash__ = BaseConstraint.__hash__

    def constraint_sql(self, model: type[models.Model], schema_editor: Editor) -> None:  # type: ignore[override]
        # Nothing to put inside CREATE TABLE. What knows its table follows it when SQLite remakes it.
        schema_editor.deferred_sql.extend(self._statements(model, schema_editor))

    def create_sql(self, model: type[models.Model], schema_editor: Editor) -> None:  # type: ignore[override]
        for statement in self._statements(model, schema_editor):
            schema_editor.execute(str(statement))

    def remove_sql(self, model: type[models.Model], schema_editor: Editor) -> str | None:  # type: ignore[override]
        if schema_editor.connection.vendor == "postgresql":
            return f'DROP FUNCTION "{self.name}" CASCADE'
        return f'DROP TRIGGER IF EXISTS "{self.name}"'

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Iterable[str] | None = None,
        using: str = "default",
    ) -> None:
        """Nothing of a record by itself says whether it is written a second time."""

    def _statements(self, model: type[models.Model], schema_editor: Editor) -> list[Statement]:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        if schema_editor.connection.vendor == "postgresql":
            return [
                Statement(
                    f'CREATE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS '
                    f"$$BEGIN RAISE EXCEPTION 'written once: {self.name}' "
                    "USING ERRCODE = 'integrity_constraint_violation'; END$$",
                    table=table,
                ),
                Statement(
                    f'CREATE TRIGGER "{self.name}" BEFORE UPDATE OR DELETE ON %(table)s '
                    f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
                    table=table,
                ),
            ]
        return [
            Statement(
                f'CREATE TRIGGER "{self.name}" BEFORE UPDATE ON %(table)s '
                f"BEGIN SELECT RAISE(ABORT, 'written once: {self.name}'); END",
                table=table,
            )
        ]
