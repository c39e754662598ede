"""The filters of the post, which live in its address."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.filters import FilterForm
from biglocal.post.models import State
from biglocal.post.samples import samples


class PostFilters(FilterForm):
    """Which messages to show; everything left empty shows them all."""

    q = forms.CharField(label="Name, e-mail address or subject", required=False, max_length=254)
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *State.choices])
    kind = forms.ChoiceField(label="Kind", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        open_kinds = {key: one for key, one in samples().items() if not one.is_in_confidence}
        kind.choices = [("", "Any"), *((key, one.title) for key, one in open_kinds.items())]

    def in_words(self) -> str:
        """What is filtered now, like "“rita”; stuck"; "" for nothing."""
        q, state, kind = (self.what_holds[name] for name in ("q", "state", "kind"))
        return "; ".join(
            words
            for words in [
                f"“{q}”" if q else "",
                State(state).label.lower() if state else "",
                samples()[kind].title.lower() if kind else "",
            ]
            if words
        )
