"""The columns about what surrounds a seat: homes, paid work, the LTO and relatives."""

from __future__ import annotations

from partnerships.imports.column import Column, Kind, words
from partnerships.models import InArea, LtoCapacity, RelationshipKind, ResidenceCheck, WorkTerms

LIFE_COLUMNS: tuple[Column, ...] = (
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
        words=words(
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
        words=words(
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
        words=words(
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
        words=words(
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
        words=words(
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
