"""What erasing somebody's record takes away, and what stays, for whoever decides on it."""

from __future__ import annotations

from dataclasses import dataclass

from biglocal.design.words import people_list
from partnerships.actions.erasing import Traces
from partnerships.models import Correction, Person
from reviews.freezing import BrokenSeal
from reviews.models import DeclaringLink, MembershipForm, Scan, SigningLink, Submission
from reviews.presenters.tasks import counted
from reviews.withholding import names


@dataclass(frozen=True)
class Erasing:
    """What goes and what stays, each as sentences, and what is in the way."""

    person: Person
    goes: list[str]
    stays: list[str]
    obstacles: list[str]


def erasing_of(person: Person) -> Erasing:
    """What erasing the record of a person comes to."""
    traces = Traces(person)
    return Erasing(person, _goes(traces), _stays(traces), traces.keep_from_erasing)


def _goes(traces: Traces) -> list[str]:
    pks = traces.pks
    lived = traces.person.residences.exclude(household=None).exists()
    corrections = Correction.objects.filter(person__in=pks).count()
    forms = MembershipForm.objects.filter(person__in=pks)
    scans = Scan.objects.filter(form__in=forms).exclude(file="").count()
    links = SigningLink.objects.filter(person__in=pks).count()
    links += DeclaringLink.objects.filter(person__in=pks).count()
    known = ["the name"]
    known += ["the e-mail address"] if traces.addresses else []
    known += ["the year of birth"] if any(one.birth_year for one in traces.records) else []
    found = [f"From the record: {people_list(known)}."]
    if homes := [home for home in traces.homes if home.address or home.postcode]:
        found.append(f"{counted(len(homes), 'home')}: address and postcode.")
    elif lived and not traces.homes:
        found.append("No address: others live, or have lived, where they did.")
    if corrections:
        found.append(f"The wording of {counted(corrections, 'correction')} that they asked for.")
    if forms:
        found.append(
            f"{counted(len(forms), 'membership form')}: the name signed with, interests and "
            "relatives. That they signed, and when, stays."
        )
    if scans:
        found.append(f"{counted(scans, 'scan')} of forms on paper.")
    if links:
        found.append(f"{counted(links, 'personal link')} to a form, with the messages.")
    found.append(
        "Notes on proposals, job titles, and whatever somebody has begun and not finished."
    )
    if traces.areas:
        found.append(
            "Their full name wherever it is written in the history, the decisions, the reviews and "
            f"the post of {people_list(traces.areas)}."
        )
    return found


def _stays(traces: Traces) -> list[str]:
    found = [
        "When they were a member, voted, held an office or took part in a decision, and how members "
        "are related: as facts about “Erased person”, so that past verdicts stay true.",
    ]
    submitted = 0
    for submission in Submission.objects.filter(review__area__in=traces.areas).iterator(50):
        try:
            submitted += names(submission, traces.pks)
        except BrokenSeal:
            submitted += 1
    if submitted:
        found.append(
            f"{counted(submitted, 'submitted review')}, byte for byte: Local Trust’s record of what "
            "it was told. Pages and PDFs made from it leave the name out from now on, and only "
            "administrators can download the record itself."
        )
    found.append(
        "Part of their name, such as a first name alone, in the wording of a decision or a message. "
        "Look there yourself."
    )
    found.append("What was printed, downloaded or sent already.")
    return found
