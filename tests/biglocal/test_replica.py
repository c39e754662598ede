"""What is read from a replica: the overview, as far as the replica has followed; and nothing written."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection

from biglocal import replica
from tests.biglocal.streaming import Server, streaming

ROOT = Path(__file__).resolve().parents[2]
# Reads lines of Python, runs each in a service with a replica, and says what came of it.
SERVICE = """
import sys, django
django.setup()
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
from django.test import Client
from biglocal.accounts.models import User
from partnerships.models import Area
from reviews.models import Round
def page(address):
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="stan@example.org"))
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()
for line in sys.stdin:
    print(repr(eval(line)), flush=True)
"""


def test_without_a_replica_everything_is_read_from_the_database_itself():
    with replica.reading():
        assert replica.Router().db_for_read(None) == "default"


def test_what_is_written_goes_to_the_database_itself():
    router = replica.Router()
    assert router.db_for_write(None) == "default"
    assert router.allow_relation(None, None)
    assert (router.allow_migrate("default", "x"), router.allow_migrate("replica", "x")) == (
        True,
        False,
    )


def test_a_page_that_has_to_write_reads_the_rest_from_the_database_itself(monkeypatch):
    monkeypatch.setattr(replica, "_answers", lambda: True)
    router = replica.Router()
    with replica.reading():
        assert router.db_for_read(None) == "replica"
        assert replica.read_itself_from_here()
        assert not replica.read_itself_from_here()
        assert router.db_for_read(None) == "default"
    assert router.db_for_read(None) == "default"


def test_a_template_that_is_rendered_later_is_read_from_the_replica_too(monkeypatch):
    monkeypatch.setattr(replica, "_answers", lambda: True)

    class Page:
        def dispatch(self, request):
            return SimpleNamespace(render=lambda: replica.Router().db_for_read(None))

    class ReplicaPage(replica.ReadsReplica, Page):
        pass

    assert ReplicaPage().dispatch(None) == "replica"


if connection.vendor == "postgresql":

    def environment(**values: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "biglocal.settings",
            "SECRET_KEY": "a key for testing",
            "DEBUG": "true",
            "LOG_LEVEL": "ERROR",
            **values,
        }

    class Service:
        """The service in a process of its own; `service("1 + 1")` gives 2."""

        def __init__(self, first: Server, follower: Server) -> None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", SERVICE],
                cwd=ROOT,
                env=environment(DATABASE_URL=first.url, DATABASE_REPLICA_URL=follower.url),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )

        def __call__(self, line: str) -> str:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
            assert answer, "the service stopped"
            return ast.literal_eval(answer)

        def stop(self) -> None:
            self._process.stdin.close()
            self._process.wait(timeout=60)
            self._process.stdout.close()

    def followed(first: Server, follower: Server) -> None:
        """Wait until the replica has all that the first server has."""
        until = first.ask("SELECT pg_current_wal_lsn()")
        for _ in range(600):
            if follower.ask(f"SELECT pg_last_wal_replay_lsn() >= '{until}'") == "True":
                return
            time.sleep(0.05)
        raise AssertionError("The replica does not follow.")

    @pytest.mark.on_postgresql
    def test_the_overview_is_read_from_a_streaming_replica():
        place = Path(tempfile.mkdtemp())
        place.chmod(0o755)
        with streaming(place / "servers") as (first, follower):
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "-v0"],
                cwd=ROOT,
                env=environment(DATABASE_URL=first.url),
                check=True,
            )
            service = Service(first, follower)
            try:
                _walk(service, first, follower)
            finally:
                service.stop()

    def _walk(service: Service, first: Server, follower: Server) -> None:
        service(
            "(User.objects.create_user('stan@example.org', name='Stan', programme_role='staff'),"
            " Area.objects.create(name='Northfield', slug='northfield', region='london'))[0].pk"
        )
        # The first look works out the standing, which is written, and read, at the first server.
        assert "Northfield" in service("page('/overview/')")
        followed(first, follower)

        # While the replica stands still, the overview does too; and other pages do not.
        follower.ask("SELECT count(*) FROM (SELECT pg_wal_replay_pause()) AS paused")
        service("Area.objects.update(name='Southfield')")
        assert "Northfield" in service("page('/overview/')")
        assert "Southfield" in service("page('/areas/northfield/')")

        follower.ask("SELECT count(*) FROM (SELECT pg_wal_replay_resume()) AS resumed")
        followed(first, follower)
        assert "Southfield" in service("page('/overview/')")

        # Without it, everything is read where it is written.
        follower.stop()
        service("Area.objects.update(name='Westfield')")
        assert "Westfield" in service("page('/overview/')")
