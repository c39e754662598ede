"""The JSON of rosters: everything the format allows is read, and everything else refused by place."""

import json
from datetime import date

import pytest

from partnerships.rosters.json import (
    UnreadableRosterError,
    assessment_as_dict,
    decode_roster,
    encode_assessment,
    encode_roster,
    roster_as_dict,
    roster_from_dict,
)
from partnerships.rules import Membership, Person, assess
from tests.rosters import decision, interest, member, person, related, roster

CONTRACT_EXAMPLE = {
    "area": "Northfield",
    "as_at": "2026-10-01",
    "lto": "org-1",
    "own_lto": False,
    "people": [
        {
            "id": "p1",
            "name": "Asha Patel",
            "membership": "voting",
            "resident": True,
            "household": "h1",
            "offices": ["chair"],
            "paid_worker": False,
            "lto_representative": False,
            "represents": None,
        },
        {"id": "p2", "name": "Ben Patel"},
        {"id": "p3", "name": "Cara Ash"},
    ],
    "relationships": [{"a": "p1", "b": "p2", "kind": "sibling"}],
    "interests": [
        {
            "person": "p1",
            "organisation": "org-2",
            "kind": "direct-financial",
            "from": "2025-01-01",
            "until": None,
        }
    ],
    "decisions": [
        {
            "id": "d1",
            "date": "2026-05-01",
            "kind": "grant",
            "organisations": ["org-2"],
            "took_part": ["p1"],
            "withdrew": ["p3"],
        }
    ],
}


def changed(path: str, value) -> dict:
    """The example of the contract with another value at a path like `people.0.resident`."""
    document = json.loads(json.dumps(CONTRACT_EXAMPLE))
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = document
    for step in way:
        place = place[step]
    place[last] = value
    return document


def without(path: str) -> dict:
    document = changed(path, None)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = document
    for step in way:
        place = place[step]
    del place[last]
    return document


def refusal(text: bytes) -> str:
    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(text)
    assert str(raised.value) == f"{raised.value.place}: {raised.value.problem}"
    return str(raised.value)


def refusal_of(document) -> str:
    return refusal(json.dumps(document).encode())


def test_the_example_of_the_contract():
    assert decode_roster(json.dumps(CONTRACT_EXAMPLE).encode()) == roster(
        Person(
            id="p1",
            name="Asha Patel",
            membership=Membership.VOTING,
            resident=True,
            household="h1",
            offices=("chair",),
        ),
        Person(id="p2", name="Ben Patel"),
        Person(id="p3", name="Cara Ash"),
        lto="org-1",
        relationships=(related("p1", "sibling", "p2"),),
        interests=(interest("p1", "org-2", starts_on=date(2025, 1, 1)),),
        decisions=(decision("d1", took_part=("p1",), withdrew=("p3",)),),
    )


def test_only_the_day_and_the_people_are_required():
    read = decode_roster(
        b'{"as_at": "2026-10-01", "people": [{"id": "asha", "name": "Asha Patel"}]}'
    )
    assert read == roster(person("asha"), area=None)


def test_a_roster_of_nobody_is_a_roster():
    assert decode_roster(b'{"as_at": "2026-10-01", "people": []}').people == ()


TEXT = "text in quotes"
DAY = 'a date like "2026-10-01"'
KINSHIP = (
    '"spouse", "civil-partner", "unmarried-partner", "sibling", '
    '"parent", "grandparent", "child" or "grandchild"'
)


