"""Numbers of organisations that tell on which list they stand, as https://org-id.guide has them.

A number is the code of a list and what stands on it: `GB-CHC-1147511` is a charity of England and
Wales, `GB-COH-07833396` a company. Those two are read strictly, any other by its shape.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

LONGEST = 60
CHARITY, COMPANY = "GB-CHC", "GB-COH"
EXAMPLES = "like GB-CHC-123456 for a charity or GB-COH-01234567 for a company"

_DASHES = re.compile(r"[\u2010-\u2015\u2212_]")
_OF_TWO_LISTS = re.compile(r"GB[\s-]*(CHC|COH)(?![A-Z])[\s:-]*(.*)", re.DOTALL)
_CHARITY = re.compile(r"[1-9][0-9]{5,6}", re.ASCII)
# Eight figures, or the letters of a register and six more.
_COMPANY = re.compile(r"[0-9]{8}|[A-Z]{2}[0-9]{5}[0-9A-Z]", re.ASCII)
_ANY = re.compile(r"[A-Z0-9]{2,6}-[A-Z0-9]{2,12}(-[A-Z0-9.]+)+|360G-[A-Z0-9.]+", re.ASCII)


class NotAnOrgId(ValidationError):
    """No number of an organisation; its one message says what to type instead."""


def org_id(text: str) -> str:
    """A number as it is kept: "gb-coh 7833396" is "GB-COH-07833396"; "" for nothing.

    Raises NotAnOrgId for what is none.
    """
    typed = unicodedata.normalize("NFKC", text).upper().strip()
    typed = _DASHES.sub("-", typed)
    if not typed:
        return ""
    if found := _OF_TWO_LISTS.fullmatch(typed):
        number = re.sub(r"[\s-]", "", found[2])
        return _charity(number) if found[1] == "CHC" else _company(number)
    compact = re.sub(r"\s", "", typed)
    if len(compact) > LONGEST or not _ANY.fullmatch(compact) or not re.search("[0-9]", compact):
        raise NotAnOrgId(f"Enter the number with its list, {EXAMPLES}")
    return compact


def looks_like_org_id(text: str) -> str:
    """The number that a text is, as it is kept; "" for a text that is none, such as a name."""
    try:
        return org_id(text)
    except NotAnOrgId:
        return ""


def check_org_id(value: str) -> None:
    """Refuse a number that is not as it is kept: for whatever did not come by a form."""
    if org_id(value) != value:
        raise NotAnOrgId(f"Enter the number as {org_id(value)}")


def _charity(number: str) -> str:
    if not _CHARITY.fullmatch(number):
        raise NotAnOrgId("A charity’s number has 6 or 7 figures, like GB-CHC-123456")
    return f"{CHARITY}-{number}"


def _company(number: str) -> str:
    # People leave out the noughts that it begins with.
    if number.isascii() and number.isdigit() and 6 <= len(number) < 8:
        number = number.zfill(8)
    if not _COMPANY.fullmatch(number):
        raise NotAnOrgId(
            "A company’s number has 8 figures, or 2 letters and 6 figures, like GB-COH-01234567"
        )
    return f"{COMPANY}-{number}"
