"""What may be done next with a record of somebody's: the links beside it, by where it stands in time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnerships.models import EndReason, LtoRole, Membership, Office, PaidWork


@dataclass(frozen=True, slots=True)
class Step:
    """One link: the name of its address, which takes the record's number, and its text."""

    name: str
    text: str


def membership_steps(
    one: Membership, all_of_theirs: Sequence[Membership], day: datetime.date
) -> Iterator[Step]:
    """For a membership among all that somebody has, or has had, in one area."""
    is_last = not any(other.starts_on > one.starts_on for other in all_of_theirs)
    if one.starts_on > day:
        yield Step("member-begin-on", "Move to another day")
        yield Step("member-mistake", "Take back")
    elif one.is_current_on(day) and one.end_reason != EndReason.VOTE_CHANGED:
        yield Step("member-vote", f"{'Withdraw' if one.is_voting else 'Give'} the vote")
        if is_last and (one.ends_on is None or one.end_reason == EndReason.TERM_ENDED):
            yield Step("member-re-appoint", "Re-appoint")
    if one.ends_on is None:
        yield Step("member-end", "End")
    elif is_last:
        if one.ends_on >= day:
            yield Step("member-end", "Move the last day")
        tense = "do" if one.ends_on >= day else "did"
        yield Step("member-did-not-end", f"They {tense} not leave after all")
    yield Step("member-change", "Correct")


def office_steps(office: Office, day: datetime.date) -> Iterator[Step]:
    """For an office."""
    if office.starts_on > day:
        yield Step("office-take-on", "Move to another day")
        yield Step("office-mistake", "Take back")
    if office.ends_on is None:
        yield Step("office-hand-over", "Hand over or end")
    else:
        if office.ends_on >= day:
            yield Step("office-hand-over", "Move the last day")
        yield Step("office-did-not-end", "It did not end after all")
    yield Step("office-change", "Correct")


def job_steps(job: PaidWork | LtoRole) -> Iterator[Step]:
    """For paid work, or a part in the LTO, which are changed and ended on one page."""
    kind = "paid-work" if isinstance(job, PaidWork) else "lto-role"
    yield Step(f"{kind}-change", "Change")
    if job.ends_on is not None:
        yield Step(f"{kind}-did-not-end", "It did not end after all")
