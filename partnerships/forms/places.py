"""A home's postcode: looked up when one asks for it, judged as one saves, and never an answer by itself."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import cached_property

from biglocal.design.forms import DesignMixin
from partnerships.forms.asking import is_sure
from partnerships.models import Area, InArea
from partnerships.places.postcodes import (
    Found,
    NotAPostcode,
    Side,
    is_directory_loaded,
    look_up,
    normalise,
)
from partnerships.presenters.maps import Map, map_of
from partnerships.presenters.places import side_said, suggestion

# What the button that looks a postcode up sends as `step`.
LOOK_UP = "look-up"

# Where a postcode lies, the answer that does not go with it, that answer in words, and once more.
_AT_ODDS = {
    (Side.OUTSIDE, InArea.YES): ("they live in it", "The home is in the area all the same"),
    (Side.INSIDE, InArea.NO): ("they live outside it", "The home is outside the area all the same"),
}


def address_field() -> forms.CharField:
    return forms.CharField(
        label="Address",
        max_length=300,
        required=False,
        help_text="Everybody who shares the home has the same one",
    )


def postcode_field() -> forms.CharField:
    return forms.CharField(label="Postcode", max_length=10, required=False)


class AsksPostcode(DesignMixin):
    """What a form with the fields `postcode` and `in_area` says of a home in `area`.

    A postcode that contradicts the answer is asked about once: the question `sure` then stands in
    the form, for that postcode and answer, until it is ticked or one of them changes.
    """

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        self.area = area
        super().__init__(*args, **kwargs)

    def build_layout(self) -> Layout:
        layout = super().build_layout()
        if self.has_directory:
            layout.fields.insert(layout.fields.index("postcode") + 1, _WhereItIs())
        return layout

    @cached_property
    def has_directory(self) -> bool:
        """Whether there is anything to look a postcode up in."""
        return is_directory_loaded()

    @cached_property
    def found(self) -> Found | None:
        """What the directory knows of the postcode as it stands in the form."""
        typed = self["postcode"].value()
        return look_up(self.area, typed) if isinstance(typed, str) and typed else None

    @property
    def suggestion(self) -> str:
        """What the postcode tells of the home; "" where nothing is known."""
        return suggestion(self.found, self.area.name) if self.found else ""

    @property
    def map(self) -> Map | None:
        """The postcode on the map of the area, where both are known."""
        if self.found is None or self.found.boundary is None:
            return None
        return map_of(self.area.name, self.found.boundary, self.found)

    def look_up(self) -> None:
        """Judge the postcode alone, as nothing else is said to be finished yet."""
        for name in [name for name in self.errors if name != "postcode"]:
            del self.errors[name]
        self.fields.pop("sure", None)
        if not self.errors and not self.cleaned_data.get("postcode"):
            self.add_error("postcode", "Enter the postcode to look up")

    def clean_postcode(self) -> str:
        typed: str = self.cleaned_data["postcode"]
        # What is recorded is not judged again with every other correction.
        if not typed or typed == self.initial.get("postcode"):
            return typed
        try:
            code = normalise(typed)
        except NotAPostcode:
            raise ValidationError("Enter a full postcode, like SW1A 1AA") from None
        if self.found is None and self.has_directory:
            raise ValidationError(
                f"There is no postcode {code} in the directory. Check it; if it is very new, leave "
                "this empty for now"
            )
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.found is not None and {"postcode", "in_area"} & {*self.changed_data}:
            self._ask_if_at_odds(self.found, cleaned)
        return cleaned

    def _ask_if_at_odds(self, found: Found, cleaned: dict[str, Any]) -> None:
        """Ask about an answer that the postcode contradicts, unless it has been asked and ticked."""
        answer = cleaned.get("in_area")
        at_odds = _AT_ODDS.get((found.side, InArea(answer))) if answer else None
        if at_odds is None:
            return
        said, all_the_same = at_odds
        # Ticked for one postcode and answer, it says nothing of others.
        mark = f"{found.code} {answer}"
        is_ticked = is_sure(self, "sure", mark, all_the_same, label="Is the answer right?")
        names = [name for name in self.fields if name != "sure"]
        names.insert(names.index("in_area") + 1, "sure")
        self.order_fields(names)
        if not is_ticked:
            self.add_error(
                "sure",
                f"The postcode {found.code} {side_said(found)}, but the answer is that {said}. "
                "Change the answer, or tick that it is right",
            )


class _WhereItIs:
    """The piece of a form's layout that looks its postcode up, and says what was found."""

    def render(self, form: AsksPostcode, context: Any, **kwargs: Any) -> str:
        return render_to_string(
            "partnerships/where_it_is.html",
            {"look_up": LOOK_UP, "suggestion": form.suggestion, "map": form.map},
        )
