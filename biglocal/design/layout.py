"""Pieces of a form's layout beyond one field after another."""

from collections.abc import Mapping, Sequence
from typing import Any

from crispy_forms.layout import Fieldset as CrispyFieldset
from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.utils.safestring import SafeString, mark_safe


class Fieldset(CrispyFieldset):
    """Fields that belong together under a legend: `Fieldset("Home", "street", "postcode", size="s")`."""

    def __init__(self, legend: str, *fields: Any, size: str = "m", hint: str = "") -> None:
        super().__init__(legend, *fields)
        self.size = size
        self.hint = hint


class RevealingRadios(LayoutObject):
    """Radios with fields under a choice, shown when it is chosen (without a script, always)."""

    def __init__(self, name: str, reveals: Mapping[str, Sequence[str]]) -> None:
        self.name = name
        self.reveals = reveals
        self.fields = [name, *(field for fields in reveals.values() for field in fields)]

    def render(
        self, form: Any, context: Any, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        form[self.name].reveals = {
            # Crispy has escaped what it rendered.
            choice: mark_safe(  # noqa: S308
                "".join(
                    render_field(field, form, context, template_pack=template_pack)
                    for field in fields
                    if field in form.fields
                )
            )
            for choice, fields in self.reveals.items()
        }
        html: SafeString = render_field(self.name, form, context, template_pack=template_pack)
        return html
