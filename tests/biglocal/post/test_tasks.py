"""The task that delivers: rung for by every message, once, and again when something is left."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from biglocal.post.delivery import HOLD, WAITS, claim
from biglocal.post.models import Message, State
from biglocal.post.tasks import arrange_delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue(settings) -> None:
    """The queue of production, in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def ready() -> list[datetime.datetime]:
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return sorted(waiting.values_list("run_after", flat=True))


def work() -> None:
    """Do all that is to be done by now, as a worker does but for its closing the database."""
    while (task := DBTaskResult.objects.ready().first()) is not None:
        task.claim("a worker")
        task.set_successful(task.task.call())


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def test_a_message_rings_once_when_what_it_tells_is_saved(
    ask_to_tea, django_capture_on_commit_callbacks, clock
):
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_tea("rita@example.org")
        ask_to_tea("asha@example.org")
        assert ready() == []
    assert ready() == [timezone.now()]


def test_the_queue_of_tasks_may_fail_without_undoing_anything(
    ask_to_tea, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def fail(*args, **kwargs) -> None:
        raise LookupError("no queue")

    monkeypatch.setattr(type(task_backends["default"]), "enqueue", fail)
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_tea("rita@example.org")
    assert Message.objects.get().state == State.WAITING


def test_a_worker_delivers_all_and_then_rests(mail_server, ask_to_tea, clock):
    ask_to_tea("rita@example.org")
    ask_to_tea("asha@example.org")
    arrange_delivery()
    work()
    assert len(mail_server.taken) == 2
    # The one look after what a killed worker would have left finds nothing, and is the last.
    assert ready() == [timezone.now() + HOLD]
    clock.shift(HOLD)
    work()
    assert ready() == []


def test_what_is_deferred_is_tried_again_at_its_time(mail_server, ask_to_tea, clock):
    ask_to_tea("deferred@example.org")
    arrange_delivery()
    work()
    assert ready()[0] == timezone.now() + WAITS[0]
    for wait in WAITS:
        clock.shift(wait)
        work()
        assert len(ready()) <= 2
    assert Message.objects.get().attempts == 1 + len(WAITS)


def test_what_a_killed_worker_had_in_hand_is_delivered_by_the_next(mail_server, ask_to_tea, clock):
    ask_to_tea("rita@example.org")
    arrange_delivery()
    # Killed: its task goes on running for ever, and so does its hold until it runs out.
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    claim()
    arrange_delivery()
    work()
    assert mail_server.taken == []
    clock.shift(HOLD)
    work()
    assert len(mail_server.taken) == 1


def test_there_is_no_second_bell_for_one_moment(clock):
    arrange_delivery(timezone.now() + HOLD)
    arrange_delivery(timezone.now() + 2 * HOLD)
    assert ready() == [timezone.now() + HOLD]
    arrange_delivery()
    arrange_delivery()
    assert ready() == [timezone.now(), timezone.now() + HOLD]


def test_the_command_delivers_without_a_worker(mail_server, ask_to_tea, capsys):
    for name in ("rita", "deferred", "refused"):
        ask_to_tea(f"{name}@example.org")
    call_command("deliver_post")
    assert capsys.readouterr().out == "Sent 1. Waiting 1, stuck 1.\n"
