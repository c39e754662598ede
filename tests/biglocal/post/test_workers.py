"""Real processes that deliver: two at once, and one that is killed at the worst moment."""

from __future__ import annotations

import datetime
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from biglocal.post.models import Message
from biglocal.post.tasks import arrange_delivery

pytestmark = pytest.mark.django_db(transaction=True)

# Before any day on which this may run: the processes live in the time of the machine.
LONG_AGO = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


class Shared:
    """The database of the test as other processes can reach it, from the moment this is made."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "shared.sqlite3" if connection.vendor == "sqlite" else None
        if self.file:
            # The tests' own lives in the memory of this process.
            with closing(sqlite3.connect(self.file)) as copy:
                connection.connection.backup(copy)
            self.url = f"sqlite:///{self.file}"
        else:
            to = connection.settings_dict
            self.url = f"postgresql://{to['USER']}@{to['HOST']}:{to['PORT']}/{to['NAME']}"

    def ask(self, sql: str, *values: str) -> list[tuple]:
        if self.file is None:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.file)) as there, there:
            return there.execute(sql.replace("%s", "?"), values).fetchall()


@pytest.fixture
def shared(tmp_path, mail_server) -> Callable[[], Shared]:
    """Call it when all is in the database that the processes should find there."""

    def share() -> Shared:
        Message.objects.update(queued_at=LONG_AGO, due_at=LONG_AGO)
        return Shared(tmp_path)

    return share


@contextmanager
def process(database: Shared, mail_server, *command: str) -> Iterator[subprocess.Popen]:
    """One of our commands, running on the shared database and the mail server."""
    environment = os.environ | {
        "SECRET_KEY": "a key for tests",
        "DATABASE_URL": database.url,
        "EMAIL_HOST": mail_server.hostname,
        "EMAIL_PORT": str(mail_server.port),
        "EMAIL_USE_TLS": "false",
        "DEBUG": "true",
    }
    with subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=django_settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            yield running
        finally:
            running.kill()
            running.communicate()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.02)


def test_two_that_deliver_at_once_send_nothing_twice(mail_server, ask_to_tea, shared):
    for number in range(20):
        ask_to_tea(f"held-{number}@example.org")
    database = shared()
    with (
        process(database, mail_server, "deliver_post") as one,
        process(database, mail_server, "deliver_post") as other,
    ):
        # Each has one in hand before either goes on.
        wait_until(lambda: len(mail_server.taken) == 2)
        mail_server.release.set()
        said = [each.communicate(timeout=90)[0] for each in (one, other)]
    sent = [int(words.removeprefix("Sent ").partition(".")[0]) for words in said]
    assert sum(sent) == 20
    assert all(sent)
    assert len({mail["Message-ID"] for mail in mail_server.taken}) == len(mail_server.taken) == 20
    assert database.ask("SELECT DISTINCT state, attempts FROM post_message") == [("sent", 1)]


def test_a_worker_killed_before_it_could_note_it_leads_to_one_repeat_that_can_be_told(
    mail_server, ask_to_tea, shared, settings
):
    """The one repeat that cannot be helped: the server has taken it, and nobody could say so."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    message = ask_to_tea("held@example.org", is_secret=True, context={"note": "/sign/TOKEN/"})
    ask_to_tea("after@example.org")
    arrange_delivery(LONG_AGO)
    database = shared()
    with process(database, mail_server, "db_worker", "--no-reload") as worker:
        wait_until(mail_server.has_taken.is_set)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait(90)
    mail_server.release.set()
    in_hand = "SELECT state, attempts FROM post_message WHERE held_until IS NOT NULL"
    assert database.ask(in_hand) == [("waiting", 1)]
    tasks = DBTaskResult._meta.db_table
    assert ("RUNNING",) in database.ask(f"SELECT status FROM {tasks}")

    # The next one leaves alone what is in hand, until the hold has run out.
    with process(database, mail_server, "deliver_post") as command:
        assert command.communicate(timeout=90)[0] == "Sent 1. Waiting 1, stuck 0.\n"
    database.ask("UPDATE post_message SET held_until = %s", LONG_AGO.isoformat(" "))
    with process(database, mail_server, "deliver_post") as command:
        assert command.communicate(timeout=90)[0] == "Sent 1. Waiting 0, stuck 0.\n"

    assert [mail["To"].addresses[0].username for mail in mail_server.taken] == [
        "held",
        "after",
        "held",
    ]
    first, _, repeat = mail_server.taken
    assert first["Message-ID"] == repeat["Message-ID"] == message.message_id
    assert "/sign/TOKEN/" in repeat.get_body(("plain",)).get_content()
    kept = database.ask("SELECT state, attempts, text FROM post_message WHERE is_secret")
    assert kept == [("sent", 2, Message.EMPTIED)]
