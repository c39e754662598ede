"""Showing what was submitted without the names of people erased since: who is meant, and who is not."""

from __future__ import annotations

from partnerships.models.erased import ERASED
from reviews.withholding import withheld

GONE = frozenset({"1"})


def document(**more):
    return {
        "submitted_by": {"id": 1, "name": "Rhea Rep"},
        "roster": {"people": [{"id": "1", "name": "Asha Patel"}, {"id": "2", "name": "Ben Patel"}]},
    } | more


def test_whoever_signs_in_is_no_person_of_that_number():
    assert withheld(document(), GONE)["submitted_by"]["name"] == "Rhea Rep"


def test_names_are_withheld_by_whose_they_are():
    people = withheld(document(), GONE)["roster"]["people"]
    assert [one["name"] for one in people] == [ERASED, "Ben Patel"]


def test_sentences_are_searched_for_the_whole_name_and_own_words_for_parts_of_it():
    shown = withheld(
        document(
            assessment={"findings": [{"message": "Asha Patel and Ben Patel. Asha’s group."}]},
            answers=[{"comment": "Asha and Ben Patel talk to the Patel family."}],
        ),
        GONE,
    )
    assert shown["assessment"]["findings"][0]["message"] == (
        f"{ERASED} and Ben Patel. Asha’s group."
    )
    assert shown["answers"][0]["comment"] == (
        f"{ERASED} and Ben Patel talk to the {ERASED} family."
    )


def test_of_two_who_share_a_name_neither_is_named():
    shown = withheld(document(signatures=[{"person": "3", "name": "Asha Patel"}]), GONE)
    assert shown["signatures"][0]["name"] == ERASED


def test_those_who_had_left_by_then_and_former_names_are_withheld_too():
    shown = withheld(
        document(
            carried=[{"people": ["1"], "names": ["Asha Shah"], "what": "Ask Asha Shah."}],
            since={
                "left": [{"person": "4", "name": "Dai Nguyen"}],
                "changed": [
                    {
                        "person": "1",
                        "name": "Asha Patel",
                        "then": {"name": "Asha Mistry"},
                        "now": {"name": "Asha Patel"},
                    }
                ],
            },
        ),
        frozenset({"1", "4"}),
    )
    assert shown["carried"][0]["what"] == f"Ask {ERASED}."
    assert shown["since"]["left"][0]["name"] == ERASED
    assert shown["since"]["changed"][0]["then"]["name"] == ERASED


def test_what_was_sealed_is_not_touched():
    sealed = document()
    withheld(sealed, GONE)
    assert sealed == document()
