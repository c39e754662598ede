"""Who to chase in an area: of each member all that is wanted of them at once, and where to write to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Person
from reviews.presenters.tasks import address
from reviews.signatures import Signature
from reviews.workbench import Bench


@dataclass(frozen=True)
class Wanted:
    """One thing that is wanted of somebody, where it is recorded, and a word on it."""

    what: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Chased:
    """A member of whom something is wanted; `mail` opens a message to them, "" without an address."""

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
    forms = {one.person_id: one for one in bench.signatures}
    homes = {home.person_id for home in bench.upkeep.homes}
    on_roster = bench.roster.who.by_id
    people = []
    for declared in bench.upkeep.declarations:
        person, facts = declared.person, on_roster[str(declared.person.pk)]
        wanted = [
            *_form(bench, forms.get(person.pk)),
            *(
                [Wanted("Declaration of interests", _page(bench, "declaration-add", person))]
                if not declared.is_of_this_year
                else []
            ),
            *_home(
                bench,
                person,
                is_resident_known=facts.resident is not None,
                is_household_known=facts.household is not None,
                needs_confirming=person.pk in homes,
            ),
        ]
        if wanted:
            people.append(_chased(bench, person, wanted, subject))
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


def _form(bench: Bench, signature: Signature | None) -> Iterator[Wanted]:
    if signature is None or signature.has_signed:
        return
    review = bench.written[0].review
    asked = signature.asked_at
    yield Wanted(
        "Membership form",
        reverse("signature-detail", args=[*address(review), signature.person_id]),
        f"last asked {day_in_words(asked)}" if asked else "never asked",
    )


def _home(
    bench: Bench,
    person: Person,
    *,
    is_resident_known: bool,
    is_household_known: bool,
    needs_confirming: bool,
) -> Iterable[Wanted]:
    form = _page(bench, "residence-change", person)
    if not is_resident_known:
        yield Wanted("Whether they live in the area", form)
    if not is_household_known:
        yield Wanted("With whom they live", form)
    if needs_confirming and is_resident_known:
        homes = reverse("homes-confirm", args=[bench.area.slug])
        yield Wanted("Whether they still live where the register says", homes)


def _page(bench: Bench, name: str, person: Person) -> str:
    return reverse(name, args=[bench.area.slug, person.pk])
