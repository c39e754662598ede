"""Two people saving one record: where what is saved now and what was typed differ, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.forms import BaseForm

from biglocal.design.words import day_in_words, money, people_list

NOTHING = "Nothing"


class Difference(NamedTuple):
    """One field: its label, what is saved now, and what was typed, both as people read them."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What `components/conflict.html` shows; false when the two agree in every field."""

    rows: tuple[Difference, ...]
    by: str = ""
    at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.rows)


def compare(
    form: BaseForm, saved: Mapping[str, Any], *, by: str = "", at: datetime | None = None
) -> Conflict:
    """Compare a valid form with the record's values now, by field name; other fields are left out."""
    rows = []
    for name, field in form.fields.items():
        if name not in saved or field.widget.is_hidden:
            continue
        now, typed = in_words(field, saved[name]), in_words(field, form.cleaned_data.get(name))
        if now != typed:
            rows.append(Difference(str(form[name].label), now, typed))
    return Conflict(tuple(rows), by, at)


def in_words(field: forms.Field, value: Any) -> str:
    """A value as a page would say it: the label of a choice, "27 March 2024", "Yes", "£1,250"."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(field, forms.ModelMultipleChoiceField):
        return people_list(value) or NOTHING
    if isinstance(field, forms.ModelChoiceField):
        return str(value)
    if isinstance(field, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in list(field.choices)}  # type: ignore[arg-type]
        if isinstance(value, list | tuple | set):
            return people_list(labels.get(str(one), one) for one in value)
        return labels.get(str(value), str(value))
    if isinstance(value, list | tuple):
        return people_list(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_in_words(value)
    if getattr(field, "prefix", "") == "£":
        return money(value)
    return str(value)
