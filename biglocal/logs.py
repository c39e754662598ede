"""What the log leaves out: the address of a personal link is the key to a form, or to an account; and
which concern somebody looks at, or which area one is about, is for those who look after it."""

from __future__ import annotations

import logging
import re

_LINK = re.compile(
    r"(?:(?<=/sign/)|(?<=/declare/)|(?<=/survey/)|(?<=/password/reset/key/))[^/\s]+"
    r"|(?<=/concerns/)[^\s\"'?]+"
    r"|(?<=/concern/)[^\s\"'?]*\?[^\s\"']*"
)


def without_links(text: str) -> str:
    """Text in which no personal link can be followed: "/sign/3fa…/form/" -> "/sign/…/form/"."""
    return _LINK.sub("…", text)


class WithoutLinks(logging.Formatter):
    """Writes a line of the log, and the error that goes with it, without personal links."""

    def format(self, record: logging.LogRecord) -> str:
        return without_links(super().format(record))
