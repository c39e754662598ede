"""People, the homes they live in, and how they are related.

A person is one record for the whole programme. What is known of them (home, family, interests)
belongs to the register of one area, and is seen there alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least

from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.names import FoldedField, NameWordsField
from partnerships.models.periods import Dated, Versioned, ends_after_it_starts
from partnerships.rules.descent import Descent, circle_closed_by

# Born before it, nobody sits on a partnership.
EARLIEST_BIRTH_YEAR = 1900

# The kinds of fact that put somebody on a register, by the names under which a person has them.
FACTS = [
    "memberships",
    "proposals",
    "offices",
    "paid_work",
    "lto_roles",
    "residences",
    "interests",
    "declarations",
    "relationships_as_a",
    "relationships_as_b",
]


def facts_of_people() -> Iterator[tuple[models.QuerySet[Any], str]]:
    """Every kind of fact that puts somebody on a register, and its column for the person."""
    for name in FACTS:
        relation: Any = Person._meta.get_field(name)
        yield relation.related_model._default_manager.all(), relation.field.name


class PersonQuerySet(models.QuerySet["Person"]):
    """Phrases about people."""

    def unmerged(self) -> Self:
        """Those who are somebody of their own: all but the records merged into another."""
        return self.filter(merged_into=None)

    def on_register_of(self, area: Area) -> Self:
        """Everybody of whom the area's register holds a fact, at any time."""
        return self.on_registers_of([area.pk])

    def on_registers_of(self, areas: Collection[int]) -> Self:
        """Everybody of whom a register of these areas (primary keys) holds a fact, at any time."""
        # A union, so that a database begins with the few people of these areas, however many there
        # are elsewhere.
        first, *others = (
            facts.filter(area__in=areas).order_by().values_list(column)
            for facts, column in facts_of_people()
        )
        return self.filter(pk__in=first.union(*others))

    def serving(self, area: Area, day: datetime.date) -> Self:
        """The members, office-holders, paid workers and LTO representatives of an area on a day."""
        condition = Q()
        for facts in (area.memberships, area.offices, area.paid_work, area.lto_roles):
            condition |= Q(pk__in=facts.current_on(day).values("person"))
        return self.filter(condition)


class Person(Versioned):
    """Somebody, by the name they use."""

    name = models.CharField(max_length=200)
    email = models.EmailField("e-mail address", blank=True)
    birth_year = models.PositiveSmallIntegerField("year of birth", null=True, blank=True)
    # As it is looked for; the name itself is what people see.
    folded_name = FoldedField(max_length=400, of="name")
    # By which two records of one name are found, whichever way round it was written.
    name_words = NameWordsField(max_length=400, of="name")
    # A record that turned out to be of the same person stays, so that what was written of it still
    # has a name; nothing on any register refers to it.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged_from"
    )
    # Since when nothing that tells who they were is kept of them.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["name_words"], name="person_name_words"),
            # In the order in which people are found; PostgreSQL has one of the parts of names too,
            # from the migration that made this.
            models.Index(
                fields=["folded_name", "id"],
                name="person_in_order",
                condition=Q(merged_into__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_a_name",
                violation_error_message="Enter a name.",
            ),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True)
                | Q(birth_year__range=(EARLIEST_BIRTH_YEAR, 2100)),
                name="person_birth_year_possible",
                violation_error_message="Enter a year of birth with four figures, like 1971.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Household(Versioned):
    """People who share one home. One address is not always one household."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="households")
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address or f"Household {self.pk}"


class InArea(models.TextChoices):
    """Whether a home is inside the area. Living there counts; working there does not."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class ResidenceCheck(models.TextChoices):
    """How it was found out whether a home is in the area."""

    ADDRESS_SEEN = "address-seen", "Proof of address seen"
    POSTCODE = "postcode", "Postcode looked up"
    TOLD = "told-us", "They told us"


class Residence(Dated):
    """Where somebody lives, as far as one area needs to know."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="residences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="residences")
    household = models.ForeignKey(
        Household,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="residences",
        help_text="Empty when it is not known with whom they live.",
    )
    in_area = models.CharField(
        "lives in the area", max_length=10, choices=InArea, default=InArea.UNKNOWN
    )
    checked_how = models.CharField(
        "how it was checked", max_length=20, choices=ResidenceCheck, blank=True
    )
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["person", "starts_on"]
        constraints = [
            ends_after_it_starts("residence_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(in_area__in=InArea.values), name="residence_in_area_known"
            ),
            models.CheckConstraint(
                condition=Q(checked_how__in=["", *ResidenceCheck.values]),
                name="residence_check_known",
            ),
            NoOverlap(
                name="residence_no_overlap",
                fields=["area", "person"],
                violation_error_message="Another home is recorded for those days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, in the area: {self.get_in_area_display()}"


class RelationshipKind(models.TextChoices):
    """How `a` is related to `b`. A child is recorded as the parent the other way round."""

    SPOUSE = "spouse", "is married to"
    CIVIL_PARTNER = "civil-partner", "is the civil partner of"
    UNMARRIED_PARTNER = "unmarried-partner", "is the partner of"
    SIBLING = "sibling", "is the brother or sister of"
    PARENT = "parent", "is the parent of"
    GRANDPARENT = "grandparent", "is the grandparent of"


# The kinds by which somebody descends from somebody.
DESCENT = [RelationshipKind.PARENT, RelationshipKind.GRANDPARENT]


class Relationship(Versioned):
    """A direct relationship of two people, as one area's register records it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="relationships")
    a = models.ForeignKey(Person, models.PROTECT, related_name="relationships_as_a")
    b = models.ForeignKey(Person, models.PROTECT, related_name="relationships_as_b")
    kind = models.CharField(max_length=20, choices=RelationshipKind)
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            ends_after_it_starts("relationship_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(kind__in=RelationshipKind.values), name="relationship_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(a=models.F("b")),
                name="relationship_of_two_people",
                violation_error_message="Choose two different people.",
            ),
            models.UniqueConstraint(
                "area",
                Least("a", "b"),
                Greatest("a", "b"),
                name="relationship_once_a_pair",
                violation_error_message="It is already recorded how these two people are related.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} {self.get_kind_display()} {self.b}"

    def other_than(self, person: Person) -> Person:
        """The other of the two."""
        return self.b if self.a_id == person.pk else self.a

    @property
    def descent(self) -> Descent:
        """What it says of who descends from whom, for a parent or a grandparent."""
        return Descent(self.a_id, self.b_id, str(self))

    def clean(self) -> None:
        """Refuse what would make somebody descend from themselves, whenever it was recorded.

        Changes of one register come one by one, so that two saved at once cannot close a circle.
        """
        super().clean()
        if self.kind not in DESCENT or self.a_id == self.b_id:
            return
        others = Relationship.objects.filter(area=self.area_id, kind__in=DESCENT)
        known = [one.descent for one in others.exclude(pk=self.pk).select_related("a", "b")]
        if why := circle_closed_by(self.descent, known):
            raise ValidationError({"kind": why})
