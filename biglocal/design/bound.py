"""What a template asks of a field on a page: its component, classes, and where an error leads."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from biglocal.design.days import BOXES


def kind_of(widget: forms.Widget) -> str:
    """The GOV.UK component that a widget is drawn as; "" for one that is drawn as Django does."""
    if widget.is_hidden:
        return "hidden"
    # The order matters: CheckboxSelectMultiple is a RadioSelect, and both are Selects of a kind.
    for kind, classes in (
        ("checkboxes", (forms.CheckboxSelectMultiple,)),
        ("radios", (forms.RadioSelect,)),
        ("select", (forms.Select,)),
        ("checkbox", (forms.CheckboxInput,)),
        ("file", (forms.FileInput,)),
        ("textarea", (forms.Textarea,)),
        ("input", (forms.widgets.Input,)),
    ):
        if isinstance(widget, classes):
            return kind
    return ""


CLASSES = {
    "input": "govuk-input",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
}


class DesignBoundField(BoundField):
    """A field of any form, drawn as its GOV.UK component by `{{ field.as_field_group }}`."""

    # Set by the layout: HTML to show under a choice, by the choice's value.
    reveals: dict[str, SafeString]

    def __init__(self, form: Any, field: Any, name: str) -> None:
        super().__init__(form, field, name)
        self.reveals = {}

    @property
    def kind(self) -> str:
        return kind_of(self.field.widget)

    @property
    def template_name(self) -> str:
        own: str | None = getattr(self.field, "template_name", None)
        return own or f"govuk/fields/{self.kind or 'input'}.html"

    @property
    def label_size(self) -> str:
        """GOV.UK's letter for the size of the label or legend: "xl", "l", "m", "s" or ""."""
        if self.is_heading:
            return "l"
        sizes: dict[str, str] = getattr(self.form, "label_sizes", {})
        return sizes.get(self.name, getattr(self.form, "label_size", "s"))

    @property
    def is_heading(self) -> bool:
        """Whether the label is the heading of its page, as on a page of one question."""
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def is_inline(self) -> bool:
        """Whether the choices stand beside each other."""
        return self.name in getattr(self.form, "inline", ()) or self.is_bare

    @property
    def is_bare(self) -> bool:
        """Whether the label is for screen readers alone: in a table the column says it."""
        return bool(getattr(self.form, "is_row", False))

    @property
    def row_name(self) -> str:
        """Whom or what the form's row is about, to tell twenty "Role" boxes of a table apart."""
        return str(getattr(self.form, "row_name", "")) if self.is_bare else ""

    @property
    def is_optional(self) -> bool:
        """Whether the label adds "(optional)"; most is asked of everybody, so the odd one out says so."""
        return (
            not self.field.required
            and self.kind not in ("checkbox", "hidden")
            and not self.is_bare
            and bool(getattr(self.form, "marks_optional", False))
            and self.name not in getattr(self.form, "unmarked", ())
        )

    @property
    def prefix(self) -> str:
        return str(getattr(self.field, "prefix", "") or "")

    @property
    def usual_width(self) -> str:
        """A number is short, and so is its box."""
        return "5" if isinstance(self.field, forms.IntegerField) else ""

    @property
    def counts_to(self) -> int | None:
        """The length at which a long answer stops, counted down below its box."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def first_id(self) -> str:
        """The id of the first thing to mend, where a link of the error summary lands."""
        if self.kind in ("radios", "checkboxes"):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def described_by(self) -> str:
        """The ids of hint, error and count, for the fieldset or input that they describe."""
        names = self.aria_describedby or ""
        return f"{names} {self.auto_id}-info".strip() if self.counts_to else names

    @cached_property
    def choices(self) -> list[dict[str, Any]]:
        """Each choice of radios or checkboxes: as Django has it, its hint, and what it reveals."""
        hints: dict[str, str] = getattr(self.form, "choice_hints", {}).get(self.name, {})
        return [
            {
                "id": widget.data["attrs"].get("id", ""),
                "name": widget.data["name"],
                "value": widget.data["value"],
                "label": widget.data["label"],
                "checked": widget.data["selected"],
                "disabled": bool(widget.data["attrs"].get("disabled")),
                "hint": hints.get(str(widget.data["value"]), ""),
                "reveals": self.reveals.get(str(widget.data["value"]), ""),
            }
            for widget in self.subwidgets
        ]

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        kind = kind_of(widget)
        if kind == "checkbox":
            attrs["class"] = "govuk-checkboxes__input"
        if kind not in CLASSES:
            return attrs
        classes = [CLASSES[kind], widget.attrs.get("class", "")]
        width = getattr(self.form, "widths", {}).get(
            self.name, getattr(self.field, "width", self.usual_width)
        )
        if width and not self.is_bare:
            classes.append(f"govuk-input--width-{width}")
        if self.errors:
            classes.append(f"{CLASSES[kind]}--error")
        if self.counts_to:
            classes.append("govuk-js-character-count")
            attrs["aria-describedby"] = self.described_by
        attrs["class"] = " ".join(filter(None, classes))
        if autocomplete := getattr(self.form, "autocomplete", {}).get(self.name):
            attrs["autocomplete"] = autocomplete
        return attrs


class DayBoundField(DesignBoundField):
    """A day in three boxes, which knows which of them are wrong."""

    @property
    def kind(self) -> str:
        return "hidden" if self.field.widget.is_hidden else "day"

    @property
    def wrong_boxes(self) -> Sequence[str]:
        """The boxes to mend; all three when the day as a whole is refused."""
        for error in self.errors.as_data():
            if boxes := (error.params or {}).get("boxes"):
                return tuple(boxes)
        return BOXES if self.errors else ()

    @property
    def first_id(self) -> str:
        return f"{self.auto_id}_{self.wrong_boxes[0] if self.wrong_boxes else 'day'}"

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if self.kind == "day":
            attrs["wrong_boxes"] = self.wrong_boxes
            if autocomplete := getattr(self.form, "autocomplete", {}).get(self.name):
                attrs["autocomplete"] = autocomplete
        return attrs
