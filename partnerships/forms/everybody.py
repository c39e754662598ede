"""What forms share that ask something of everybody on the register of a day, in a table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from biglocal.design.forms import DesignForm
from partnerships.models import Person


class AsksOfEverybody(DesignForm):
    """A form with a row for each of those whom `people_on` gives for the day that was typed, or for
    None where none can be read. `day_name` is the field of that day."""

    day_name: ClassVar[str]

    def __init__(
        self,
        *args: Any,
        people_on: Callable[[datetime.date | None], Sequence[Person]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people_on = people_on

    def row_of(self, person: Person, **kwargs: Any) -> DesignForm:
        """The form of somebody's row, not yet named after them."""
        raise NotImplementedError

    @cached_property
    def typed_day(self) -> datetime.date | None:
        """The day that was typed, if it can be read and is allowed."""
        if not self.is_bound:
            return None
        field = self.fields[self.day_name]
        typed = field.widget.value_from_datadict(
            self.data, self.files, self.add_prefix(self.day_name)
        )
        try:
            day: datetime.date | None = field.clean(typed)
        except ValidationError:
            return None
        return day

    @cached_property
    def rows(self) -> dict[Person, Any]:
        """The form of each person's row."""
        rows = {}
        for person in self._people_on(self.typed_day):
            row = self.row_of(
                person, data=self.data if self.is_bound else None, prefix=f"person-{person.pk}"
            )
            row.row_name = person.name
            rows[person] = row
        return rows

    @property
    def row_forms(self) -> Sequence[forms.BaseForm]:
        return list(self.rows.values())
