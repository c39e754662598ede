"""What the public page of an area says on a day: who agreed to be named, what was decided, how to join.

Page, files and preview are all made from `OpenPage` and from nothing else, so whoever and whatever is
not in it is in none of them. It is read in a fixed number of queries.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from partnerships.models import (
    Area,
    Decision,
    EndReason,
    InArea,
    Interest,
    Office,
    Organisation,
    Part,
    Plan,
    PublicPage,
    Section,
    Whose,
)
from partnerships.presenters.open_told import (
    OpenDecision,
    OpenInterest,
    OpenLeaver,
    OpenMember,
    OpenNote,
    OpenOffice,
    OpenPage,
    OpenPlan,
    OpenPolicy,
    OpenTheme,
)
from partnerships.presenters.periods import Run, runs_of
from partnerships.rosters.naming import Naming, Withholding, naming_in, withholding_in
from partnerships.rosters.plans import money_of, plan_on
from partnerships.rosters.policies import states_by_area

# Where fewer sit, what is said of most of them says something of each.
FEWEST_FOR_A_SHARE = 5
# What stands for somebody who applied in their own name.
A_PERSON = "A person"


def open_page_of(page: PublicPage, day: datetime.date) -> OpenPage:
    """What is public of an area on a day, whether its page is opened or only looked at."""
    area, shown = page.area, frozenset(page.sections)
    naming = naming_in(area, day)
    decisions = _decisions(area, day) if Section.DECISIONS in shown else []
    interests = _interests(area, day) if Section.INTERESTS in shown else []
    withholding = _withholding(area, naming, decisions, interests)
    sitting, left = _seats(area, day)
    offices = list(area.offices.current_on(day).select_related("person"))
    shows_members = Section.MEMBERS in shown
    plan = plan_on(area, day) if Section.PLAN in shown else None
    # One to come may still change, and one that is over is no plan any more.
    plan = plan if plan is not None and plan.is_current_on(day) else None
    return OpenPage(
        name=area.name,
        slug=area.slug,
        local_authority=area.local_authority,
        region=area.get_region_display(),
        day=day,
        changed_on=page.changed_on,
        sections=shown,
        taking_part=withholding.of_text(page.taking_part),
        in_all=len(sitting) if shows_members else 0,
        most_live_here=shows_members and _most_live_here(area, sitting, day),
        members=_members(sitting, offices, naming, day) if shows_members else (),
        left=_leavers(left, naming) if shows_members else (),
        offices=_offices(offices, naming) if shows_members else (),
        interests=_shown_interests(
            interests, naming, {run.last.person_id for run in sitting}, withholding
        ),
        policies=list(_policies(area, day, withholding)) if Section.POLICIES in shown else (),
        decisions=[_decision(one, withholding) for one in decisions],
        plan=_plan(plan, withholding) if plan else None,
        themes=_themes(plan, day, withholding) if plan else (),
        notes=_notes(plan, day, withholding) if plan else (),
    )


def twelve_months_before(day: datetime.date) -> datetime.date:
    """The day of the year before; of 29 February, the last of that month."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def most_of(members: int, residents: int) -> bool:
    """Whether it may be said that most members live in the area.

    It is said or not, and never how many, so that nobody's home follows from a number; and not at
    all of a few.
    """
    return members >= FEWEST_FOR_A_SHARE and 2 * residents > members


def recent_leavers(area: Area, day: datetime.date) -> list[Run]:
    """The last seats of those who left in the twelve months up to a day, the latest first."""
    return _seats(area, day)[1]


def _seats(area: Area, day: datetime.date) -> tuple[list[Run], list[Run]]:
    """The runs of who sits on a day, by name, and of who left in the past twelve months."""
    memberships = area.memberships.select_related("person").order_by("person_id", "starts_on")
    sitting, left = [], []
    for _, records in groupby(memberships, key=attrgetter("person_id")):
        runs = list(runs_of(records))
        if now := next((run for run in runs if run.on(day)), None):
            sitting.append(now)
            continue
        past = [run for run in runs if run.ends_on is not None and run.ends_on < day]
        if past and _is_recent(past[-1], day):
            left.append(past[-1])
    sitting.sort(key=_by_name)
    left.sort(key=_by_name)
    left.sort(key=attrgetter("ends_on"), reverse=True)
    return sitting, left


def _by_name(run: Run) -> tuple[str, int]:
    return run.last.person.name.casefold(), run.last.person_id


def _is_recent(run: Run, day: datetime.date) -> bool:
    # Nobody agrees any more to what is said of them as somebody who left, once they have died.
    is_told = run.last.end_reason != EndReason.DIED
    return is_told and run.ends_on is not None and run.ends_on >= twelve_months_before(day)


def _members(
    sitting: Iterable[Run], offices: Iterable[Office], naming: Naming, day: datetime.date
) -> list[OpenMember]:
    titles: dict[int, list[str]] = {}
    for office in offices:
        titles.setdefault(office.person_id, []).append(office.title)
    found = []
    for run in sitting:
        now = run.on(day)
        if now is not None and now.person_id in naming.named:
            roles = titles.get(now.person_id, ())
            found.append(OpenMember(now.person.name, roles, now.is_voting, run.starts_on))
    return found


