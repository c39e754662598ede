"""Tables of figures as files: batch by batch, in one order, with every cell as people read it."""

import datetime

import pytest

from partnerships import standing
from partnerships.models import Area
from reviews.exports import tables
from reviews.exports.tables import as_csv, cell_of, rows_of
from reviews.figures import BY_NAME, TABLES, Asked, Choice, Figure, Kind
from tests.conftest import TODAY
from tests.factories import AreaFactory, MembershipFactory, ReviewFactory, RoundFactory


def figure(kind: Kind, *choices: Choice) -> Figure:
    return Figure("it", "It", kind, "What it is.", "Somewhere", choices=choices)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.TEXT, "Northfield\x00 \u200bA", "Northfield A"),
        (Kind.NUMBER, 0, 0),
        (Kind.NUMBER, None, None),
        (Kind.SHARE, 62.5, 62.5),
        (Kind.YES_NO, True, "Yes"),
        (Kind.YES_NO, False, "No"),
        (Kind.DAY, datetime.date(2026, 10, 1), datetime.date(2026, 10, 1)),
        (Kind.TEXTS, ["Rhea Rep", "Ravi Rep"], "Rhea Rep; Ravi Rep"),
        (Kind.TEXTS, [], ""),
    ],
)
def test_a_value_as_people_read_it(kind, value, said):
    assert cell_of(figure(kind), value) == said


def test_choices_are_told_in_words():
    choices = (Choice("meets", "Meets"), Choice("does-not-meet", "Does not meet"))
    assert cell_of(figure(Kind.CHOICE, *choices), "does-not-meet") == "Does not meet"
    assert cell_of(figure(Kind.CHOICES, *choices), ["meets", "does-not-meet"]) == (
        "Meets; Does not meet"
    )


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_batches_make_one_table_in_the_order_of_the_areas(table, db, monkeypatch):
    round_ = RoundFactory(year=2026)
    for number in range(7):
        area = AreaFactory(name=f"Area {9 - number}")
        MembershipFactory(area=area)
        ReviewFactory(round=round_, area=area)
    standing.bring_up_to_date(Area.objects.all())
    asked, areas = Asked(TODAY, round_), Area.objects.order_by("name")
    whole = list(rows_of(table, areas, asked))

    monkeypatch.setattr(tables, "BATCH", 2)
    in_batches = list(rows_of(table, areas, asked))

    assert in_batches == whole
    names = [row["name"] for row in whole]
    assert names == sorted(names)
    assert len(set(names)) == 7
    assert b"".join(as_csv(table, in_batches)).count(b"\r\n") == len(whole) + 1


def test_an_area_that_goes_while_a_file_is_written_is_passed_over(db, monkeypatch):
    monkeypatch.setattr(tables, "BATCH", 1)
    for name in ("Ayton", "Beeton", "Ceeton"):
        AreaFactory(name=name)
    standing.bring_up_to_date(Area.objects.all())
    rows = rows_of(BY_NAME["members"], Area.objects.order_by("name"), Asked(TODAY, None))
    assert next(rows)["name"] == "Ayton"
    Area.objects.get(name="Ceeton").delete()
    assert [row["name"] for row in rows] == ["Beeton"]
