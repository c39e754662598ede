"""An event for a calendar: what a telephone reads of it, whatever was typed."""

from __future__ import annotations

import datetime

from partnerships.exports.calendar import calendar_of
from tests.factories import SupportEventFactory

NOW = datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC)


def lines_of(event) -> list[str]:
    """The lines of its file as a calendar unfolds them."""
    content = calendar_of(event, host="big.example", now=NOW)
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_calendar_reads_when_and_where_it_is():
    event = SupportEventFactory.build(
        pk=7, title="Finding members", link="https://example.org/book", version=3
    )
    assert lines_of(event) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Big Local//Support//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "UID:support-event-7@big.example",
        "SEQUENCE:3",
        "DTSTAMP:20261001T110000Z",
        "DTSTART:20261103T180000Z",
        "DTEND:20261103T193000Z",
        "SUMMARY:Finding members",
        "DESCRIPTION:How to find new members.",
        "LOCATION:The Old Library",
        "URL:https://example.org/book",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_time_of_summer_is_the_time_in_london():
    london = datetime.timezone(datetime.timedelta(hours=1))
    event = SupportEventFactory.build(begins_at=datetime.datetime(2027, 6, 1, 18, tzinfo=london))
    assert "DTSTART:20270601T170000Z" in lines_of(event)


def test_nothing_that_is_typed_becomes_a_line_of_its_own():
    event = SupportEventFactory.build(
        title="Tea; cake, and more\\", about="First.\r\nATTACH:file\nLast.", place="", link=""
    )
    lines = lines_of(event)
    assert "SUMMARY:Tea\\; cake\\, and more\\\\" in lines
    assert "DESCRIPTION:First.\\nATTACH:file\\nLast." in lines
    assert not [line for line in lines if line.startswith(("LOCATION", "URL"))]


def test_a_long_line_goes_on_in_the_next_and_no_letter_is_torn():
    about = "Zoë Ó Súilleabháin über € " * 30
    event = SupportEventFactory.build(about=about)
    content = calendar_of(event, host="big.example", now=NOW)
    assert max(len(line) for line in content.split(b"\r\n")) == 75
    assert f"DESCRIPTION:{about}" in lines_of(event)
