"""Pages that survive what changes in between, and answers that say whether they changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.models import Area
from reviews.figures import TABLES
from tests.factories import AreaFactory, MembershipFactory, ReviewFactory, RoundFactory
from tests.reviews.api.conftest import pages


def fill(areas: int) -> list[Area]:
    round_ = RoundFactory(year=2026)
    made = [AreaFactory() for _ in range(areas)]
    for area in made:
        ReviewFactory(round=round_, area=area)
        MembershipFactory(area=area)
    return made


def key(row: dict) -> tuple:
    return row["area"], row.get("rule")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 500])
def test_pages_give_every_row_once_whatever_their_length(ask, table, limit):
    fill(6)
    whole = ask(f"{table.name}?limit=500").json()["data"]
    assert len(whole) >= 6
    read = list(pages(ask, f"{table.name}?limit={limit}"))
    assert [row for page in read for row in page] == whole
    assert all(len(page) <= limit for page in read)
    assert all(read)


def test_the_next_page_keeps_the_filters(ask):
    for number in range(4):
        AreaFactory(name=f"London {number}", region="london")
        AreaFactory(name=f"North {number}")
    read = [row["region"] for page in pages(ask, "areas?region=london&limit=3") for row in page]
    assert read == ["london"] * 4


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_changes_in_between_neither_repeats_nor_hides_a_row(ask, table):
    made = fill(6)
    reading = pages(ask, f"{table.name}?limit=2")
    read = next(reading)
    # The last area read is renamed, one is gone, one is new, one moves to another region.
    Area.objects.filter(pk=made[1].pk).update(name="Zzz")
    Area.objects.filter(pk=made[3].pk).update(region="london")
    gone = made[2]
    gone.reviews.all().delete()
    gone.memberships.all().delete()
    gone.delete()
    ReviewFactory(round__year=2026, area=MembershipFactory(area=AreaFactory(name="New")).area)
    for page in reading:
        read += page
    keys = [key(row) for row in read]
    assert len(keys) == len(set(keys))
    assert {area for area, _ in keys} >= {area.slug for area in made if area != gone} | {"new"}


def test_a_cursor_of_an_area_that_is_gone_still_goes_on(ask):
    made = fill(4)
    following = ask("areas?limit=2").json()["next"]
    made[1].reviews.all().delete()
    made[1].memberships.all().delete()
    made[1].delete()
    assert [row["area"] for row in ask(following).json()["data"]] == [made[2].slug, made[3].slug]


def test_past_the_end_there_is_an_empty_page(ask, northfield):
    assert ask(f"areas?cursor={10**17}").json() == {"data": [], "next": None}
    assert ask(f"findings?cursor={10**17}.lto-officer").json() == {"data": [], "next": None}


def test_an_area_whose_rows_have_all_gone_ends_no_reading(ask, monkeypatch):
    """A rule that was in the book when the standing was worked out, and is there no more."""
    fill(3)
    ask("findings")
    first = Area.objects.order_by("pk")[0]
    first.standing.rules = {"of-old": 1}
    first.standing.save()
    read = [row["area"] for page in pages(ask, "findings?limit=1") for row in page]
    assert set(read) == set(Area.objects.exclude(pk=first.pk).values_list("slug", flat=True))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cursor=st.from_regex(r"\A([0-9]{1,18}(\.[a-z~-]{0,60})?)?\Z"))
def test_every_cursor_of_the_pattern_is_a_place_to_go_on_from(ask, northfield, cursor):
    for table in TABLES:
        assert ask(f"{table.name}?cursor={cursor}").status_code == 200


def test_what_has_not_changed_is_not_sent_again(ask, northfield, rhea):
    first = ask("areas")
    again = ask("areas", {"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "private, no-cache"


def test_a_change_is_sent(ask, northfield):
    first = ask("members")
    newcomer = MembershipFactory(area=northfield)
    Area.objects.update(register_version=99)
    changed = ask("members", {"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed.json()["data"][0]["members"] == 9
    assert newcomer.person.name not in changed.content.decode()


def test_each_answer_has_an_etag_of_its_own(ask, northfield, southmere):
    etags = {ask(address)["ETag"] for address in ("areas", "areas?q=north", "members")}
    assert len(etags) == 3
    assert not ask("nothing").has_header("ETag")
