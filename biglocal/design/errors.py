"""Everything amiss on a page, in the order of its fields, each with the place where it is mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.forms import BaseForm, BaseFormSet

from biglocal.design.words import people_list

# The same thing amiss in more rows of a table than this is said once, with a link to the first.
_TOLD_APART = 5


class Amiss(NamedTuple):
    """One line of the error summary. `target` is the id to go to, or "" for the form as a whole."""

    message: str
    target: str


class _Line(NamedTuple):
    about: str
    message: str
    target: str


def amiss(*forms: Any) -> list[Amiss]:
    """What is wrong with these forms and formsets; nothing for one that was not sent, or is no form."""
    lines = list(dict.fromkeys(_lines(forms)))
    rows: dict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        if line.about:
            rows[line.message].append(line)
    return list(dict.fromkeys(_summed_up(lines, rows)))


def _summed_up(lines: Iterable[_Line], rows: dict[str, list[_Line]]) -> Iterator[Amiss]:
    for line in lines:
        if not line.about:
            yield Amiss(line.message, line.target)
            continue
        alike = rows[line.message]
        if len(alike) <= _TOLD_APART:
            yield Amiss(f"{line.about}: {line.message}", line.target)
        elif line == alike[0]:
            names = people_list([one.about for one in alike], named=1)
            yield Amiss(f"{names}: {line.message}", line.target)


def _lines(forms: Iterable[Any]) -> Iterator[_Line]:
    for form in forms:
        if isinstance(form, BaseFormSet):
            if form.is_bound:
                yield from (_Line("", str(message), "") for message in form.non_form_errors())
                yield from _lines(form.forms)
        elif isinstance(form, BaseForm) and form.is_bound:
            yield from (_Line("", str(message), "") for message in form.non_field_errors())
            for name in form.fields:
                field = form[name]
                target = "" if field.is_hidden else getattr(field, "first_id", field.id_for_label)
                about = getattr(field, "row_name", "")
                yield from (_Line(about, str(message), target) for message in field.errors)
            yield from _lines(getattr(form, "row_forms", ()))