@pytest.mark.parametrize(
    ("path", "wrong", "expected"),
    [
        ("area", 3, f"area: expected {TEXT}, or null"),
        ("as_at", "1 October 2026", f"as_at: expected {DAY}"),
        ("as_at", "2026-02-30", f"as_at: expected {DAY}"),
        ("as_at", "2026-10-1", f"as_at: expected {DAY}"),
        ("as_at", "20261001", f"as_at: expected {DAY}"),
        ("as_at", "2026-10-01T00:00:00", f"as_at: expected {DAY}"),
        ("as_at", "0000-01-01", f"as_at: expected {DAY}"),
        ("as_at", "", f"as_at: expected {DAY}"),
        ("as_at", 20261001, f"as_at: expected {DAY}"),
        ("as_at", None, f"as_at: expected {DAY}"),
        ("lto", ["org-1"], f"lto: expected {TEXT}, or null"),
        ("own_lto", None, "own_lto: expected true or false"),
        ("own_lto", 0, "own_lto: expected true or false"),
        ("people", {}, "people: expected a list of people"),
        ("people", None, "people: expected a list of people"),
        ("people.1", "Ben", "people[1]: expected an object with id and name"),
        ("people.1.id", 2, f"people[1].id: expected {TEXT}"),
        ("people.1.name", None, f"people[1].name: expected {TEXT}"),
        (
            "people.1.membership",
            "yes",
            'people[1].membership: expected "voting", "non-voting" or null',
        ),
        (
            "people.1.membership",
            True,
            'people[1].membership: expected "voting", "non-voting" or null',
        ),
        ("people.2.resident", 1, "people[2].resident: expected true, false or null"),
        ("people.2.resident", "true", "people[2].resident: expected true, false or null"),
        ("people.2.resident", 10**400, "people[2].resident: expected true, false or null"),
        ("people.2.household", 12, f"people[2].household: expected {TEXT}, or null"),
        ("people.2.offices", "chair", "people[2].offices: expected a list of offices"),
        ("people.2.offices", None, "people[2].offices: expected a list of offices"),
        ("people.2.offices", ["chair", 1], f"people[2].offices[1]: expected {TEXT}"),
        ("people.2.paid_worker", 1.0, "people[2].paid_worker: expected true or false"),
        ("people.2.paid_worker", None, "people[2].paid_worker: expected true or false"),
        (
            "people.2.lto_representative",
            "no",
            "people[2].lto_representative: expected true or false",
        ),
        ("people.2.represents", False, f"people[2].represents: expected {TEXT}, or null"),
        ("people.2.Resident", True, "people[2].Resident: this key is not known"),
        ("people.2.who\nknows", True, "people[2].'who\\nknows': this key is not known"),
        ("colour", "red", "colour: this key is not known"),
        ("relationships", None, "relationships: expected a list of relationships"),
        ("relationships.0", [], "relationships[0]: expected an object with a, b and kind"),
        ("relationships.0.kind", "cousin", f"relationships[0].kind: expected {KINSHIP}"),
        ("relationships.0.kind", "Sibling", f"relationships[0].kind: expected {KINSHIP}"),
        ("relationships.0.b", 2, f"relationships[0].b: expected {TEXT}"),
        ("relationships.0.b", "zz", "relationships[0]: no person zz on the roster"),
        ("relationships.0.b", "p1", "relationships[0]: p1 cannot be related to themselves"),
        ("relationships.0.since", "2020", "relationships[0].since: this key is not known"),
        (
            "interests.0.kind",
            "financial",
            'interests[0].kind: expected "direct-financial", "indirect-financial" or "loyalty"',
        ),
        ("interests.0.from", "2025", f"interests[0].from: expected {DAY}, or null"),
        ("interests.0.until", 2025, f"interests[0].until: expected {DAY}, or null"),
        ("interests.0.starts_on", None, "interests[0].starts_on: this key is not known"),
        (
            "interests.0.until",
            "2024-12-31",
            "interests[0].until: it ends on 2024-12-31, before it starts on 2025-01-01",
        ),
        ("interests.0.person", "zz", "interests[0].person: no person zz on the roster"),
        ("interests.0.organisation", None, f"interests[0].organisation: expected {TEXT}"),
        ("decisions.0.id", 1, f"decisions[0].id: expected {TEXT}"),
        ("decisions.0.date", "soon", f"decisions[0].date: expected {DAY}"),
        (
            "decisions.0.kind",
            "sale",
            'decisions[0].kind: expected "procurement", "grant" or "other"',
        ),
        (
            "decisions.0.organisations",
            "org-2",
            "decisions[0].organisations: expected a list of organisations",
        ),
        (
            "decisions.0.took_part",
            {},
            "decisions[0].took_part: expected a list of the ids of people",
        ),
        ("decisions.0.took_part", ["zz"], "decisions[0].took_part[0]: no person zz on the roster"),
        (
            "decisions.0.withdrew",
            ["p2", "p1"],
            "decisions[0].withdrew[1]: p1 cannot have both taken part and withdrawn",
        ),
        ("decisions.0.withdrew", [None], f"decisions[0].withdrew[0]: expected {TEXT}"),
        ("people.1.id", "p1", "people[1].id: p1 is already the id of people[0]"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(path, wrong, expected):
    assert refusal_of(changed(path, wrong)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("as_at", "as_at: this is required and missing"),
        ("people", "people: this is required and missing"),
        ("people.1.id", "people[1].id: this is required and missing"),
        ("people.2.name", "people[2].name: this is required and missing"),
        ("relationships.0.kind", "relationships[0].kind: this is required and missing"),
        ("interests.0.organisation", "interests[0].organisation: this is required and missing"),
        ("decisions.0.date", "decisions[0].date: this is required and missing"),
    ],
)
def test_what_is_missing_is_refused_with_its_place(path, expected):
    assert refusal_of(without(path)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", "roster: there is nothing in it"),
        (b"  \n", "roster: there is nothing in it"),
        (b"[]", "roster: expected an object with as_at and people"),
        (b"null", "roster: expected an object with as_at and people"),
        (b'"roster"', "roster: expected an object with as_at and people"),
        (b"[" * 100_000, "roster: expected an object with as_at and people"),
        (b'{"people": ' + b"[" * 100_000, "people[0]: expected an object with id and name"),
        (b'{"x": ' + b"[" * 100_000, "x: this key is not known"),
        (b"{", "roster: not JSON: it ends before it is complete (character 2)"),
        (b"roster", "roster: not JSON: invalid character (character 1)"),
        (b'{"area": NaN}', "roster: not JSON: invalid character (character 10)"),
        (b"{'area': 1}", "roster: not JSON: object keys must be strings (character 2)"),
        (b'{"area": null,}', "roster: not JSON: trailing comma in object (character 15)"),
        (b'{"area": "\x00"}', "roster: not JSON: invalid character (character 11)"),
        (
            b'{"as_at": "2026-10-01", "people": []} x',
            "roster: not JSON: trailing characters (character 39)",
        ),
        (b'{"area": "\xe9"}', "roster: the text is not UTF-8 (character 11)"),
        (b'{"\xe9": 1}', "roster: the text is not UTF-8 (character 3)"),
        ('{"area": "Łódź"}'.encode("utf-16"), "roster: the text is not UTF-8 (character 1)"),
        (b'{"area": "\xed\xa0\x80"}', "roster: the text is not UTF-8 (character 11)"),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_text_that_is_no_roster_is_refused(text, expected):
    assert refusal(text) == expected


def test_half_a_surrogate_pair_is_refused():
    """It is a character that cannot be written down again."""
    assert refusal(b'{"area": "\\ud800"}').startswith("roster: not JSON")


def test_the_line_is_told_where_the_roster_runs_over_several():
    pretty = json.dumps(changed("people.2.resident", "yes"), indent=2)
    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(pretty.encode())
    assert pretty.splitlines()[raised.value.line - 1].strip() == '"resident": "yes"'

    pretty = json.dumps(changed("decisions.0.took_part", ["p2", "zz"]), indent=2)
    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(pretty.encode())
    assert pretty.splitlines()[raised.value.line - 1].strip() == '"zz"'

    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(b'{\n"as_at": "2026-10-01",\n"people": [}\n')
    assert raised.value.line == 3

    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(b'\n{\n"as_at": "2026-10-01",\n"a.b[0]": [[[\n')
    assert raised.value.line == 2


def test_what_follows_the_roster_is_told_by_its_own_line():
    with pytest.raises(UnreadableRosterError) as raised:
        decode_roster(b'{"as_at": "2026-10-01", "people": []}\n  }')
    assert str(raised.value) == "roster: not JSON: trailing characters (character 3)"
    assert raised.value.line == 2


def test_a_roster_that_was_read_is_asked_what_if_like_any_other():
    """Its facts are kept as they were read; they say the same, and change the same way."""
    made = roster(
        member("asha", offices=("chair",)),
        member("ben"),
        relationships=(related("asha", "spouse", "ben"),),
        interests=(interest("ben", "org-2"),),
        decisions=(decision("d1", took_part=("asha", "ben")),),
    )
    read = decode_roster(encode_roster(made))
    assert (read, hash(read.people), assess(read)) == (made, hash(made.people), assess(made))
    for change in (
        lambda roster: roster.without_member("ben"),
        lambda roster: roster.with_member(member("cara")),
        lambda roster: roster.with_office("ben", "treasurer"),
        lambda roster: roster.without_person("ben"),
        lambda roster: roster.with_relationship(related("ben", "sibling", "asha")),
        lambda roster: roster.with_decision(decision("d1", took_part=("asha",))),
    ):
        assert change(read) == change(made)
        assert change(read) != read
        assert assess(change(read)) == assess(change(made))
    assert encode_roster(read.with_member(member("cara"))) == encode_roster(
        made.with_member(member("cara"))
    )


def test_facts_of_two_kinds_are_never_equal():
    assert person("asha") != related("asha", "spouse", "ben")
    assert person("asha") != "asha"


def test_names_of_every_script_and_beyond_the_first_plane():
    read = decode_roster('{"as_at":"2026-10-01","people":[{"id":"é","name":"😀 Łódź"}]}'.encode())
    assert read.people[0].name == "😀 Łódź"
    assert decode_roster(encode_roster(read)) == read


def test_of_a_key_said_twice_the_last_counts():
    read = decode_roster(b'{"as_at":"2026-10-01","as_at":"2026-10-02","people":[]}')
    assert read.as_at == date(2026, 10, 2)


def test_a_roster_is_written_with_every_key_in_the_order_of_the_contract():
    document = roster_as_dict(decode_roster(json.dumps(CONTRACT_EXAMPLE).encode()))
    assert list(document) == list(CONTRACT_EXAMPLE)
    assert document["people"][0] == CONTRACT_EXAMPLE["people"][0]
    assert document["interests"] == CONTRACT_EXAMPLE["interests"]
    assert document["decisions"] == CONTRACT_EXAMPLE["decisions"]
    assert (
        encode_roster(roster_from_dict(document))
        == json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()
    )


def test_an_assessment_is_written_in_the_order_of_the_contract():
    related_officers = roster(
        member("asha", offices=("chair",)),
        member("ben", offices=("treasurer",), resident=False),
        relationships=(related("asha", "sibling", "ben"),),
    )
    assessment = assess(related_officers)
    written = encode_assessment(assessment)
    assert json.loads(written) == assessment_as_dict(assessment)
    assert json.loads(written) == {
        "area": "Northfield",
        "as_at": "2026-10-01",
        "meets_criteria": False,
        "meets_conflicts_guidance": False,
        "members": 2,
        "voting_members": 2,
        "residents": 1,
        "residency_unknown": 0,
        "resident_percent": 50.0,
        "members_needed": 6,
        "residents_needed": 1,
        "residents_may_leave": 0,
        "findings": [
            {
                "rule": "minimum-members",
                "group": "criteria",
                "level": "breach",
                "people": [],
                "decision": None,
                "message": "The partnership has 2 members. At least 8 are needed, "
                "so 6 more would do.",
                "remedy": "Invite more people to join, until there are at least 8 members.",
                "source": "Criteria for Big Local partnerships",
            },
            {
                "rule": "resident-majority",
                "group": "criteria",
                "level": "breach",
                "people": [],
                "decision": None,
                "message": "1 of 2 members lives in the area. At least 2 are needed, "
                "so one more resident member would do.",
                "remedy": "Invite more people who live in the area to join.",
                "source": "Criteria for Big Local partnerships",
            },
            {
                "rule": "related-positions",
                "group": "conflicts",
                "level": "breach",
                "people": ["asha", "ben"],
                "decision": None,
                "message": "Asha Patel (chair) and Ben Patel (treasurer) are siblings. "
                "People in positions of power should not be related.",
                "remedy": "One of them could hand over the office or the paid work.",
                "source": "People in positions of power and influence",
            },
        ],
    }
    keys = [list(json.loads(written)), *[list(f) for f in json.loads(written)["findings"]]]
    assert keys[0][:5] == ["area", "as_at", "meets_criteria", "meets_conflicts_guidance", "members"]
    assert keys[0][-2:] == ["residents_may_leave", "findings"]
    assert keys[1] == "rule group level people decision message remedy source".split()
