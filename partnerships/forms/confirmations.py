"""A table of homes in which to tick those that are still as the register has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from biglocal.design.fields import VersionField
from biglocal.design.forms import DesignForm
from partnerships.models import Residence, ResidenceCheck

CHANGED = "was changed since you opened the page. Look at it again, then save"


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One home with its tick, how it was checked, and the hidden version that was looked at."""

    home: Residence
    still: BoundField
    how: BoundField
    version: BoundField


class ConfirmHomesForm(DesignForm):
    """One row a home: still so, and how that was found out.

    “They told us” stands in each row from the start, as what a tick alone amounts to.
    """

    is_row = True

    def __init__(self, *args: Any, homes: Sequence[Residence], **kwargs: Any) -> None:
        self.homes = list(homes)
        super().__init__(*args, **kwargs)
        for home in self.homes:
            rows = {
                _name("still", home): forms.BooleanField(
                    label=f"Still so, for {home.person}", required=False
                ),
                _name("how", home): forms.ChoiceField(
                    label=f"How it was checked, for {home.person}",
                    choices=ResidenceCheck,
                    initial=ResidenceCheck.TOLD,
                    required=False,
                ),
                _name("version", home): VersionField(initial=home.version),
            }
            for name, field in rows.items():
                self.fields[name] = field
                self._settle(name, field)

    @property
    def rows(self) -> Iterator[HomeRow]:
        """The rows in the order of the homes."""
        for home in self.homes:
            yield HomeRow(home, *(self[_name(what, home)] for what in ("still", "how", "version")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = [home for home in self.homes if cleaned.get(_name("still", home))]
        for home in ticked:
            how = _name("how", home)
            if how in cleaned and not cleaned[how]:
                self.add_error(how, f"Select how it was checked, for {home.person}")
        if not ticked and not self.errors:
            self.add_error(None, "Tick each home that is still so")
        return cleaned

    @property
    def ticked(self) -> list[tuple[Residence, str, int]]:
        """Of a valid form: each home to confirm, how it was checked, and the version looked at.

        A version that was tampered with is 0, which no record has.
        """
        said = self.cleaned_data
        return [
            (home, said[_name("how", home)], int(version) if version.isdecimal() else 0)
            for home in self.homes
            if said[_name("still", home)]
            for version in [said[_name("version", home)]]
        ]

    def catch_up_with(self, saved: Iterable[Residence]) -> None:
        """Show the homes as they are saved now; those that were ticked and changed want another look."""
        now = {home.pk: home for home in saved}
        data: Any = copy(self.data)
        for home in self.homes:
            current, version = now.get(home.pk, home), self.add_prefix(_name("version", home))
            ticked = self.cleaned_data.get(_name("still", home))
            if ticked and data.get(version) != str(current.version):
                self.add_error(_name("still", home), f"The home of {home.person} {CHANGED}")
            data[version] = str(current.version)
        self.data = data
        self.homes = [now.get(home.pk, home) for home in self.homes]


def _name(what: str, home: Residence) -> str:
    return f"{what}_{home.pk}"
