"""What a row says about a seat on the partnership, set beside what is recorded."""

from __future__ import annotations

import datetime
from typing import Any

from biglocal.design.words import day_in_words
from partnerships.imports.cells import clean, office_key
from partnerships.imports.register import Register, Seat, has_ended, seat_of_those_days
from partnerships.imports.steps import Does, Entry
from partnerships.models import Appointed, EndReason, Membership


def plan_membership(entry: Entry, register: Register) -> None:
    """Join, put right, leave, give or withdraw the vote; or nothing."""
    seat = _seat(entry, register)
    entry.first_day = entry.row.since or (seat.starts_on if seat else None)
    if seat is not None:
        _compare(entry, seat, register.today)
    elif entry.row.since is not None:
        _join(entry, entry.row.since)
    elif not _may_be_no_member(entry, register):
        _ask_for_first_day(entry, register)


def _seat(entry: Entry, register: Register) -> Seat | None:
    seats = register.seats.get(entry.person_id, [])
    if entry.row.since is None:
        lasting = [seat for seat in seats if not has_ended(seat, register.today)]
        return lasting[0] if lasting else None
    return seat_of_those_days(seats, entry.row.since, entry.row.last_day, register.today)


def _may_be_no_member(entry: Entry, register: Register) -> bool:
    """Whether the row makes sense for a worker or somebody of the LTO who has no seat."""
    row = entry.row
    held = {office_key(office.title) for office in register.offices.get(entry.person_id, [])}
    new_offices = {office_key(title) for title, _ in row.offices} - held
    says_seat = row.votes or row.appointed or row.term_ends or row.last_day or new_offices
    known = [
        *register.offices.get(entry.person_id, []),
        *register.paid_work.get(entry.person_id, []),
        *register.lto_roles.get(entry.person_id, []),
    ]
    on_register = any(not has_ended(fact, register.today) for fact in known)
    return not says_seat and bool(row.paid or row.lto or on_register)


def _ask_for_first_day(entry: Entry, register: Register) -> None:
    seats = register.seats.get(entry.person_id, [])
    if seats and seats[-1].ends_on:
        entry.refuse(
            "since",
            f"The register says they left on {day_in_words(seats[-1].ends_on)}. Enter the day they "
            "became a member again.",
        )
        return
    entry.refuse("since", "Enter the day they became a member, like 27/3/2024.")


def _join(entry: Entry, since: datetime.date) -> None:
    row = entry.row
    is_voting = row.votes is not False
    said = ["voting" if is_voting else "not voting"]
    if row.appointed:
        said.append(str(Appointed(row.appointed).label).lower())
    if row.term_ends:
        said.append(f"term ends {day_in_words(row.term_ends)}")
    if row.represents:
        said.append(f"represents {row.represents}")
    if row.last_day:
        said.append(_left(row.last_day, row.why_ended))
    entry.do(
        Does.JOIN,
        f"Member since {day_in_words(since)}, {', '.join(said)}",
        starts_on=since,
        is_voting=is_voting,
        appointed=row.appointed,
        represents=row.represents,
        term_ends_on=row.term_ends,
        ends_on=row.last_day,
        end_reason=row.why_ended,
    )


def _left(last_day: datetime.date, reason: str) -> str:
    why = f" ({EndReason(reason).label.lower()})" if reason else ""
    return f"last day {day_in_words(last_day)}{why}"


def _compare(entry: Entry, seat: Seat, today: datetime.date) -> None:
    row, now = entry.row, seat.on(today)
    if row.since and row.since != seat.starts_on:
        entry.do(
            Does.CORRECT_MEMBERSHIP,
            f"Member since: {day_in_words(row.since)} (now {day_in_words(seat.starts_on)})",
            seat.first,
            starts_on=row.since,
        )
    _compare_details(entry, now)
    _compare_end(entry, seat, today)
    if row.votes is not None and row.votes != now.is_voting:
        _change_vote(entry, now, row.votes, today)


def _compare_details(entry: Entry, record: Membership) -> None:
    row = entry.row
    for title, name, value, shown, now in [
        (
            "How appointed",
            "appointed",
            row.appointed,
            row.appointed and Appointed(row.appointed).label,
            record.get_appointed_display(),
        ),
        ("Represents", "represents", row.represents, row.represents, record.represents),
        (
            "Term ends",
            "term_ends_on",
            row.term_ends,
            day_in_words(row.term_ends),
            day_in_words(record.term_ends_on),
        ),
    ]:
        recorded = getattr(record, name)
        if value and value != (clean(recorded) if isinstance(recorded, str) else recorded):
            correct(entry, Does.CORRECT_MEMBERSHIP, record, title, shown, now, **{name: value})


def correct(
    entry: Entry, does: Does, record: Any, title: str, said: object, now: object, **values: Any
) -> None:
    """Add a step that puts a record right, with what is said now and what was before."""
    entry.do(does, f"{title}: {said} (now {now or 'not recorded'})", record, **values)


def _compare_end(entry: Entry, seat: Seat, today: datetime.date) -> None:
    row, last = entry.row, seat.last
    if row.last_day is None:
        if seat.ends_on and has_ended(seat, today):
            entry.notes.append(
                f"The register says they left on {day_in_words(seat.ends_on)}. The import leaves that."
            )
    elif last.ends_on is None:
        entry.do(
            Does.LEAVE,
            f"Leaves: {_left(row.last_day, row.why_ended)}",
            last,
            last_day=row.last_day,
            reason=row.why_ended,
        )
    elif last.ends_on != row.last_day or row.why_ended not in ("", last.end_reason):
        entry.do(
            Does.CORRECT_MEMBERSHIP,
            f"{_left(row.last_day, row.why_ended or last.end_reason).capitalize()} "
            f"(now {_left(last.ends_on, last.end_reason)})",
            last,
            ends_on=row.last_day,
            end_reason=row.why_ended or last.end_reason,
        )


def _change_vote(entry: Entry, record: Membership, is_voting: bool, today: datetime.date) -> None:
    said, now = ("yes", "no") if is_voting else ("no", "yes")
    ends_on = entry.row.last_day or record.ends_on
    if record.starts_on <= today and (ends_on is None or ends_on >= today):
        entry.do(
            Does.CHANGE_VOTE,
            f"Votes: {said} from {day_in_words(today)} (until then {now})",
            record,
            is_voting=is_voting,
            from_day=today,
        )
    else:
        correct(entry, Does.CORRECT_MEMBERSHIP, record, "Votes", said, now, is_voting=is_voting)
