"""How two people are related, said from either side."""

from __future__ import annotations

import datetime

from biglocal.design.words import day_in_words
from partnerships.models import Person, Relationship, RelationshipKind

# Kinds that are recorded the other way round: what one is called from the other side.
INVERSES = {
    "child": RelationshipKind.PARENT,
    "grandchild": RelationshipKind.GRANDPARENT,
}
INVERSE_OF = {kind: inverse for inverse, kind in INVERSES.items()}

# As they are offered on a person's page: "Asha Patel …".
KINDS = [
    *RelationshipKind.choices[:4],
    (RelationshipKind.PARENT.value, RelationshipKind.PARENT.label),
    ("child", "is the child of"),
    (RelationshipKind.GRANDPARENT.value, RelationshipKind.GRANDPARENT.label),
    ("grandchild", "is the grandchild of"),
]
# Those that have a first and a last day, and how they are told when the last day is over.
PAST = {
    RelationshipKind.SPOUSE: "was married to",
    RelationshipKind.CIVIL_PARTNER: "was the civil partner of",
    RelationshipKind.UNMARRIED_PARTNER: "was the partner of",
}
PARTNERS = set(PAST)


def sides(person: Person, kind: str, other: Person) -> tuple[Person, Person, RelationshipKind]:
    """Who is `a`, who is `b`, and the kind, as it is recorded that `person` is the `kind` of `other`."""
    if kind in INVERSES:
        return other, person, INVERSES[kind]
    return person, other, RelationshipKind(kind)


def kind_from(relationship: Relationship, person: Person) -> str:
    """What `person` is of the other: the kind as recorded, or its inverse from the other side."""
    if relationship.a_id == person.pk:
        return relationship.kind
    return INVERSE_OF.get(RelationshipKind(relationship.kind), relationship.kind)


def in_words(relationship: Relationship, person: Person) -> str:
    """ "Asha Patel is the child of Ben Patel", beginning with `person`."""
    words = dict(KINDS)[kind_from(relationship, person)]
    return f"{person} {words} {relationship.other_than(person)}"


def told_on(relationship: Relationship, person: Person, day: datetime.date) -> str:
    """The same with its days, as on a day: "Asha Patel was married to Ben Patel until 1 May 2020"."""
    kind = RelationshipKind(relationship.kind)
    has_ended = relationship.ends_on is not None and relationship.ends_on < day
    sentence = in_words(relationship, person)
    if has_ended and kind in PAST:
        sentence = f"{person} {PAST[kind]} {relationship.other_than(person)}"
    return f"{sentence}{days_said(relationship, day)}"


def days_said(relationship: Relationship, day: datetime.date) -> str:
    """Since and until when, to follow a sentence: " since 3 May 2010 until 1 June 2027"."""
    words = ""
    if relationship.starts_on is not None:
        words += f" {'from' if relationship.starts_on > day else 'since'} "
        words += day_in_words(relationship.starts_on)
    if relationship.ends_on is not None:
        words = words.replace("since", "from")
        words += f" until {day_in_words(relationship.ends_on)}"
    return words
