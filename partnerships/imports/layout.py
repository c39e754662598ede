"""The columns of a file of members: one table, for the code and for the page that explains it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from partnerships.models import (
    Appointed,
    EndReason,
    InArea,
    LtoCapacity,
    RelationshipKind,
    ResidenceCheck,
    WorkTerms,
)

# A partnership has 9 to 41 members; with everybody who ever left, a few hundred at most.
MOST_ROWS = 500


class Kind(Enum):
    """How a cell is read."""

    TEXT = auto()
    EMAIL = auto()
    # A day on which something began: not far ahead.
    SINCE = auto()
    DAY = auto()
    CHOICE = auto()
    # Several, separated by semicolons.
    TEXTS = auto()
    DAYS = auto()
    CHOICES = auto()


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it is for, and how its cells are read.

    `synonyms` are other headings that mean it. `words` give the value that each word in a cell
    stands for; the first word of a value is the one that the page names. `longest` counts
    characters.
    """

    key: str
    title: str
    kind: Kind
    what: str
    example: str
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    words: Mapping[str, object] = field(default_factory=dict)
    longest: int = 200

    @property
    def allowed(self) -> list[str]:
        """The words to choose from, one for each value."""
        seen: dict[object, str] = {}
        for word, value in self.words.items():
            seen.setdefault(value, word)
        return list(seen.values())


def _words(*meanings: tuple[object, str]) -> dict[str, object]:
    """Each meaning with its words, separated by commas: `(True, "yes, y, true")`."""
    return {word: value for value, words in meanings for word in words.split(", ")}


