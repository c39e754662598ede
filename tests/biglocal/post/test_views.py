"""The pages of the post: what waits and why, trying again, and nobody reading what carries a link."""

from __future__ import annotations

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from biglocal.post.models import Enclosure, Message, State
from biglocal.post.samples import samples
from biglocal.post.secrecy import TO_FILES
from tests.factories import MessageFactory

POST = reverse("post-list")


def subjects(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text() for link in page.select("main tbody th a")]


def text_of(response) -> str:
    main = BeautifulSoup(response.content, "html.parser").main
    return " ".join(main.get_text(" ", strip=True).split())


@pytest.fixture
def post(db: None) -> None:
    now = timezone.now()
    made = [
        {"subject": "One", "to_name": "Rita Osei", "to_address": "rita@example.org"},
        {
            "subject": "Two",
            "state": State.STUCK,
            "error": "550 No such person",
            "kind": "action-due",
        },
        {"subject": "Three", "state": State.SENT, "sent_at": now},
    ]
    for minutes, values in enumerate(made):
        MessageFactory(queued_at=now + datetime.timedelta(minutes=minutes), **values)


def test_messages_are_listed_newest_first_with_what_went_wrong(sign_in, ada, post):
    response = sign_in(ada).get(POST)
    assert subjects(response) == ["Three", "Two", "One"]
    assert "550 No such person" in text_of(response)
    figures = BeautifulSoup(response.content, "html.parser").select(".app-figure")
    assert [figure.get_text(" ", strip=True) for figure in figures] == [
        "Waiting 1",
        "Sent 1",
        "Stuck 1",
        "Withdrawn 0",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=stuck", ["Two"]),
        ("kind=action-due", ["Two"]),
        ("q=RITA", ["One"]),
        ("q=rita%40example", ["One"]),
        ("q=thr", ["Three"]),
        ("q=o&state=waiting", ["One"]),
        ("state=sent&kind=action-due", []),
        ("page=999", ["Three", "Two", "One"]),
    ],
)
def test_filters_are_in_the_address(sign_in, ada, post, query, found):
    assert subjects(sign_in(ada).get(f"{POST}?{query}")) == found


@pytest.mark.parametrize("query", ["state=lost", "kind=pigeon", "q=%00"])
def test_a_filter_that_does_not_exist_is_said_and_hides_nothing(sign_in, ada, post, query):
    response = sign_in(ada).get(f"{POST}?{query}")
    assert response.context["form"].errors
    assert len(subjects(response)) == 3


def test_nothing_yet(sign_in, ada):
    assert "No messages yet" in text_of(sign_in(ada).get(POST))


def test_a_list_of_many_costs_no_more_than_one_of_few(
    sign_in, ada, post, django_assert_max_num_queries
):
    client = sign_in(ada)
    with django_assert_max_num_queries(7) as few:
        client.get(POST)
    MessageFactory.create_batch(60)
    with django_assert_max_num_queries(len(few)):
        response = client.get(POST)
    assert len(subjects(response)) == 50
    assert "Messages 1 to 50 of 63" in text_of(response)


def test_administrators_find_the_post_from_the_programme_and_staff_do_not(sign_in, ada, stan):
    programme = reverse("programme")
    assert f'href="{POST}"' in sign_in(ada).get(programme).content.decode()
    assert f'href="{POST}"' not in sign_in(stan).get(programme).content.decode()


def test_a_message_is_shown_with_all_that_became_of_it(sign_in, ada, db):
    message = MessageFactory(
        text="Hello <b>Rhea</b>,\n\nSee http://localhost:8000/reviews/",
        attempts=2,
        error="450 Later",
    )
    Enclosure.objects.create(
        message=message, name="review.pdf", content_type="application/pdf", content=b"%PDF"
    )
    response = sign_in(ada).get(reverse("post-message", args=[message.pk]))
    shown = text_of(response)
    for words in ["Waiting", "rhea@example.org", "2 times", "450 Later", "review.pdf"]:
        assert words in shown
    assert "Hello <b>Rhea</b>," in shown
    link = BeautifulSoup(response.content, "html.parser").main.find("a", string=re.compile("^http"))
    assert (link["href"], link["class"]) == ("http://localhost:8000/reviews/", ["govuk-link"])


