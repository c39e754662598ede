"""Fields that forms share: a day in three boxes, an amount of money, a record's version."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal.design.bound import DayBoundField
from biglocal.design.days import BOXES, NotADay, TypedDay
from biglocal.design.messages import opening
from biglocal.design.words import day_in_words


class DayInput(forms.Widget):
    """Three boxes, day first. In a query string or a spreadsheet's row one text will do as well."""

    template_name = "govuk/widgets/day.html"
    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedDay:
        if not any(f"{name}_{box}" in data for box in BOXES):
            whole = data.get(name)
            if isinstance(whole, date):
                return TypedDay.of(whole)
            return TypedDay.split(str(whole or ""))
        return TypedDay(**{box: str(data.get(f"{name}_{box}") or "") for box in BOXES})

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{box}" in data for box in BOXES)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day" if id_ else ""

    def format_value(self, value: Any) -> TypedDay:
        if isinstance(value, TypedDay):
            return value
        if isinstance(value, date):
            return TypedDay.of(value)
        return TypedDay.split(str(value)) if value else TypedDay()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Adds `boxes`: name, id, label, value and whether it is wrong, of each of the three."""
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_boxes", ())
        birthday = attrs.pop("autocomplete", "") == "bday"
        attrs.pop("aria-invalid", None)
        context = super().get_context(name, value, attrs)
        typed = self.format_value(value)
        id_ = context["widget"]["attrs"].get("id", "")
        context["widget"]["boxes"] = [
            {
                "name": f"{name}_{box}",
                "id": f"{id_}_{box}" if id_ else "",
                "label": box.capitalize(),
                "value": getattr(typed, box),
                "is_wrong": box in wrong,
                "width": 4 if box == "year" else 2,
                "autocomplete": f"bday-{box}" if birthday else "",
            }
            for box in BOXES
        ]
        return context


class DayField(forms.Field):
    """A date typed into three boxes; cleans to `datetime.date`, or None when left empty and not required.

    `prompt` says what is asked, to follow "Enter": "the day she joined". `earliest` and `latest`
    are dates, or functions that give one, and are allowed themselves.
    A refusal carries `params["boxes"]`: those that need mending.
    """

    widget = DayInput
    bound_field_class = DayBoundField
    example = "27 3 2024"

    def __init__(
        self,
        *,
        prompt: str | None = None,
        earliest: date | Callable[[], date] | None = None,
        latest: date | Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.prompt = prompt
        self.earliest = earliest
        self.latest = latest

    @property
    def subject(self) -> str:
        return opening(self.prompt or "the date")

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or value is None:
            return value
        typed = value if isinstance(value, TypedDay) else TypedDay.split(str(value))
        if typed.is_blank:
            return None
        try:
            return typed.read()
        except NotADay as wrong:
            raise ValidationError(
                f"{self.subject} {wrong.problem}", code="invalid", params={"boxes": wrong.boxes}
            ) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and value < earliest:
            raise ValidationError(
                f"{self.subject} must be {day_in_words(earliest)} or later", code="too_early"
            )
        if latest and value > latest:
            raise ValidationError(
                f"{self.subject} must be {day_in_words(latest)} or earlier", code="too_late"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class MoneyField(forms.DecimalField):
    """Pounds and pence as people write them ("£1,250.50", "1250"); cleans to a Decimal."""

    widget = forms.TextInput
    prefix = "£"
    width = "10"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            text = re.sub(r"\s", "", value).removeprefix("£")
            if not text:
                return None
            # A comma stands only before three figures: "1,25" may be meant as 1.25.
            if not re.fullmatch(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?", text, re.ASCII):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = text.replace(",", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,.2f}".removesuffix(".00") if isinstance(value, Decimal) else value


class VersionField(forms.CharField):
    """The hidden mark of the record as it was when the page was opened; see `biglocal.design.conflict`."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 64)
        super().__init__(**kwargs)


def boxes(name: str, day: date) -> dict[str, str]:
    """What a browser sends: {"joined_day": "27", "joined_month": "3", "joined_year": "2024"}."""
    typed = TypedDay.of(day)
    return {f"{name}_{box}": getattr(typed, box) for box in BOXES}
