"""Who of an area's members has declared this year, who was asked, and what a member's link opens.

Declarations are due from 1 September, whether or not a review is open, so their links are of an area
and not of a round.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from biglocal import clock
from biglocal.post.models import Message
from biglocal.post.models import State as PostState
from partnerships.models import Area, declaration_year_of
from partnerships.rosters.upkeep import Declared, declarations_of_members
from reviews.models import DeclaringLink
from reviews.personal_links import REST, LinkOver, Over, digest_of, ended

# The kinds of message that carry a link.
ASKED, REMINDER = "declaration-asked", "declaration-reminder"
# Members are reminded after so many days, and so often at most within a year of declarations.
WEEK, MOST_ASKED = 7, 4


@dataclass(frozen=True, slots=True)
class Declarer:
    """A member of the day: what they declared, and the moment at which they were last asked, if ever."""

    declared: Declared
    asked_at: datetime.datetime | None

    def __str__(self) -> str:
        return str(self.declared.person)

    @property
    def has_declared(self) -> bool:
        return self.declared.is_of_this_year

    @property
    def address(self) -> str:
        return self.declared.person.email

    def is_resting(self, now: datetime.datetime) -> bool:
        """Whether they were asked within the last week."""
        return self.asked_at is not None and now - self.asked_at < REST


def declarers_of(area: Area, day: datetime.date) -> list[Declarer]:
    """Every member of a day by name, in three queries."""
    asked = dict(area.declaring_links.order_by("made_at").values_list("person", "made_at"))
    return [Declarer(one, asked.get(one.person.pk)) for one in declarations_of_members(area, day)]


def link_of(token: str) -> DeclaringLink | None:
    """The link with a token, live or not."""
    links = DeclaringLink.objects.select_related("person", "area")
    found: DeclaringLink | None = links.filter(digest=digest_of(token)).first()
    return found


def check_opens(link: DeclaringLink) -> None:
    """Say nothing while a link opens its page; raise LinkOver with what became of it otherwise."""
    if why := over(link):
        raise LinkOver(why)


def over(link: DeclaringLink) -> Over | None:
    """What became of a link, or None while it opens its page."""
    today = clock.today()
    why = ended(link, timezone.now())
    if why == Over.USED:
        return why
    declared = link.area.declarations.filter(
        person=link.person_id, made_on__gte=declaration_year_of(today), made_on__lte=today
    )
    if declared.exists():
        return Over.DECLARED
    if why is not None:
        return why
    if not link.area.memberships.current_on(today).filter(person=link.person_id).exists():
        return Over.NO_MEMBER
    return None


def event_of(kind: str, link: DeclaringLink) -> str:
    """The event of the message that carries a link."""
    return f"{kind}:{link.pk}:person-{link.person_id}"


def to_remind(day: datetime.date, areas: Collection[int] | None = None) -> dict[int, list[int]]:
    """The members to be asked again, by area, as primary keys; of these areas or of all.

    Those who were sent a link a week ago or longer, by the calendar, in this year of declarations, and
    have not declared since it began. Not those whose last link somebody ended, whose last message has
    not gone out, or who were asked `MOST_ASKED` times.
    """
    since = timezone.make_aware(
        datetime.datetime.combine(declaration_year_of(day), datetime.time.min)
    )
    links = DeclaringLink.objects.filter(
        made_at__gte=since, area__in=Area.objects.active_on(day)
    ).order_by("made_at", "pk")
    if areas is not None:
        links = links.filter(area__in=areas)
    made: dict[tuple[int, int], list[DeclaringLink]] = defaultdict(list)
    for link in links:
        made[link.area_id, link.person_id].append(link)
    unsent = set(
        Message.objects.filter(
            kind__in=[ASKED, REMINDER], state__in=[PostState.WAITING, PostState.STUCK]
        ).values_list("event", flat=True)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for (area_id, person_id), theirs in sorted(made.items()):
        last = theirs[-1]
        was_sent = not unsent.intersection(event_of(kind, last) for kind in (ASKED, REMINDER))
        waited = (day - timezone.localdate(last.made_at)).days
        is_over = last.revoked_at is not None or last.used_at is not None
        if not is_over and was_sent and waited >= WEEK and len(theirs) < MOST_ASKED:
            found[area_id].append(person_id)
    return dict(found)