def _leavers(left: Iterable[Run], naming: Naming) -> list[OpenLeaver]:
    return [
        OpenLeaver(run.last.person.name, run.starts_on, run.ends_on)
        for run in left
        if run.last.person_id in naming.named and run.ends_on is not None
    ]


def _offices(offices: Iterable[Office], naming: Naming) -> list[OpenOffice]:
    found = []
    for title, held in groupby(sorted(offices, key=_in_office), key=attrgetter("title")):
        holders = list(held)
        names = [one.person.name for one in holders if one.person_id in naming.named]
        found.append(OpenOffice(title, names, len(holders) - len(names)))
    return found


def _in_office(office: Office) -> tuple[str, str, int]:
    return office.title, office.person.name.casefold(), office.person_id


def _interests(area: Area, day: datetime.date) -> list[Interest]:
    published = area.interests.current_on(day).filter(may_be_published=True)
    return list(published.select_related("person", "organisation"))


def _shown_interests(
    interests: Iterable[Interest],
    naming: Naming,
    members: Collection[int],
    withholding: Withholding,
) -> list[OpenInterest]:
    return [
        OpenInterest(
            name=one.person.name,
            organisation=_called(one.organisation, withholding),
            # Neither who it is nor whether they are family.
            whose="Their own" if one.whose == Whose.OWN else "Of somebody close to them",
            nature=one.get_nature_display().partition(":")[0],
            since=one.starts_on,
        )
        for one in interests
        if one.person_id in naming.named and one.person_id in members
    ]


def _policies(area: Area, day: datetime.date, withholding: Withholding) -> Iterator[OpenPolicy]:
    for one in states_by_area([area.pk], day)[area.pk]:
        if version := one.version:
            # An address says what it says or leads nowhere, so it is left out rather than changed.
            is_fine = withholding.of_text(version.link) == version.link
            yield OpenPolicy(
                title=withholding.of_text(one.title),
                version=withholding.of_text(version.label),
                adopted_on=version.adopted_on,
                review_due_on=version.review_due_on,
                link=version.link if is_fine else "",
            )


def _decisions(area: Area, day: datetime.date) -> list[Decision]:
    taken = area.decisions.filter(decided_on__lte=day).select_related("chosen")
    return list(taken.prefetch_related("organisations", "participations"))


def _decision(decision: Decision, withholding: Withholding) -> OpenDecision:
    parts = [one.part for one in decision.participations.all()]
    return OpenDecision(
        decided_on=decision.decided_on,
        title=withholding.of_text(decision.title),
        kind=decision.get_kind_display(),
        amount=decision.amount,
        considered=[_called(one, withholding) for one in decision.organisations.all()],
        chosen=_called(decision.chosen, withholding) if decision.chosen else "",
        outcome=withholding.of_text(decision.outcome),
        reason=withholding.of_text(decision.reason),
        took_part=parts.count(Part.TOOK_PART),
        withdrew=parts.count(Part.WITHDREW),
    )


def _plan(plan: Plan, withholding: Withholding) -> OpenPlan:
    return OpenPlan(
        title=withholding.of_text(plan.title),
        vision=withholding.of_text(plan.vision),
        priorities=[withholding.of_text(one) for one in plan.priorities],
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        next_review_on=plan.next_review_on,
    )


def _themes(plan: Plan, day: datetime.date, withholding: Withholding) -> list[OpenTheme]:
    return [
        OpenTheme(withholding.of_text(one.theme.name), one.budget, one.spent, one.left)
        for one in money_of(plan, day).themes
    ]


def _notes(plan: Plan, day: datetime.date, withholding: Withholding) -> list[OpenNote]:
    notes = plan.notes.filter(noted_on__lte=day)
    return [OpenNote(one.noted_on, withholding.of_text(one.text)) for one in notes]


def _called(organisation: Organisation, withholding: Withholding) -> str:
    return A_PERSON if organisation.is_individual else withholding.of_name(organisation.name)


def _withholding(
    area: Area, naming: Naming, decisions: Iterable[Decision], interests: Iterable[Interest]
) -> Withholding:
    known = {one for decision in decisions for one in decision.organisations.all()}
    known |= {decision.chosen for decision in decisions if decision.chosen}
    known |= {interest.organisation for interest in interests}
    return withholding_in(
        area,
        naming.named,
        people=_applied_in_their_own_name(area),
        keeping={one.name for one in known if not one.is_individual} | {area.name},
    )


def _applied_in_their_own_name(area: Area) -> set[str]:
    """The names of everybody on the list of organisations who is a person and has to do with an area,
    whichever sections are shown; and what they were called on it beside that. One query."""
    people = Organisation.objects.filter(
        Q(pk__in=area.decisions.values("organisations"))
        | Q(pk__in=area.decisions.values("chosen"))
        | Q(pk__in=area.interests.values("organisation")),
        is_individual=True,
    ).values("pk")
    called = Organisation.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    return set(called.values_list("name", flat=True))


def _most_live_here(area: Area, sitting: Collection[Run], day: datetime.date) -> bool:
    members = {run.last.person_id for run in sitting}
    here = area.residences.current_on(day).filter(person__in=members, in_area=InArea.YES)
    return most_of(len(members), len(set(here.values_list("person", flat=True))))
