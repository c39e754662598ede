"""An event as a file that a telephone or a calendar takes in (iCalendar, RFC 5545)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from partnerships.models import SupportEvent

CONTENT_TYPE = "text/calendar; charset=utf-8"
# Octets of a line; what is longer goes on in the next, after a space.
_LONGEST_LINE = 75


def calendar_of(event: SupportEvent, *, host: str, now: datetime.datetime) -> bytes:
    """The file of one event. `host` makes its name unlike that of any other service's event, so that
    taking it in a second time changes the first."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Local//Support//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:support-event-{event.pk}@{host}",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(event.begins_at)}",
        f"DTEND:{_moment(event.finishes_at)}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.about)}",
        *([f"LOCATION:{_text(event.place)}"] if event.place else []),
        *([f"URL:{_on_one_line(event.link)}"] if event.link else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _moment(moment: datetime.datetime) -> str:
    """In Greenwich's time, so that no rule of summer time has to go along: "20261103T183000Z"."""
    return f"{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return "\\n".join(text.splitlines())


def _on_one_line(text: str) -> str:
    return "".join(text.split())


def _folded(line: str) -> Iterator[str]:
    """A line in parts that are short enough, none of which ends within a letter."""
    part, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _LONGEST_LINE:
            yield part
            part, length = " ", 1
        part, length = part + letter, length + size
    yield part
