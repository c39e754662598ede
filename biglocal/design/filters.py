"""The fields of a form of filters: a page of filters is mostly the time that they take."""

from __future__ import annotations

from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString, mark_safe

from biglocal.design.bound import CLASSES, DesignBoundField
from biglocal.design.forms import DesignForm


class FilterForm(DesignForm):
    """Filters that live in the address; everything left empty shows all there is."""

    form_method = "get"
    marks_optional = False

    @property
    def what_holds(self) -> dict[str, Any]:
        """What is chosen, by field; "" for what is left empty, and for what does not exist: that is
        said beside its field, and the rest holds all the same."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class FixedChoiceField(forms.ChoiceField):
    """A choice from a list that never changes, so that every copy of the form shares it."""

    def __deepcopy__(self, memo: dict[int, Any]) -> FixedChoiceField:
        # A ChoiceField copies each of its choices for every page.
        copied: FixedChoiceField = super(forms.ChoiceField, self).__deepcopy__(memo)
        return copied


def draw_filters(form: forms.BaseForm) -> SafeString:
    """Each visible field of `form` as `{{ field.as_field_group }}` draws it."""
    drawn = [
        _draw(field)
        if isinstance(field, DesignBoundField) and _is_plain(field)
        else field.as_field_group()
        for field in form.visible_fields()
    ]
    return mark_safe("".join(drawn))  # noqa: S308  escaped below, or by Django


def _is_plain(field: DesignBoundField) -> bool:
    """Whether it is a box or a list of choices with its label, and nothing more to say."""
    return (
        type(field.field.widget) in (forms.TextInput, forms.Select)
        and not (field.errors or field.help_text or field.prefix or field.field.widget.attrs)
        and not (field.is_heading or field.is_bare or field.is_optional)
        and not getattr(field.form, "widths", {}).get(field.name)
    )


def _draw(field: DesignBoundField) -> str:
    value = field.value()
    chosen = "" if value is None else str(value)
    names = f'name="{escape(field.html_name)}" class="{CLASSES[field.kind]}" id="{field.auto_id}"'
    size = f" govuk-label--{field.label_size}" if field.label_size else ""
    if field.kind == "input":
        value_of_it = f' value="{escape(chosen)}"' if chosen else ""
        box = f'<input type="text" {names}{value_of_it}>'
    else:
        assert isinstance(field.field, forms.ChoiceField)
        options = [
            f'<option value="{escape(str(key))}"{" selected" if str(key) == chosen else ""}>'
            f"{escape(str(label))}</option>"
            for key, label in field.field.widget.choices
        ]
        box = f"<select {names}>{''.join(options)}</select>"
    return (
        f'<div class="govuk-form-group"><label class="govuk-label{size}" '
        f'for="{field.auto_id}">{escape(str(field.label))}</label>{box}</div>'
    )
