"""Random registers for the tests of what leaves the service, with everything in them that is awkward."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import strategies as st

from partnerships.imports.cells import clean
from partnerships.models import (
    Appointed,
    Area,
    EndReason,
    Household,
    InArea,
    LtoCapacity,
    LtoRole,
    Membership,
    Office,
    Organisation,
    PaidWork,
    Person,
    Relationship,
    RelationshipKind,
    Residence,
    ResidenceCheck,
    WorkTerms,
)

AWKWARD = ["=1+1", "+44 1", "-2", "@home", "＝1", "'=1", "''", "'Asha", "None", "?", "#N/A", '"x"']
AWKWARD += ["Ann, Bob; Cy", '"a"; b', "Zoë  Łuk", "Zoe\u0308 Łuk", "O’Neil", "O'Neil", "two\nlines"]
AWKWARD += ["\t=1", "Юлія", "张伟", "محمد", "x\u200by", "_x0041_", "1/2/2020", "Sam Lee", "sam lee"]
TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(min_size=1, max_size=20)).filter(
    lambda text: clean(text) and "\0" not in text
)
DAYS = st.sampled_from(
    [
        datetime.date(1900, 1, 1),
        datetime.date(2019, 5, 1),
        datetime.date(2020, 1, 1),
        datetime.date(2024, 3, 27),
        datetime.date(2026, 9, 30),
        datetime.date(2026, 10, 1),
        datetime.date(2026, 10, 2),
        datetime.date(2027, 1, 1),
        datetime.date(2029, 1, 1),
    ]
)
LATER = st.one_of(st.none(), DAYS)
WHO = st.integers(0, 5)


@dataclass(frozen=True)
class Script:
    """What a random register is made of; facts that cannot be are left out when it is staged."""

    people: list[tuple[str, str]]
    homes: list[str]
    facts: list[tuple[type, dict[str, Any]]]

    def stage(self, area: Area) -> None:
        people = [Person.objects.create(name=name, email=email) for name, email in self.people]
        homes = [Household.objects.create(area=area, address=address) for address in self.homes]
        for model, values in self.facts:
            values = dict(values)
            for name in ("person", "a", "b"):
                if name in values:
                    values[name] = people[values[name] % len(people)]
            if values.get("household") is not None:
                values["household"] = homes[values["household"] % len(homes)]
            with suppress(ValidationError), transaction.atomic():
                if values.get("employer"):
                    values["employer"] = Organisation.objects.get_or_create(
                        name=values["employer"]
                    )[0]
                record = model(area=area, **values)
                record.full_clean()
                record.save()


def facts(model: type, **values: Any) -> st.SearchStrategy[tuple[type, dict[str, Any]]]:
    dated = {} if model is Relationship else {"starts_on": DAYS, "ends_on": LATER, "person": WHO}
    return st.tuples(st.just(model), st.fixed_dictionaries(dated | values))


FACTS = st.one_of(
    facts(
        Membership,
        is_voting=st.booleans(),
        appointed=st.sampled_from(["", *Appointed.values]),
        represents=st.one_of(st.just(""), TEXTS),
        term_ends_on=LATER,
        end_reason=st.sampled_from(["", EndReason.DIED, EndReason.VOTE_CHANGED]),
    ),
    facts(Office, title=st.one_of(st.just("chair"), TEXTS.map(str.lower))),
    facts(
        PaidWork,
        terms=st.sampled_from(WorkTerms.values),
        employer=st.one_of(st.none(), TEXTS),
    ),
    facts(LtoRole, capacity=st.sampled_from(LtoCapacity.values)),
    facts(
        Residence,
        household=st.one_of(st.none(), st.integers(0, 2)),
        in_area=st.sampled_from(InArea.values),
        checked_how=st.sampled_from(["", *ResidenceCheck.values]),
        checked_on=LATER,
    ),
    facts(
        Relationship,
        a=WHO,
        b=WHO,
        kind=st.sampled_from(RelationshipKind.values),
        starts_on=LATER,
        ends_on=LATER,
    ),
)
EMAILS = st.sampled_from(["", "a@example.org", "A@example.org", "+x@example.org", "=y@example.org"])
SCRIPTS = st.builds(
    Script,
    people=st.lists(st.tuples(TEXTS, EMAILS), min_size=1, max_size=6),
    homes=st.lists(st.one_of(st.just(""), TEXTS), min_size=1, max_size=3),
    facts=st.lists(FACTS, max_size=25),
)
