"""The form that every form of the service is: GOV.UK fields, plain words, one button."""

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from biglocal.design.fields import DayField, VersionField, boxes
from biglocal.design.layout import RevealingRadios
from biglocal.design.messages import prompt_for, speak_plainly


class DesignMixin(forms.BaseForm):
    """What a form may say about itself; each is a class attribute, and may be set on one form too."""

    button: str = "Save"
    # "", "secondary" or "warning"
    button_kind: str = ""
    # What the button sends as `step` on a page that shows what the act would do before it is done.
    # The button then says "Continue", and `button` is what the page that shows it says.
    first_step: str = ""
    # Where "Cancel" leads; no link without it.
    cancel_url: str = ""
    cancel_text: str = "Cancel"
    form_method: str = "post"
    form_action: str = ""
    # What follows "Enter" or "Select" when a field is left empty: {"name": "her full name"}.
    prompts: ClassVar[Mapping[str, str]] = {}
    label_size: str = "s"
    label_sizes: ClassVar[Mapping[str, str]] = {}
    # The field whose label is the page's h1.
    page_heading: str | None = None
    # Fields whose radios stand beside each other.
    inline: ClassVar[Sequence[str]] = ()
    # The width in characters (2, 3, 4, 5, 10, 20, 30), as postcode: 10.
    widths: ClassVar[Mapping[str, str]] = {}
    # By field; only where people type about themselves.
    autocomplete: ClassVar[Mapping[str, str]] = {}
    # By field and choice: a line of explanation under the choice.
    choice_hints: Mapping[str, Mapping[str, str]] = {}
    # By field and choice: the fields that belong under the choice.
    reveals: Mapping[str, Mapping[str, Sequence[str]]] = {}
    marks_optional: bool = True
    # Fields that may be left empty, and are not marked so: asked for under one choice alone.
    unmarked: ClassVar[Sequence[str]] = ()
    # Set on the forms of a table: labels go to screen readers alone, followed by the row's name.
    is_row: bool = False
    row_name: str = ""
    # A layout of crispy's, where the order of the fields is not enough.
    layout: Layout | None = None

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._settle(name, field)

    def _settle(self, name: str, field: forms.Field) -> None:
        """Give one field its words, and a widget that leaves judging to the server."""
        # A limit in the browser cuts what is pasted, silently.
        for limit in ("maxlength", "minlength"):
            field.widget.attrs.pop(limit, None)
        # A number box loses what it cannot read, and its arrows change values by accident.
        if type(field.widget) is forms.NumberInput:
            kept = {k: v for k, v in field.widget.attrs.items() if k not in ("min", "max", "step")}
            whole = isinstance(field, forms.IntegerField) and not isinstance(
                field, forms.DecimalField | forms.FloatField
            )
            field.widget = forms.TextInput({"inputmode": "numeric" if whole else "decimal"} | kept)
        if getattr(field, "prefix", "") == "£":
            field.widget.attrs.setdefault("inputmode", "decimal")
        if isinstance(field, forms.EmailField):
            field.widget.attrs.setdefault("spellcheck", "false")
        label = field.label if field.label is not None else name.replace("_", " ").capitalize()
        prompt = self.prompts.get(name) or getattr(field, "prompt", None) or prompt_for(str(label))
        if isinstance(field, DayField):
            field.prompt = prompt
        speak_plainly(field, prompt)

    @property
    def row_forms(self) -> Sequence[forms.BaseForm]:
        """The forms of the rows of a table that is sent along: it is valid only with all of them."""
        return ()

    def is_valid(self) -> bool:
        # Every row is looked at, so that all that is amiss is said at once.
        rows = [row.is_valid() for row in self.row_forms]
        return super().is_valid() and all(rows)

    @property
    def helper(self) -> FormHelper:
        """What `{% crispy form %}` reads: the form's tag, layout and buttons."""
        helper = FormHelper()
        helper.form_method = self.form_method
        if self.form_action:
            helper.form_action = self.form_action
        helper.layout = self.layout or self.build_layout()
        helper.render_hidden_fields = True
        helper.button = "Continue" if self.first_step else self.button
        helper.button_kind = "" if self.first_step else self.button_kind
        helper.button_step = self.first_step
        helper.cancel_url = self.cancel_url
        helper.cancel_text = self.cancel_text
        return helper

    def build_layout(self) -> Layout:
        """The visible fields in their order, those that a choice reveals under that choice."""
        revealed = {
            name
            for choices in self.reveals.values()
            for names in choices.values()
            for name in names
        }
        return Layout(
            *(
                RevealingRadios(field.name, self.reveals[field.name])
                if field.name in self.reveals
                else field.name
                for field in self.visible_fields()
                if field.name not in revealed
            )
        )

    def catch_up(self, version: object, saved: Mapping[str, Any] | None = None) -> None:
        """After a conflict was shown, let the next save count as made in its knowledge.

        A question that the page did not ask when it was opened, and asks now because of what was
        saved, begins with its answer in `saved`: nobody has typed that there is none.
        """
        data: Any = copy(self.data)
        data[self.add_prefix("version")] = str(version)
        for name in {*(saved or {})} & {*self.fields}:
            value, key = (saved or {})[name], self.add_prefix(name)
            if self.fields[name].widget.value_omitted_from_data(data, self.files, key):
                if isinstance(self.fields[name], DayField):
                    for box, text in (boxes(key, value) if value else {}).items():
                        data[box] = text
                elif isinstance(value, str):
                    data[key] = value
        self.data = data


class DesignForm(DesignMixin, forms.Form):
    """A form that stands for no one record."""


class DesignModelForm(DesignMixin, forms.ModelForm):
    """A form that takes its fields from a model. Saving stays with the actions."""


class VersionedForm(DesignForm):
    """A form that notices that the record was changed by somebody else meanwhile."""

    version = VersionField()
