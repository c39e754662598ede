"""The form of one of the four questions."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import VersionedForm
from reviews.models import Reply


class AnswerForm(VersionedForm):
    """An answer as far as it has got; what it lacks is said after it is saved, not instead."""

    marks_optional = False

    reply = forms.ChoiceField(
        label="Your answer", choices=Reply.choices, required=False, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=(
            "Needed when the answer is partly or no, and when it is yes although a finding says "
            "otherwise."
        ),
    )
