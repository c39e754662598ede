"""How two people are related, said from either side."""

from __future__ import annotations

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
PARTNERS = {
    RelationshipKind.SPOUSE,
    RelationshipKind.CIVIL_PARTNER,
    RelationshipKind.UNMARRIED_PARTNER,
}


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
