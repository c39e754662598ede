"""The page that explains every rule, read from the book of rules."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from partnerships.presenters.rules import chapters
from partnerships.rules.criteria import BIG_LOCAL


class Rules(TemplateView):
    """Every rule in plain words, for anybody who is signed in."""

    template_name = "partnerships/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(criteria=BIG_LOCAL, chapters=chapters(BIG_LOCAL), **kwargs)
