"""How a message is worded: the templates of its kind, filled in as plain text and as HTML.

A kind has two templates, `mail/KIND.txt`, which begins with "Subject: …" and an empty line, and
`mail/KIND.html`, which extends `mail/base.html`. Beside their own values both are given `to`, whom
the message is for, and `site_url`; the second also `subject`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

MOST_OF_A_SUBJECT = 200


@dataclass(frozen=True)
class Address:
    """Whom a message is for: a name, which may be empty, and an e-mail address."""

    name: str
    address: str


@dataclass(frozen=True)
class Written:
    """A message in words: its subject, on one line, and what it says in plain text and in HTML."""

    subject: str
    text: str
    html: str


def write(kind: str, to: Address, context: Mapping[str, Any]) -> Written:
    """Fill in the templates of a kind. Raises ValueError where the text names no subject."""
    values = {**context, "to": to, "site_url": settings.SITE_URL}
    head, _, body = _fill_in(f"mail/{kind}.txt", values, autoescape=False).partition("\n\n")
    if not head.startswith("Subject:"):
        raise ValueError(f"mail/{kind}.txt does not begin with its subject")
    subject = one_line(head.removeprefix("Subject:"), MOST_OF_A_SUBJECT)
    html = _fill_in(f"mail/{kind}.html", {**values, "subject": subject}, autoescape=True)
    # Tags that stand on lines of their own leave the lines behind.
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", body)).strip() + "\n"
    return Written(subject, text, html)


def one_line(text: str, most: int) -> str:
    """Text fit for a header: no break of a line, no control character, at most so many characters."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(plain.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _fill_in(name: str, values: dict[str, Any], *, autoescape: bool) -> str:
    # Django escapes whatever the name of a template; plain text must not be.
    template = get_template(name).template  # type: ignore[attr-defined]
    filled_in: str = template.render(Context(values, autoescape=autoescape))
    # A database may have no place for NUL, and no mailbox a use.
    return filled_in.replace("\r\n", "\n").replace("\0", "").lstrip("\n")
