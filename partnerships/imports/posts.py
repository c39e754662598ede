"""What a row says about offices, paid work and the LTO, set beside what is recorded.

An import ends none of these: an empty cell may mean that nobody filled it in. What is recorded and
not in the file is pointed out.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from biglocal.design.words import day_in_words, people_list
from partnerships.imports.cells import clean, office_key
from partnerships.imports.membership import correct
from partnerships.imports.register import Fact, Register, has_ended, of_those_days
from partnerships.imports.steps import Does, Entry
from partnerships.models import LtoCapacity, WorkTerms


def plan_posts(entry: Entry, register: Register) -> None:
    """Offices taken, paid work and LTO roles begun, and all of them put right; or nothing."""
    _offices(entry, register)
    _paid_work(entry, register)
    _lto_role(entry, register)


def _offices(entry: Entry, register: Register) -> None:
    held = register.offices.get(entry.person_id, [])
    titles = set()
    for said_title, said in entry.row.offices:
        title = office_key(said_title)
        titles.add(title)
        same = [office for office in held if office_key(office.title) == title]
        starts_on = _first_day(entry, "offices_since", said)
        if starts_on is None:
            continue
        office, is_free = _found(
            entry, "offices_since", same, starts_on, entry.row.last_day, register.today
        )
        if is_free:
            entry.do(
                Does.TAKE_OFFICE,
                f"{title.capitalize()} since {day_in_words(starts_on)}",
                title=title,
                starts_on=starts_on,
                ends_on=entry.row.last_day,
            )
        elif office and said and said != office.starts_on:
            correct(
                entry,
                Does.CORRECT_OFFICE,
                office,
                f"{title.capitalize()} since",
                day_in_words(said),
                day_in_words(office.starts_on),
                starts_on=said,
            )
    others = [
        office.title
        for office in held
        if office_key(office.title) not in titles and office.is_current_on(register.today)
    ]
    if titles and others:
        entry.notes.append(
            f"Also recorded as {people_list(others)}. An import ends no office: hand it over on "
            "their page if it is over."
        )


def _paid_work(entry: Entry, register: Register) -> None:
    row, recorded = entry.row, register.paid_work.get(entry.person_id, [])
    if not row.paid:
        if row.paid is False and any(not has_ended(work, register.today) for work in recorded):
            entry.notes.append(
                "Recorded as a paid worker. An import ends no paid work: end it on their page if it "
                "is over."
            )
        return
    starts_on = _first_day(entry, "paid_since", row.paid_since)
    if starts_on is None:
        return
    work, is_free = _found(entry, "paid_since", recorded, starts_on, None, register.today)
    terms = WorkTerms(str(row.paid))
    if is_free:
        employer = f" by {row.employer}" if row.employer else ""
        entry.do(
            Does.START_WORK,
            f"Paid worker since {day_in_words(starts_on)}: {terms.label.lower()}{employer}",
            terms=terms.value,
            employer=row.employer,
            starts_on=starts_on,
        )
    if work is None:
        return
    if work.terms != terms:
        correct(
            entry,
            Does.CORRECT_WORK,
            work,
            "Paid work",
            terms.label.lower(),
            work.get_terms_display().lower(),
            terms=terms.value,
        )
    now = clean(work.employer.name) if work.employer else ""
    if row.employer and row.employer.casefold() != now.casefold():
        correct(
            entry, Does.CORRECT_WORK, work, "Employer", row.employer, now, employer=row.employer
        )
    _correct_first_day(entry, Does.CORRECT_WORK, work, "Paid since", row.paid_since)


def _lto_role(entry: Entry, register: Register) -> None:
    row, recorded = entry.row, register.lto_roles.get(entry.person_id, [])
    if not row.lto:
        if row.lto is False and any(not has_ended(role, register.today) for role in recorded):
            entry.notes.append(
                "Recorded as an LTO representative. An import does not end that: do so on their "
                "page if it is over."
            )
        return
    starts_on = _first_day(entry, "lto_since", row.lto_since)
    if starts_on is None:
        return
    role, is_free = _found(entry, "lto_since", recorded, starts_on, None, register.today)
    capacity = LtoCapacity(str(row.lto))
    if is_free:
        entry.do(
            Does.REPRESENT_LTO,
            f"LTO representative since {day_in_words(starts_on)}: {_small(capacity.label)}",
            capacity=capacity.value,
            starts_on=starts_on,
        )
    if role is None:
        return
    if role.capacity != capacity:
        correct(
            entry,
            Does.CORRECT_LTO_ROLE,
            role,
            "LTO representative",
            _small(capacity.label),
            _small(role.get_capacity_display()),
            capacity=capacity.value,
        )
    _correct_first_day(entry, Does.CORRECT_LTO_ROLE, role, "LTO since", row.lto_since)


def _correct_first_day(
    entry: Entry, does: Does, record: Fact, title: str, said: datetime.date | None
) -> None:
    if said and said != record.starts_on:
        now = day_in_words(record.starts_on)
        correct(entry, does, record, title, day_in_words(said), now, starts_on=said)


def _first_day(entry: Entry, key: str, said: datetime.date | None) -> datetime.date | None:
    """The day in the column, or the first day as a member; asks for it where there is neither."""
    starts_on = said or entry.first_day
    if starts_on is None and not entry.problems:
        entry.refuse(key, "Enter the day it began, like 27/3/2024.")
    return starts_on


def _found(
    entry: Entry,
    key: str,
    recorded: Sequence[Fact],
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    today: datetime.date,
) -> tuple[Fact | None, bool]:
    """What is recorded of those days, and whether they are free for a new record.

    Neither, and a problem, when the only record ended although the row goes on.
    """
    fact = of_those_days(recorded, starts_on, ends_on, today)
    if fact is None:
        return None, True
    goes_on = ends_on is None or ends_on >= today
    if goes_on and fact.ends_on and has_ended(fact, today):
        entry.refuse(
            key,
            f"The register says that this ended on {day_in_words(fact.ends_on)}. If it began again, "
            "enter the day; if not, leave it out of the file.",
        )
        return None, False
    return fact, False


def _small(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"
