"""The columns about a seat on the partnership: who, since when, with which vote and offices."""

from __future__ import annotations

from partnerships.imports.column import Column, Kind, words
from partnerships.models import Appointed, EndReason

SEAT_COLUMNS: tuple[Column, ...] = (
    Column(
        "name",
        "Name",
        Kind.TEXT,
        "First name and surname. They may also stand in two columns, First name and Surname.",
        "Asha Patel",
        ("full name", "member", "member name", "name of member", "person", "members"),
        is_required=True,
    ),
    Column(
        "email",
        "E-mail address",
        Kind.EMAIL,
        "Tells two people of the same name apart. Families may share one.",
        "asha@example.org",
        ("email", "e-mail", "mail", "email address"),
        longest=254,
    ),
    Column(
        "since",
        "Member since",
        Kind.SINCE,
        "The first day as a member. Leave it empty for a paid worker or LTO representative who is "
        "no member.",
        "27/3/2024",
        (
            "since",
            "joined",
            "date joined",
            "joined on",
            "start date",
            "starts",
            "member from",
            "from",
            "appointed on",
            "date appointed",
            "date of joining",
            "membership start",
        ),
        is_required=True,
    ),
    Column(
        "votes",
        "Votes",
        Kind.CHOICE,
        "Yes for a voting member. A new member with an empty cell votes. A vote that changes does "
        "so from the day of the import.",
        "Yes",
        ("voting", "voting member", "vote", "has a vote", "can vote"),
        words=words((True, "yes, y, true, 1, voting"), (False, "no, n, false, 0, non-voting")),
    ),
    Column(
        "appointed",
        "How appointed",
        Kind.CHOICE,
        "How they came to be a member.",
        "Elected",
        ("appointed", "how they were appointed", "appointment", "appointed how"),
        words=words(
            (Appointed.ELECTED, "elected, election, by election"),
            (Appointed.CO_OPTED, "co-opted, coopted, co opted"),
            (Appointed.NOMINATED, "nominated, nomination"),
            (Appointed.FOUNDING, "founding, founding member, founder"),
        ),
    ),
    Column(
        "term_ends",
        "Term ends",
        Kind.DAY,
        "The day on which the term they were appointed for is over.",
        "26/3/2027",
        ("term end", "end of term", "term expires", "term until"),
    ),
    Column(
        "last_day",
        "Last day",
        Kind.DAY,
        "Only for somebody who left or is leaving: their last day as a member.",
        "",
        (
            "left",
            "date left",
            "left on",
            "end date",
            "ended",
            "member until",
            "leaving date",
            "until",
            "last day as a member",
        ),
    ),
    Column(
        "why_ended",
        "Why it ended",
        Kind.CHOICE,
        "Only with a last day.",
        "",
        ("reason", "reason for leaving", "why they left", "why left", "end reason", "why ended"),
        words=words(
            (EndReason.RESIGNED, "stepped down, resigned, resignation"),
            (EndReason.TERM_ENDED, "term ended, end of term"),
            (EndReason.MOVED_AWAY, "moved away, moved"),
            (EndReason.REMOVED, "removed, removed by the partnership"),
            (EndReason.DIED, "died, death, deceased"),
            (EndReason.OTHER, "another reason, other"),
        ),
    ),
    Column(
        "represents",
        "Represents",
        Kind.TEXT,
        "Whom they speak for, if not for themselves. The guidance asks members to sit in their own "
        "right, so leave it empty for those.",
        "",
        ("representing", "on behalf of", "organisation represented"),
    ),
    Column(
        "offices",
        "Office",
        Kind.TEXTS,
        "Chair, vice-chair, secretary, treasurer or another. Several are separated by semicolons.",
        "Chair; Treasurer",
        ("offices", "office held", "offices held", "role", "roles", "position", "officer role"),
        longest=80,
    ),
    Column(
        "offices_since",
        "Office since",
        Kind.DAYS,
        "One day for all of their offices, or one for each, in the same order. Left empty, it is "
        "the day they became a member.",
        "1/4/2025",
        ("in office since", "offices since", "role since", "office from", "position since"),
    ),
)
