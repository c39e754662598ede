"""Who to chase in an area: of each member all that is wanted of them at once, and where to write to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Person
from partnerships.models.names import name_words
from partnerships.rosters.upkeep import Declared
from reviews.presenters.actions import href_of
from reviews.presenters.tasks import address
from reviews.presenters.wording import shortened
from reviews.workbench import Bench


@dataclass(frozen=True)
class Wanted:
    """One thing that is wanted of somebody, where it is recorded, and a word on it."""

    what: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Chased:
    """Somebody of whom something is wanted; `mail` opens a message to them, "" without an address.

    Whoever sees to an action and is no member by that name has no page either.
    """

    name: str
    href: str
    address: str
    mail: str
    wanted: list[Wanted]


@dataclass(frozen=True)
class Contact:
    """Whoever keeps the register, and a link that opens a message to them."""

    name: str
    address: str
    mail: str


@dataclass(frozen=True)
class Chase:
    """An area's people to chase, by name; `mail_all` opens one message to all who have an address."""

    area_name: str
    area_slug: str
    people: list[Chased]
    secretaries: list[Contact]
    mail_all: str
    reachable: int

    @property
    def summary(self) -> str:
        """ "Northfield: 5 people"."""
        number = len(self.people)
        return f"{self.area_name}: {number} {'person' if number == 1 else 'people'}"


def chase_of(bench: Bench) -> Chase:
    """Whom to write to or call, from what was read already."""
    subject = f"{bench.area.name} partnership"
    overdue = _overdue(bench)
    people = []
    for declared in bench.upkeep.declarations:
        person = declared.person
        wanted = [
            *_of_member(bench, declared),
            # An action's owner is a name that somebody typed.
            *overdue.pop(name_words(person.name), ("", []))[1],
        ]
        if wanted:
            people.append(_chased(bench, person, wanted, subject))
    people += [Chased(name, "", "", "", wanted) for name, wanted in overdue.values()]
    addresses = list(dict.fromkeys(one.address for one in people if one.address))
    return Chase(
        area_name=bench.area.name,
        area_slug=bench.area.slug,
        people=people,
        secretaries=[
            Contact(user.name, user.email, mail_to([user.email], subject))
            for user in bench.secretaries
        ],
        mail_all=mail_to(addresses, subject),
        reachable=len(addresses),
    )


def _of_member(bench: Bench, declared: Declared) -> Iterator[Wanted]:
    """What is wanted of a member for the review and the register."""
    person = declared.person
    signature = next((one for one in bench.signatures if one.person_id == person.pk), None)
    if signature and not signature.has_signed:
        asked = signature.asked_at
        yield Wanted(
            "Membership form",
            reverse("signature-detail", args=[*address(bench.written[0].review), person.pk]),
            f"last asked {day_in_words(asked)}" if asked else "never asked",
        )
    if bench.has_closed:
        return
    if not declared.is_of_this_year:
        yield Wanted("Declaration of interests", _page(bench, "declaration-add", person))
    facts = bench.roster.who.by_id.get(str(person.pk))
    if facts is None:
        # Joined between two of the page's queries: the next look has all of them.
        return
    if facts.resident is None:
        yield Wanted("Whether they live in the area", _page(bench, "residence-change", person))
    if facts.household is None:
        yield Wanted("With whom they live", _page(bench, "residence-change", person))
    if facts.resident is not None and person.pk in {one.person_id for one in bench.upkeep.homes}:
        homes = reverse("homes-confirm", args=[bench.area.slug])
        yield Wanted("Whether they still live where the register says", homes)


def _overdue(bench: Bench) -> dict[str, tuple[str, list[Wanted]]]:
    """The overdue actions by the words of their owner's name, with the name itself."""
    found: dict[str, tuple[str, list[Wanted]]] = {}
    for action in bench.urgent:
        if action.is_overdue_on(bench.day):
            words = name_words(action.owner)
            _, wanted = found.setdefault(words, (action.owner or "Nobody is named", []))
            due = f"due {day_in_words(action.due_on)}"
            wanted.append(Wanted(f"“{shortened(action.what)}”", href_of(action), due))
    return found


def mail_to(addresses: list[str], subject: str) -> str:
    """A link that opens a message; to several, none of them sees the others. "" to nobody."""
    if not addresses:
        return ""
    written = [quote(each, safe="@") for each in addresses]
    query = urlencode({"subject": subject}, quote_via=quote)
    if len(written) == 1:
        return f"mailto:{written[0]}?{query}"
    return f"mailto:?bcc={','.join(written)}&{query}"


def _chased(bench: Bench, person: Person, wanted: list[Wanted], subject: str) -> Chased:
    return Chased(
        name=person.name,
        href=_page(bench, "person-detail", person),
        address=person.email,
        mail=mail_to([person.email] if person.email else [], subject),
        wanted=wanted,
    )


def _page(bench: Bench, name: str, person: Person) -> str:
    return reverse(name, args=[bench.area.slug, person.pk])
