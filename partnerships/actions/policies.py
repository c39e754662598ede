"""Policies of a partnership: adopting one or its next version, putting it right, and who agrees to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.access import policy as access
from biglocal.access.permissions import Permission
from biglocal.attachments.cleaning import Cleaned
from biglocal.attachments.keeping import discard, kept
from biglocal.design.words import day_in_words, people_list
from partnerships.actions.writing import (
    ChangedMeanwhile,
    change,
    check_still_there,
    keep,
    one_change,
    take_back,
)
from partnerships.models import (
    Acknowledgement,
    Area,
    Person,
    Policy,
    PolicyDocument,
    PolicyKind,
    PolicyVersion,
)

if TYPE_CHECKING:
    from biglocal.accounts.models import User

NO_DOCUMENT = "Attach the document, or give its address"
TWO_DOCUMENTS = "Attach the document or give its address, not both"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What is said of a version: its days, and its document as a file or as an https address.

    `document` is a file to be kept; None keeps the one there is, unless a link takes its place.
    """

    label: str
    adopted_on: datetime.date
    review_due_on: datetime.date
    document: Cleaned | None = None
    link: str = ""
    note: str = ""

    def values(self) -> dict[str, Any]:
        return {
            "label": " ".join(self.label.split()),
            "adopted_on": self.adopted_on,
            "review_due_on": self.review_due_on,
            "link": self.link.strip(),
            "note": self.note.strip(),
        }


@one_change()
def adopt(
    *, area: Area, kind: PolicyKind, adopted: Adopted, by: User, name: str = ""
) -> PolicyVersion:
    """Record a policy with its first version, or a further version where there is such a policy.

    `name` is what one of the partnership's own is called. Raises Refused for whoever does not keep
    the policies there, and ValidationError for what cannot be.
    """
    access.check(by, Permission.KEEP_POLICIES, area)
    # Two who record the same policy at one moment record two versions of one.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    called = " ".join(name.split()) if kind == PolicyKind.OTHER else ""
    policy = Policy.objects.filter(area=area, kind=kind, name__iexact=called).first()
    if policy is None:
        policy = Policy(area=area, kind=kind, name=called)
        keep(policy, "policies.begin", by=by, area=area, on_register=False)
    return add_version(policy=policy, adopted=adopted, by=by)


@one_change()
def add_version(*, policy: Policy, adopted: Adopted, by: User) -> PolicyVersion:
    """Record what was adopted next; what was in force before stays beside it. Raises as `adopt`."""
    access.check(by, Permission.KEEP_POLICIES, policy.area)
    if adopted.document is None and not adopted.link.strip():
        raise ValidationError({"document": NO_DOCUMENT})
    if adopted.document is not None and adopted.link.strip():
        raise ValidationError({"link": TWO_DOCUMENTS})
    version = PolicyVersion(policy=policy, **adopted.values())
    version.clean_fields(exclude=["document"])
    if adopted.document is None:
        return _kept(version, by)
    with kept(PolicyDocument(), adopted.document, by=by) as version.document:
        return _kept(version, by)


@one_change()
def correct(
    *, version: PolicyVersion, adopted: Adopted, by: User, seen: int | None = None
) -> PolicyVersion:
    """Put right what was recorded of a version; `seen` is the one that its editor had open.

    Raises as `adopt` does, and ChangedMeanwhile.
    """
    area = version.policy.area
    access.check(by, Permission.KEEP_POLICIES, area)
    saved = check_still_there(
        PolicyVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    )
    if seen is not None and saved.version != seen:
        raise ChangedMeanwhile(saved)
    before = saved.document
    link = adopted.link.strip()
    if adopted.document is not None and link:
        raise ValidationError({"link": TWO_DOCUMENTS})
    if adopted.document is None and not link and before is None:
        raise ValidationError({"document": NO_DOCUMENT})
    _check_nobody_before(saved, adopted.adopted_on)
    values: dict[str, Any] = {"by": by, "area": area, "on_register": False} | adopted.values()
    if adopted.document is None:
        corrected = change(saved, "policies.correct", **values, document=None if link else before)
    else:
        with kept(PolicyDocument(), adopted.document, by=by) as document:
            corrected = change(saved, "policies.correct", **values, document=document)
    if before is not None and corrected.document_id != before.pk:
        discard(before)
    return corrected


