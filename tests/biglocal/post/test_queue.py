"""Writing messages: once an event, in the transaction of what they tell, in words that do no harm."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.models import Enclosure, Message, State
from biglocal.post.queue import Address, Letter, put, put_all, withdraw

pytestmark = pytest.mark.django_db

RITA = Address("Rita Osei", "rita@example.org")


def ask_to_tea(event: str = "tea:1:rita", to: Address = RITA, **more) -> Message | None:
    context = {"host": "Asha Patel", "note": "At four."} | more.pop("context", {})
    return put(event=event, kind="tea", to=to, context=context, **more)


def test_a_message_says_the_same_in_plain_text_and_in_html():
    message = ask_to_tea()
    assert (message.subject, message.state) == ("Tea with Asha Patel", State.WAITING)
    assert message.text == "Hello Rita Osei,\n\nAsha Patel asks you to tea.\n\nAt four.\n"
    assert "<h1>Tea with Asha Patel</h1><p>At four.</p>" in message.html
    assert "<title>Tea with Asha Patel</title>" in message.html
    assert Message.objects.get() == message


def test_there_is_never_a_second_message_of_an_event():
    assert ask_to_tea() is not None
    assert ask_to_tea(context={"host": "Ben Okafor"}) is None
    assert Message.objects.get().subject == "Tea with Asha Patel"


def test_names_are_escaped_in_html_and_plain_in_text():
    message = ask_to_tea(context={"host": "Mary <b>O'Neill</b> & Sons", "note": "<script>"})
    assert message.subject == "Tea with Mary <b>O'Neill</b> & Sons"
    assert "Mary <b>O'Neill</b> & Sons asks you to tea." in message.text
    assert "Mary &lt;b&gt;O&#x27;Neill&lt;/b&gt; &amp; Sons" in message.html
    assert "<script>" not in message.html


@pytest.mark.parametrize(
    "host",
    ["Asha\nBcc: all@example.org", "Asha\r\nBcc: all@example.org", "Asha\u2028\tBcc: all\x00"],
)
def test_a_name_with_breaks_in_it_stays_in_the_subject_and_on_one_line(host):
    message = ask_to_tea(context={"host": host})
    assert message.subject.startswith("Tea with Asha Bcc: all")
    assert message.subject.isprintable()
    assert message.text.startswith("Hello Rita Osei,\n")


def test_a_name_with_an_empty_line_in_it_adds_no_header():
    message = ask_to_tea(context={"host": "Asha\n\nBcc: all@example.org"})
    assert message.subject == "Tea with Asha"


def test_a_long_subject_is_cut():
    message = ask_to_tea(context={"host": "A" * 300})
    assert len(message.subject) == 200
    assert message.subject.endswith("A…")


@pytest.mark.parametrize("address", ["", "rita", "rita@example.org\nBcc: all@example.org"])
def test_what_cannot_be_sent_is_kept_all_the_same(address):
    message = ask_to_tea(to=Address("Rita\nOsei", address))
    assert (message.state, message.to_name) == (State.STUCK, "Rita Osei")
    assert message.error == "This is not an e-mail address that a message can be sent to."
    assert "\n" not in message.to_address


def test_enclosures_are_kept_with_it():
    message = ask_to_tea(
        enclosures=[Enclosure(name="map.pdf", content_type="application/pdf", content=b"%PDF")]
    )
    kept = message.enclosures.get()
    assert (kept.name, bytes(kept.content)) == ("map.pdf", b"%PDF")


def test_a_kind_without_a_subject_is_refused():
    with pytest.raises(ValueError, match="does not begin with its subject"):
        put(event="headless:1", kind="headless", to=RITA, context={})


def test_what_is_taken_back_is_not_sent_and_gives_no_link_away():
    ask_to_tea(is_secret=True, enclosures=[Enclosure(name="a", content_type="b", content=b"c")])
    assert withdraw(event="tea:1:rita")
    message = Message.objects.get()
    assert message.state == State.WITHDRAWN
    assert (message.text, message.html) == (Message.EMPTIED, Message.EMPTIED)
    assert not message.enclosures.exists()
    assert ask_to_tea() is None
    assert not withdraw(event="tea:1:rita")
    assert not withdraw(event="tea:2:rita")


def test_what_was_no_secret_keeps_its_words_when_taken_back():
    ask_to_tea()
    withdraw(event="tea:1:rita")
    assert Message.objects.get().text.startswith("Hello Rita Osei")


def test_the_message_id_is_made_from_the_event_alone():
    first = ask_to_tea()
    first.pk = 99
    assert first.message_id == Message(event="tea:1:rita").message_id
    assert first.message_id != Message(event="tea:1:asha").message_id


def teas(*events: str) -> list[Letter]:
    context = {"host": "Asha Patel", "note": "At four."}
    return [Letter(event, RITA, context) for event in events]


def test_many_are_written_as_each_by_itself_would_be():
    one = ask_to_tea("tea:0")
    assert put_all(kind="tea", letters=teas("tea:1", "tea:2")) == 2
    first, second = Message.objects.exclude(pk=one.pk).order_by("pk")
    assert (first.event, second.event) == ("tea:1", "tea:2")
    same = ("kind", "to_name", "to_address", "subject", "text", "html", "is_secret", "state")
    assert {name: getattr(first, name) for name in same} == {
        name: getattr(one, name) for name in same
    }


def test_of_many_only_those_are_written_that_there_are_not_yet():
    ask_to_tea("tea:1")
    assert put_all(kind="tea", letters=teas("tea:1", "tea:2", "tea:2", "tea:3")) == 2
    assert Message.objects.count() == 3
    assert put_all(kind="tea", letters=[]) == 0


def test_one_of_many_that_cannot_be_sent_holds_up_no_other():
    put_all(kind="tea", letters=[Letter("tea:1", Address("", "rita"), {}), *teas("tea:2")])
    assert [one.state for one in Message.objects.order_by("pk")] == [State.STUCK, State.WAITING]


def test_many_cost_the_queries_of_one(django_assert_num_queries, monkeypatch):
    for number in (1, 40):
        with django_assert_num_queries(2):
            put_all(kind="tea", letters=teas(*(f"tea:{number}:{one}" for one in range(number))))
    monkeypatch.setattr(queue, "BATCH", 15)
    with django_assert_num_queries(6):
        assert put_all(kind="tea", letters=teas(*(f"batch:{one}" for one in range(40)))) == 40


@pytest.mark.django_db(transaction=True)
def test_a_message_goes_with_what_it_tells():
    with pytest.raises(TransactionManagementError):
        ask_to_tea()
    with pytest.raises(TransactionManagementError):
        withdraw(event="tea:1:rita")
    with pytest.raises(TransactionManagementError):
        put_all(kind="tea", letters=teas("tea:1"))
    with transaction.atomic():
        ask_to_tea()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_links_are_whole(settings):
    settings.SITE_URL = "https://biglocal.example.org/"
    assert absolute("/areas/northfield/") == "https://biglocal.example.org/areas/northfield/"
