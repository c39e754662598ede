"""The shapes of answers and questions, made from the book of figures and the filters of the overview."""

from __future__ import annotations

import datetime
from types import GenericAlias
from typing import Any, Literal

from django import forms
from ninja import Field, Schema
from pydantic import ConfigDict, create_model

from reviews.figures import BY_NAME, Figure, Kind, Table

TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.NUMBER: int,
    Kind.SHARE: float,
    Kind.YES_NO: bool,
    Kind.DAY: datetime.date,
    Kind.TEXTS: list[str],
}
# No database keeps this character, so no name has it.
NO_NUL = r"^[^\x00]*$"


def type_of(figure: Figure) -> Any:
    """The type of a field: that of the figure's kind or its choices, and null where it may be empty."""
    if figure.kind is Kind.CHOICE:
        kind: Any = _one_of(figure.words)
    elif figure.kind is Kind.CHOICES:
        kind = list[_one_of(figure.words)]  # type: ignore[misc]
    else:
        kind = TYPES[figure.kind]
    return kind | None if figure.may_be_empty else kind


def row_schema(table: Table) -> Any:
    """What one row of a table is in an answer: its figures, in their order."""
    fields: dict[str, Any] = {
        figure.name: (
            type_of(figure),
            Field(
                ...,
                title=figure.title,
                description=_described(figure),
                json_schema_extra={"x-unit": figure.unit, "x-source": figure.source},
            ),
        )
        for figure in table.in_api
    }
    return create_model(
        f"{table.name.title()}Row", __base__=Schema, __doc__=table.one_row, **fields
    )


def page_schema(table: Table) -> Any:
    """A page of rows."""
    fields: dict[str, Any] = {
        "data": (
            GenericAlias(list, (ROWS[table.name],)),
            Field(..., description=table.one_row),
        ),
        "next": (
            str | None,
            Field(..., description="The address of the next page; null on the last one."),
        ),
    }
    about = f"A page of {table.title.lower()}."
    return create_model(f"{table.name.title()}Page", __base__=Schema, __doc__=about, **fields)


def filter_schema(name: str, form: type[forms.Form], without: frozenset[str]) -> Any:
    """The filters of a form as parameters, each with the values that it may have."""
    fields: dict[str, Any] = {}
    for field_name, field in form.base_fields.items():
        if field_name in without:
            continue
        said = str(field.label)
        if isinstance(field, forms.ChoiceField):
            choices = list(field.choices)  # type: ignore[arg-type]
            words = {str(value): str(label) for value, label in choices if value}
            kind: Any = _one_of(words)
            listed = "; ".join(f"“{value}”: {label}" for value, label in words.items())
            about = Field(None, description=f"{said}. {listed}.")
        else:
            kind = str
            about = Field(
                None,
                description=f"{said}: a part of it, in small or capital letters.",
                max_length=getattr(field, "max_length", None),
                pattern=NO_NUL,
            )
        fields[field_name] = (kind, about)
    return create_model(name, __base__=Schema, **fields)


def _one_of(words: dict[str, str]) -> Any:
    return Literal[tuple(words)]


def _described(figure: Figure) -> str:
    parts = [figure.meaning]
    if figure.when_empty:
        parts.append(f"Null: {figure.when_empty}")
    if figure.choices:
        parts.append("; ".join(f"“{value}”: {words}" for value, words in figure.choices) + ".")
    return " ".join(parts)


ROWS: dict[str, Any] = {name: row_schema(table) for name, table in BY_NAME.items()}
PAGES: dict[str, Any] = {name: page_schema(table) for name, table in BY_NAME.items()}


class FigureAnswer(Schema):
    """One figure of the dictionary."""

    name: str
    title: str
    kind: str
    unit: str
    meaning: str
    source: str
    when_empty: str
    choices: dict[str, str] = Field(description="Its values, each with its words.")


class TableAnswer(Schema):
    """One table of the dictionary."""

    name: str
    title: str
    one_row: str
    figures: list[FigureAnswer]


class DictionaryAnswer(Schema):
    """What every figure means."""

    model_config = ConfigDict(title="Dictionary")

    data: list[TableAnswer]