@one_change()
def never_happened(
    *, version: PolicyVersion, reason: str, by: User, seen: int | None = None
) -> None:
    """Take back a version that was recorded by mistake, with its document and who acknowledged it.

    The policy goes with its last version. Raises as `correct` does, and ValidationError without a
    reason.
    """
    policy = version.policy
    access.check(by, Permission.KEEP_POLICIES, policy.area)
    document = version.document
    acknowledged = version.acknowledgements.all()
    people = list(acknowledged.values_list("person", flat=True))
    acknowledged.delete()
    take_back(
        version,
        "policies.never_happened",
        by=by,
        area=policy.area,
        reason=reason,
        people=people,
        version=seen,
        on_register=False,
    )
    if document is not None:
        discard(document)
    if not policy.versions.exists():
        policy.delete()


@one_change()
def acknowledge(
    *, version: PolicyVersion, people: Iterable[Person], on: datetime.date, by: User
) -> list[Acknowledgement]:
    """Record that members have acknowledged a version on a day; who has already is left as they are.

    Raises Refused as `adopt` does, and ValidationError for a day on which the version was not
    adopted yet, or somebody was no member.
    """
    access.check(by, Permission.KEEP_POLICIES, version.policy.area)
    return _acknowledge(version, people, on, by)


@one_change()
def acknowledge_oneself(*, version: PolicyVersion, person: Person) -> list[Acknowledgement]:
    """Record that a member acknowledges a version today, on their own word, behind a link of theirs.

    Raises ValidationError for one that is not in force today, and as `acknowledge` does.
    """
    latest = version.policy.versions.adopted_by(clock.today()).first()
    if latest is None or latest.pk != version.pk:
        raise ValidationError(f"{version.policy} has another version by now. Please read that one")
    return _acknowledge(version, [person], clock.today(), None)


@one_change()
def did_not_acknowledge(*, acknowledgement: Acknowledgement, reason: str, by: User) -> None:
    """Take back that somebody acknowledged a version. Raises as `never_happened` does."""
    area = acknowledgement.version.policy.area
    access.check(by, Permission.KEEP_POLICIES, area)
    take_back(
        acknowledgement,
        "policies.did_not_acknowledge",
        by=by,
        area=area,
        reason=reason,
        people=[acknowledgement.person_id],
        on_register=False,
    )


def _acknowledge(
    version: PolicyVersion, people: Iterable[Person], on: datetime.date, by: User | None
) -> list[Acknowledgement]:
    area = version.policy.area
    saved = check_still_there(
        PolicyVersion.objects.select_for_update(of=("self",)).filter(pk=version.pk).first()
    )
    if on < saved.adopted_on:
        raise ValidationError(
            {"on": f"This version was adopted on {day_in_words(saved.adopted_on)}, not before"}
        )
    known = set(saved.acknowledgements.values_list("person", flat=True))
    new = [person for person in people if person.pk not in known]
    members = set(area.memberships.current_on(on).values_list("person", flat=True))
    if strangers := [person for person in new if person.pk not in members]:
        raise ValidationError(
            {"on": f"{people_list(strangers)} {_was(strangers)} on the partnership on this day"}
        )
    return [
        keep(
            Acknowledgement(version=saved, person=person, acknowledged_on=on, recorded_by=by),
            "policies.acknowledge",
            by=by,
            area=area,
            people=[person.pk],
            on_register=False,
        )
        for person in new
    ]


def _kept(version: PolicyVersion, by: User) -> PolicyVersion:
    return keep(version, "policies.adopt", by=by, area=version.policy.area, on_register=False)


def _check_nobody_before(version: PolicyVersion, adopted_on: datetime.date) -> None:
    """Raise ValidationError where somebody acknowledged a version before it would be adopted."""
    first = version.acknowledgements.order_by("acknowledged_on").first()
    if first is not None and first.acknowledged_on < adopted_on:
        raise ValidationError(
            {
                "adopted_on": (
                    f"Somebody acknowledged it on {day_in_words(first.acknowledged_on)} already. "
                    "Enter that day or an earlier one"
                )
            }
        )


def _was(people: list[Person]) -> str:
    return "was not" if len(people) == 1 else "were not"
