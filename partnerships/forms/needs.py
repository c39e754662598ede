"""Fields that stand under a choice, and are needed only when that choice is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from biglocal.design.forms import DesignMixin


class NeedsWhatItReveals(DesignMixin):
    """Asks for the fields of `needs` when their choice was made, and lets them be when it was not.

    They are declared as required, and so never said to be optional under the choice that shows them.
    `needs` has the shape of `reveals`: the field, its choice, and the names of the fields under it.
    """

    needs: ClassVar[Mapping[str, Mapping[str, Sequence[str]]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question, choices in self.needs.items():
            if question not in self.fields or not self.is_bound:
                continue
            chosen = self.data.get(self.add_prefix(question))
            for choice, names in choices.items():
                for name in names:
                    self.fields[name].required = choice == chosen
