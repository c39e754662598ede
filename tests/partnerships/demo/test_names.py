"""Invented people: names of many cultures, none twice on one register."""

import pytest

from partnerships.demo.chance import chance
from partnerships.demo.names import Names, as_address, same_family


def test_no_two_people_of_one_register_have_one_name() -> None:
    names = Names(chance(1))

    assert len({names.anybody() for _ in range(500)}) == 500


def test_names_have_accents_apostrophes_and_letters_beyond_windows_1252() -> None:
    everybody = Names(chance(1))
    names = "".join(everybody.anybody() for _ in range(500))

    assert set("éñçö") <= set(names)
    assert set("'’") <= set(names)
    assert set("łŞọ") <= set(names)


def test_a_relative_has_the_family_name_and_another_given_name() -> None:
    names = Names(chance(1))
    somebody = names.anybody()

    relatives = [names.relative_of(somebody) for _ in range(5)]

    assert [same_family(somebody, relative) for relative in relatives] == [True] * 5
    assert somebody not in relatives


def test_a_family_that_has_used_all_its_names_gets_a_name_all_the_same() -> None:
    names = Names(chance(1))

    assert len({names.relative_of("Cem Kaya") for _ in range(60)}) == 60


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Siân Parry", "sian.parry"),
        ("Conceição Camões Dias", "conceicao.camoes.dias"),
        ("Sean O'Brien", "sean.o-brien"),
        ("Olú N’Diaye", "olu.n-diaye"),
        ("Łukasz Król", "lukasz.krol"),
        ("Hoa Đặng", "hoa.dang"),
        ("İpek Yıldız", "ipek.yildiz"),
    ],
)
def test_a_name_as_an_address(name: str, address: str) -> None:
    assert as_address(name) == address
