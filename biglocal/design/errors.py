"""Everything amiss on a page, in the order of its fields, each with the place where it is mended."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm, BaseFormSet


class Amiss(NamedTuple):
    """One line of the error summary. `target` is the id to go to, or "" for the form as a whole."""

    message: str
    target: str


def amiss(*forms: Any) -> list[Amiss]:
    """What is wrong with these forms and formsets; nothing for one that was not sent, or is no form."""
    return list(dict.fromkeys(_amiss(forms)))


def _amiss(forms: Iterable[Any]) -> Iterator[Amiss]:
    for form in forms:
        if isinstance(form, BaseFormSet):
            if form.is_bound:
                yield from (Amiss(str(message), "") for message in form.non_form_errors())
                yield from _amiss(form.forms)
        elif isinstance(form, BaseForm) and form.is_bound:
            yield from (Amiss(str(message), "") for message in form.non_field_errors())
            for name in form.fields:
                field = form[name]
                target = "" if field.is_hidden else getattr(field, "first_id", field.id_for_label)
                about = getattr(field, "row_name", "")
                for message in field.errors:
                    yield Amiss(f"{about}: {message}" if about else str(message), target)
