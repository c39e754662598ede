"""The grants of a page: how many there are, what could be mended, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.urls import reverse

from partnerships.giving.grants import Grant


@dataclass(slots=True)
class Counted:
    """How many decisions on grants there are of each sort, and those to be listed."""

    published: list[Grant] = field(default_factory=list)
    to_mend: list[Grant] = field(default_factory=list)
    amount: Decimal = Decimal(0)
    refused: int = 0
    kept_back: int = 0

    @property
    def all(self) -> int:
        """How many decisions on grants there are, refusals among them."""
        return len(self.published) + self.refused + self.kept_back


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A grant in a list: as it is published, or as it is recorded where something is to be mended."""

    grant: Grant
    href: str

    @property
    def remarks(self) -> Sequence[str]:
        return [remark.words for remark in self.grant.remarks]


def counted(grants: Iterable[Grant]) -> Counted:
    """Grants by sort, in their order, each looked at once; of what is to be mended, first what keeps a
    grant out of the files."""
    found = Counted()
    for grant in grants:
        if grant.is_published:
            found.published.append(grant)
            found.amount += grant.amount
        elif grant.is_refused:
            found.refused += 1
        else:
            found.kept_back += 1
        if grant.remarks:
            found.to_mend.append(grant)
    # Of most others nothing need be done: what keeps a grant back would be lost among them.
    found.to_mend.sort(key=lambda grant: grant.is_published)
    return found


def rows_of(grants: Iterable[Grant]) -> list[GrantRow]:
    """Grants with where each of them is mended."""
    return [
        GrantRow(
            grant,
            reverse("decision-detail", args=[grant.decision.area.slug, grant.decision.pk]),
        )
        for grant in grants
    ]
