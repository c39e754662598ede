"""How a form asks once whether an answer that looks wrong is right."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import DesignMixin


def is_sure(form: DesignMixin, name: str, mark: str, words: str, *, label: str) -> bool:
    """Put a box to tick into a bound form, under `name`; whether it was ticked.

    `mark` says what exactly is ticked, so that a tick says nothing of other answers than those.
    """
    question = forms.MultipleChoiceField(
        label=label,
        choices=[(mark, words)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    form.fields[name] = question
    form._settle(name, question)
    form.cleaned_data[name] = [mark]
    return mark in question.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
