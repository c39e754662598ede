"""Numbers of organisations: read as people write them, kept in one way, and nonsense refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models.org_ids import NotAnOrgId, check_org_id, looks_like_org_id, org_id


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("GB-CHC-1147511", "GB-CHC-1147511"),
        ("gb-chc-1147511", "GB-CHC-1147511"),
        (" GB CHC 1147 511 ", "GB-CHC-1147511"),
        ("GB–CHC–200027", "GB-CHC-200027"),
        ("GB-COH-07833396", "GB-COH-07833396"),
        ("gb-coh 7833396", "GB-COH-07833396"),
        ("GB-COH-sc123456", "GB-COH-SC123456"),
        ("GB-COH-IP12345R", "GB-COH-IP12345R"),
        ("gb-sc-sc005336", "GB-SC-SC005336"),
        ("GB-NIC-100012", "GB-NIC-100012"),
        ("XM-DAC-41114", "XM-DAC-41114"),
        ("360G-blf", "360G-BLF"),
        ("360g-Hub7", "360G-HUB7"),
    ],
)
def test_a_number_is_kept_in_one_way(typed, kept):
    assert org_id(typed) == kept
    assert org_id(kept) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1147511", "with its list, like GB-CHC-123456"),
        ("Moor Bakery", "with its list"),
        ("GB-CHC-12", "6 or 7 figures"),
        ("GB-CHC-12345678", "6 or 7 figures"),
        ("GB-CHC-0123456", "6 or 7 figures"),
        ("GB-CHC-", "6 or 7 figures"),
        ("GB-COH-123", "8 figures"),
        ("GB-COH-123456789", "8 figures"),
        ("GB-COH-ABCDEFGH", "8 figures"),
        ("GB-CHC-٣٣٣٣٣٣", "6 or 7 figures"),
        ("GB-SC-<script>1", "with its list"),
        ("=GB-SC-1", "with its list"),
        ("GB-SC-" + "1" * 60, "with its list"),
        ("GB-SC-SC1\x00", "with its list"),
    ],
)
def test_nonsense_is_refused_with_what_to_type(typed, why):
    with pytest.raises(NotAnOrgId, match=why):
        org_id(typed)
    assert looks_like_org_id(typed) == ""


def test_what_did_not_come_by_a_form_must_be_as_it_is_kept():
    check_org_id("GB-CHC-1147511")
    with pytest.raises(NotAnOrgId, match="Enter the number as GB-CHC-1147511"):
        check_org_id("gb-chc-1147511")


@given(st.text(max_size=80))
def test_whatever_is_read_is_read_again_as_the_same(text):
    number = looks_like_org_id(text)
    assert number == "" or (org_id(number) == number and len(number) <= 60 and number.isascii())
