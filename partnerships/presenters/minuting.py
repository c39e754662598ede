"""The paragraph for the minutes that screening a decision comes to.

It says that somebody declared an interest, and in which organisation, and nothing of who is whose
relative, since minutes are read by everybody.
"""

from __future__ import annotations

from collections.abc import Iterator

from biglocal.design.words import day_in_words, money, people_list
from partnerships.models import DecisionKind
from partnerships.presenters.rooms import after_said, before_said, quorum_said
from partnerships.rosters.screening import Answer
from partnerships.rules.wording import counted, name


def for_the_minutes(answer: Answer) -> str:
    """What there is to minute, if the meeting went as it was screened."""
    return " ".join([*_considered(answer), *_declared(answer), *_who_decided(answer)])


def _considered(answer: Answer) -> Iterator[str]:
    asked = answer.asked
    kind = DecisionKind(asked.kind).label
    amount = f", {money(asked.amount)}" if asked.amount is not None else ""
    yield (
        f"On {day_in_words(asked.decided_on)} the partnership considered “{asked.title}” "
        f"({kind[:1].lower()}{kind[1:]}{amount})."
    )
    called = [one.organisation.name if one.organisation else one.name for one in answer.considered]
    if len(called) > 1:
        yield f"It compared {people_list(called)}."
    elif called:
        yield f"The only organisation considered was {called[0]}."


def _declared(answer: Answer) -> Iterator[str]:
    """Who declared an interest in what: those of the same organisations in one sentence."""
    names = {
        str(one.organisation.pk): one.organisation.name
        for one in answer.considered
        if one.organisation
    }
    tied: dict[tuple[tuple[str, ...], bool], list[str]] = {}
    for one in sorted(answer.there, key=lambda one: (name(one.person), one.person.id)):
        if one.ties:
            of_theirs = {tie.organisation for tie in one.ties}
            to = tuple(called for pk, called in names.items() if pk in of_theirs)
            tied.setdefault((to, one.must_withdraw), []).append(name(one.person))
    for (to, withdrew), people in tied.items():
        did = "withdrew" if withdrew else "stayed, as it is not about buying or a grant"
        yield f"{people_list(people)} declared an interest in {people_list(to)} and {did}."
    if not tied:
        yield "Nobody declared an interest."


def _who_decided(answer: Answer) -> Iterator[str]:
    count = answer.count
    if not count.before.members:
        yield "No member was there to decide."
        return
    had = "Present were" if answer.is_of_those_present else "The partnership has"
    yield f"{had} {before_said(count)}."
    if not count.after.members:
        yield "No member was left to decide, so nothing was decided."
        return
    if count.after != count.before:
        yield f"Without those who withdrew there were {after_said(count)}."
    if count.quorum is not None:
        quorum = f"the quorum ({quorum_said(count.quorum)})"
        if count.is_quorate is None:
            yield f"Whether {quorum} was kept cannot be told: {_not_known(answer)}."
        elif count.is_quorate:
            yield f"T{quorum[1:]} was kept."
        else:
            yield f"T{quorum[1:]} was not kept, so nothing was decided."
            return
    if count.percent is None:
        return
    if count.is_resident_led is None:
        yield (
            "Whether residents were the majority of those who decided cannot be told: "
            f"{_not_known(answer)}."
        )
    else:
        were = "were" if count.is_resident_led else "were not"
        yield f"Residents {were} the majority of those who decided."


def _not_known(answer: Answer) -> str:
    members = counted(answer.count.after.unknown, "member")
    return f"it is not recorded whether {members} {'lives' if members == '1 member' else 'live'} in the area"
