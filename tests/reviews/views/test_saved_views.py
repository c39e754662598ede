"""Saved views: kept under a name of one's own, come back to, renamed and deleted; nobody else's."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from reviews.models import SavedView

OVERVIEW = reverse("overview")
VIEWS = reverse("overview-views")
SAVE = reverse("overview-view-save")


@pytest.fixture
def london(stan) -> SavedView:
    return SavedView.objects.create(user=stan, name="London", query="region=london&sort=name")


def of(view: SavedView, what: str) -> str:
    return reverse(f"overview-view-{what}", args=[view.pk])


def errors(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text(strip=True) for link in page.select(".govuk-error-summary a")]


def test_what_is_looked_at_is_saved_under_a_name_and_come_back_to(sign_in, stan, northfield):
    client = sign_in(stan)
    page = BeautifulSoup(client.get(f"{OVERVIEW}?region=london&colour=red").content, "html.parser")
    link = page.find("a", string="Save this view")["href"]
    assert link == f"{SAVE}?region=london"
    assert "It shows: London." in client.get(link).content.decode()
    saved = client.post(link, {"name": " The capital "}, follow=True)
    assert saved.redirect_chain == [(f"{OVERVIEW}?region=london", 302)]
    assert "Saved as “The capital”." in saved.content.decode()
    page = BeautifulSoup(saved.content, "html.parser")
    assert page.find("a", string="The capital")["href"] == "?region=london#areas"
    assert page.find("a", string="The capital")["aria-current"] == "true"
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.after["name"]) == ("saved_views.save", stan, "The capital")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Enter a name for the view"),
        ("   ", "Enter a name for the view"),
        ("lONDON", "You have a view with this name already."),
        ("x" * 61, "A name for the view must be 60 characters or fewer"),
        ("a\x00b", "A name for the view has a character in it that cannot be kept"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_box(sign_in, stan, london, name, says):
    response = sign_in(stan).post(f"{SAVE}?region=london", {"name": name})
    assert errors(response) == [says]
    assert SavedView.objects.count() == 1


def test_another_may_have_a_view_of_the_same_name(sign_in, ada, london):
    sign_in(ada).post(f"{SAVE}?region=london", {"name": "London"})
    assert SavedView.objects.filter(name="London").count() == 2


def test_what_is_too_long_to_be_kept_is_said(sign_in, stan):
    long = "%F0%9F%98%80" * 120
    response = sign_in(stan).post(f"{SAVE}?q={long}", {"name": "Long"})
    assert "What is searched for is too long to be kept. Shorten it." in response.content.decode()
    assert not SavedView.objects.exists()


def test_a_view_is_renamed(sign_in, stan, london):
    client = sign_in(stan)
    response = client.post(of(london, "rename"), {"name": "The capital"}, follow=True)
    assert "The view is now called “The capital”." in response.content.decode()
    london.refresh_from_db()
    assert (london.name, london.query) == ("The capital", "region=london&sort=name")
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"name": "London"}, {"name": "The capital"})


def test_it_may_keep_its_name_but_not_take_anothers(sign_in, stan, london):
    SavedView.objects.create(user=stan, name="North", query="region=north-east")
    client = sign_in(stan)
    assert errors(client.post(of(london, "rename"), {"name": "north"})) == [
        "You have a view with this name already."
    ]
    assert client.post(of(london, "rename"), {"name": "LONDON"}).status_code == 302


def test_a_view_is_deleted_once_its_owner_has_seen_what_goes(sign_in, stan, london):
    client = sign_in(stan)
    page = client.get(of(london, "delete")).content.decode()
    assert "Delete the view “London”?" in page
    assert "It shows: London." in page
    response = client.post(of(london, "delete"), follow=True)
    assert "The view “London” is deleted." in response.content.decode()
    assert "No saved views yet" in response.content.decode()
    assert not SavedView.objects.exists()
    assert client.post(of(london, "delete")).status_code == 404


def test_the_list_says_what_each_shows(sign_in, stan, london):
    SavedView.objects.create(user=stan, name="By name", query="sort=name")
    page = BeautifulSoup(sign_in(stan).get(VIEWS).content, "html.parser")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")[:2]]
        for row in page.select("tbody tr")
    ]
    assert rows == [["By name", "Every area"], ["London", "London"]]


def test_what_was_looked_at_last_is_no_view_of_the_list(sign_in, stan, london):
    client = sign_in(stan)
    client.get(f"{OVERVIEW}?region=north-east")
    last = SavedView.objects.get(name="")
    page = BeautifulSoup(client.get(VIEWS).content, "html.parser")
    assert len(page.select("tbody tr")) == 1
    assert client.get(of(last, "rename")).status_code == 404
    assert client.post(of(last, "delete")).status_code == 404


def test_nobody_sees_anothers_view(sign_in, ada, london):
    client = sign_in(ada)
    assert "No saved views yet" in client.get(VIEWS).content.decode()
    assert client.get(of(london, "rename")).status_code == 404
    assert client.post(of(london, "delete")).status_code == 404
    assert client.get(f"/overview/views/{'9' * 30}/rename/").status_code == 404
