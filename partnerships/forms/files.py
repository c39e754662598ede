"""Fields for up to three files that go along with what somebody writes."""

from __future__ import annotations

from typing import Any, ClassVar

from biglocal.attachments.cleaning import Allowed, Cleaned
from biglocal.attachments.fields import AttachmentField
from biglocal.design.forms import DesignForm

HOW_MANY_FILES = 3
_NAMES = tuple(f"file_{number}" for number in range(1, HOW_MANY_FILES + 1))


class WithFiles(DesignForm):
    """Asks for files after what else it asks; `first_file` is the label of the first."""

    allowed: ClassVar[Allowed] = Allowed(
        most_pages=60, too_long="Attach at most 60 pages: those that show it."
    )
    first_file: ClassVar[str] = "File that shows it"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _NAMES:
            self.fields[name] = AttachmentField(
                label=self.first_file if name == _NAMES[0] else "Another file",
                required=False,
                allowed=self.allowed,
            )
            self._settle(name, self.fields[name])

    @property
    def attached(self) -> list[Cleaned]:
        """The files of a valid form."""
        return [self.cleaned_data[name] for name in _NAMES if self.cleaned_data[name]]
