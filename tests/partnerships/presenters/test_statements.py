"""The facts about a member in words, to the member and to somebody else."""

import pytest

from partnerships.models import About
from partnerships.presenters.statements import in_words

FACTS = {
    "name": "Asha Patel",
    "offices": ["chair"],
    "votes": True,
    "lives_here": True,
    "paid_worker": False,
    "lto_representative": False,
    "represents": "",
    "interests": [],
    "relatives": [],
}


def test_a_member_is_told_about_themselves():
    assert in_words(FACTS) == {
        About.NAME: ["Asha Patel"],
        About.ROLE: ["Chair"],
        About.VOTE: ["You vote"],
        About.RESIDENT: ["You live in the area"],
        About.OWN_RIGHT: ["You sit in your own right"],
        About.INTERESTS: ["None recorded"],
        About.RELATIVES: ["None recorded"],
    }


def test_somebody_else_is_told_about_them():
    facts = FACTS | {
        "votes": False,
        "lives_here": None,
        "represents": "You and Your Street",
        "relatives": [
            {"name": "Ben Yours", "is": "is your brother or sister"},
            {"name": "Carys You", "is": "is married to you"},
        ],
    }
    words = in_words(facts, to_them=False)
    assert words[About.VOTE] == ["They have no vote"]
    assert words[About.RESIDENT] == ["It is not recorded whether they live in the area"]
    assert words[About.OWN_RIGHT] == ["They sit for You and Your Street"]
    assert words[About.RELATIVES] == [
        "Ben Yours is their brother or sister",
        "Carys You is married to them",
    ]


@pytest.mark.parametrize(
    ("changes", "role"),
    [
        ({"offices": []}, "Member"),
        ({"offices": ["secretary", "treasurer"]}, "Secretary and treasurer"),
        ({"offices": [], "paid_worker": True}, "Paid worker"),
        (
            {"paid_worker": True, "lto_representative": True},
            "Chair, paid worker and LTO representative",
        ),
    ],
)
def test_a_role_is_all_that_somebody_does(changes, role):
    assert in_words(FACTS | changes)[About.ROLE] == [role]


@pytest.mark.parametrize(
    ("nature", "whose", "said"),
    [
        ("direct-financial", "own", "Acorn (direct financial)"),
        ("indirect-financial", "relative", "Acorn (indirect financial, a relative’s)"),
        ("loyalty", "friend", "Acorn (loyalty, a friend’s)"),
    ],
)
def test_an_interest_is_told_with_whose_it_is(nature, whose, said):
    interest = {"organisation": "Acorn", "nature": nature, "whose": whose}
    assert in_words(FACTS | {"interests": [interest]})[About.INTERESTS] == [said]