COLUMNS: tuple[Column, ...] = (
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
        words=_words((True, "yes, y, true, 1, voting"), (False, "no, n, false, 0, non-voting")),
    ),
    Column(
        "appointed",
        "How appointed",
        Kind.CHOICE,
        "How they came to be a member.",
        "Elected",
        ("appointed", "how they were appointed", "appointment", "appointed how"),
        words=_words(
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
        words=_words(
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
    Column(
        "in_area",
        "Lives in the area",
        Kind.CHOICE,
        "Whether their home is inside the area. Working there does not count.",
        "Yes",
        (
            "lives here",
            "resident",
            "is resident",
            "local resident",
            "lives in area",
            "residency",
            "lives in the area yes no not known",
        ),
        words=_words(
            (InArea.YES, "yes, y, true, 1, resident"),
            (InArea.NO, "no, n, false, 0, not resident, non-resident"),
            (InArea.UNKNOWN, "not known, unknown, don’t know, not sure"),
        ),
    ),
    Column(
        "checked_how",
        "How checked",
        Kind.CHOICE,
        "How it was found out where they live.",
        "Postcode",
        ("how it was checked", "checked how", "residency check", "check"),
        words=_words(
            (
                ResidenceCheck.ADDRESS_SEEN,
                "address seen, proof of address seen, proof of address, seen",
            ),
            (ResidenceCheck.POSTCODE, "postcode, postcode looked up, post code"),
            (ResidenceCheck.TOLD, "told us, they told us, told"),
        ),
    ),
    Column(
        "checked_on",
        "Checked on",
        Kind.DAY,
        "The day on which that was checked.",
        "12/9/2026",
        ("date checked", "checked", "residency checked on"),
    ),
    Column(
        "household",
        "Household",
        Kind.TEXT,
        "Anything that is the same for people who share a home, like an address or a letter. It "
        "becomes the name of the home on the register.",
        "4 Mill Lane",
        ("home", "household label", "family home", "lives with", "same household"),
        longest=300,
    ),
    Column(
        "home_since",
        "Home since",
        Kind.SINCE,
        "The day they moved there. Left empty, it is the day they became a member.",
        "",
        ("moved in", "lives there since", "at this home since", "household since"),
    ),
    Column(
        "paid",
        "Paid worker",
        Kind.CHOICE,
        "How they are paid out of Big Local money, or no.",
        "No",
        ("paid", "is paid", "paid work", "worker"),
        words=_words(
            (False, "no, n, false, 0, not paid"),
            (WorkTerms.EMPLOYED, "employed, employee, staff"),
            (WorkTerms.SUB_CONTRACTED, "sub-contracted, subcontracted, sub contracted, contractor"),
            (WorkTerms.SELF_EMPLOYED, "self-employed, self employed, freelance"),
        ),
    ),
    Column(
        "employer",
        "Employer",
        Kind.TEXT,
        "Who pays them for that work.",
        "",
        ("paid by", "employed by"),
    ),
    Column(
        "paid_since",
        "Paid since",
        Kind.SINCE,
        "The first day of that work. Left empty, it is the day they became a member.",
        "",
        ("employed since", "works since", "paid from"),
    ),
    Column(
        "lto",
        "LTO representative",
        Kind.CHOICE,
        "What they are to the locally trusted organisation, or no.",
        "No",
        ("lto", "lto role", "represents the lto", "lto rep", "locally trusted organisation"),
        words=_words(
            (False, "no, n, false, 0"),
            (LtoCapacity.STAFF, "staff, works for it, employee"),
            (LtoCapacity.TRUSTEE, "trustee, director, trustee or director"),
            (LtoCapacity.OTHER, "other, represents it in another way"),
        ),
    ),
    Column(
        "lto_since",
        "LTO since",
        Kind.SINCE,
        "Since when. Left empty, it is the day they became a member.",
        "",
        ("lto representative since", "lto from"),
    ),
    Column(
        "related_to",
        "Related to",
        Kind.TEXTS,
        "The name of a relative who is in this file too, or on the register. Several are separated "
        "by semicolons.",
        "Ben Patel",
        ("relative", "relatives", "related", "relation to", "family members"),
    ),
    Column(
        "how_related",
        "How related",
        Kind.CHOICES,
        "What the person of this row is to that relative: Asha is the parent of Ben. One word for "
        "all of them, or one for each, in the same order.",
        "Parent",
        ("relationship", "relationships", "how they are related"),
        words=_words(
            (RelationshipKind.SPOUSE, "married, husband, wife, spouse"),
            (RelationshipKind.CIVIL_PARTNER, "civil partner"),
            (RelationshipKind.UNMARRIED_PARTNER, "partner, unmarried partner"),
            (
                RelationshipKind.SIBLING,
                "brother or sister, brother, sister, sibling, siblings, twin",
            ),
            (RelationshipKind.PARENT, "parent, mother, father, mum, dad"),
            ("child", "child, son, daughter"),
            (RelationshipKind.GRANDPARENT, "grandparent, grandmother, grandfather"),
            ("grandchild", "grandchild, grandson, granddaughter"),
        ),
    ),
)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
REQUIRED: tuple[Column, ...] = tuple(column for column in COLUMNS if column.is_required)

# Two columns that together are the name.
FIRST_NAME, SURNAME = "first_name", "surname"
_NAME_PARTS = {
    FIRST_NAME: ("first name", "forename", "given name", "first names", "christian name"),
    SURNAME: ("surname", "last name", "family name", "second name"),
}


def plain(text: str) -> str:
    """A heading or word of choice as it is compared: letters and figures, small, single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.sub(r"[^\w']|_", " ", text).split())


def _meanings() -> Iterable[tuple[str, str]]:
    for column in COLUMNS:
        for heading in (column.title, *column.synonyms):
            yield plain(heading), column.key
    for part, headings in _NAME_PARTS.items():
        for heading in headings:
            yield plain(heading), part


_KEY_OF: Mapping[str, str] = dict(_meanings())


def key_of(heading: str) -> str | None:
    """The column that a heading means, by its key; None for one that is not known.

    Case, punctuation and what stands in brackets make no difference: "VOTES (yes/no)" is Votes.
    """
    return _KEY_OF.get(plain(heading)) or _KEY_OF.get(plain(re.sub(r"[(\[].*", "", heading)))