def test_html_is_shown_where_it_can_do_nothing(sign_in, ada, db):
    message = MessageFactory(html="<p style='color: red'>Hello</p><script>alert(1)</script>")
    response = sign_in(ada).get(reverse("post-html", args=[message.pk]))
    assert response.content.decode() == message.html
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("state", [State.WAITING, State.STUCK])
def test_what_carries_a_link_is_for_its_reader_alone(sign_in, ada, state):
    message = MessageFactory(text="/sign/TOKEN/", html="/sign/TOKEN/", is_secret=True, state=state)
    client = sign_in(ada)
    page = client.get(reverse("post-message", args=[message.pk]))
    html = client.get(reverse("post-html", args=[message.pk]))
    assert "only its reader sees it" in text_of(page)
    assert html.status_code == 403
    for response in (page, html, client.get(POST)):
        assert b"TOKEN" not in response.content


@pytest.mark.parametrize(("debug", "is_shown"), [(True, True), (False, False)])
def test_it_is_shown_where_nothing_leaves_the_machine(sign_in, ada, settings, debug, is_shown):
    settings.EMAIL_BACKEND, settings.DEBUG = TO_FILES, debug
    message = MessageFactory(text="/sign/TOKEN/", html="/sign/TOKEN/", is_secret=True)
    response = sign_in(ada).get(reverse("post-message", args=[message.pk]))
    assert (b"TOKEN" in response.content) is is_shown
    assert ("only because nothing leaves this machine" in text_of(response)) is is_shown


@pytest.mark.parametrize("state", [State.WAITING, State.STUCK])
def test_a_message_can_be_tried_again_at_once(sign_in, ada, state):
    later = timezone.now() + datetime.timedelta(hours=12)
    message = MessageFactory(state=state, due_at=later, attempts=6)
    response = sign_in(ada).post(reverse("post-retry", args=[message.pk]), follow=True)
    assert "It is being sent again" in response.content.decode()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 6)
    assert message.due_at <= timezone.now()
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.subject_id) == ("post.try_again", ada, message.pk)


def test_what_is_in_hand_stays_there_when_it_is_tried_again(sign_in, ada, db):
    held = timezone.now() + datetime.timedelta(minutes=5)
    message = MessageFactory(held_until=held)
    sign_in(ada).post(reverse("post-retry", args=[message.pk]))
    message.refresh_from_db()
    assert message.held_until == held


@pytest.mark.parametrize("state", [State.SENT, State.WITHDRAWN])
def test_what_is_sent_or_withdrawn_is_not_sent_again(sign_in, ada, state):
    sent_at = timezone.now() if state == State.SENT else None
    message = MessageFactory(state=state, sent_at=sent_at)
    client = sign_in(ada)
    url = reverse("post-message", args=[message.pk])
    assert "Try again" not in text_of(client.get(url))
    response = client.post(reverse("post-retry", args=[message.pk]), follow=True)
    assert "has been sent or withdrawn" in response.content.decode()
    assert Message.objects.get().state == state
    assert not AuditEvent.objects.exists()


def test_every_kind_can_be_read_before_anybody_gets_it(sign_in, ada):
    client = sign_in(ada)
    listed = client.get(reverse("post-samples"))
    for kind, sample in samples().items():
        url = reverse("post-sample", args=[kind])
        assert f'href="{url}"' in listed.content.decode()
        assert sample.about in text_of(client.get(url))
        html = client.get(reverse("post-sample-html", args=[kind]))
        assert html["Content-Security-Policy"].endswith("sandbox")
    for name in ("post-sample", "post-sample-html"):
        assert client.get(reverse(name, args=["pigeon"])).status_code == 404
