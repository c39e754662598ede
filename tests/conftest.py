"""The cast of every test: one partnership that meets the guidance, and the people who sign in.

Today is 1 October 2026 in every test that touches the database, within the round of 2026.

Northfield has eight members, all resident, each in a household of their own, with Asha Patel in the
chair and Ben Okafor as treasurer. Southmere is another area with a secretary of its own.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Playwright
from pytest_django import DjangoDbBlocker

from biglocal.accounts.models import User
from partnerships.models import Area, Person
from reviews.models import Scan
from tests import cast
from tests.access.world import build_world

pytest_plugins = ["tests.one_database"]

TODAY = datetime.date(2026, 10, 1)

hypothesis_settings.register_profile(
    "biglocal", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("biglocal")


def pytest_configure() -> None:
    """What tests need otherwise than production: plain http, quick passwords, files as they are."""
    settings.SECRET_KEY = "a key for tests"
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    # Storages are made when the models are loaded, which was before this.
    setting_changed.send(pytest_configure, setting="STORAGES", value=None, enter=True)
    # Found where they are made, not where a host collects them.
    settings.STATIC_ROOT = None
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.ACCOUNT_RATE_LIMITS = False
    # What is queued stays in the queue; the tests of delivery run it themselves.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    # A browser keeps its line to the live server, and with it would keep the database from going.
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """People's numbers of six figures: two are told in the order of their numbers, as texts, and
    that is the order in which a test makes them as long as no figure is added in between."""
    table = Person._meta.db_table
    with django_db_blocker.unblock():
        Person.objects.create(pk=100_000, name="Nobody").delete()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), 100000)", [table])


@pytest.fixture(scope="session")
def playwright(playwright: Playwright, django_db_setup: None) -> Iterator[Playwright]:
    """Playwright, which closes behind it what the database would wait for in vain.

    While its event loop runs in the thread of the tests, Django keeps connections apart for it
    (asgiref's `Local`), and nobody else could find them to close them.
    """
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def files_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests' private files lie, each test's in a folder of its own."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def private_files(files_of_tests: Path) -> Path:
    """The folder of what somebody attaches in this test; it is made when something is."""
    storage = Scan._meta.get_field("file").storage
    storage._location = str(files_of_tests / uuid.uuid4().hex)
    for known in ("base_location", "location"):
        storage.__dict__.pop(known, None)
    return Path(storage.location)


@pytest.fixture(autouse=True)
def today(request: pytest.FixtureRequest) -> Iterator[datetime.date | None]:
    """Noon in London on 1 October 2026, for every test that touches the database."""
    if "db" not in request.fixturenames and "transactional_db" not in request.fixturenames:
        yield None
        return
    with time_machine.travel(datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC), tick=True):
        yield TODAY


@pytest.fixture
def northfield(db: None) -> Area:
    """The area of the cast: eight resident members, and every rule content."""
    return cast.make_northfield()


@pytest.fixture
def southmere(db: None) -> Area:
    """Another area, which has members of its own."""
    return cast.make_southmere()


@pytest.fixture
def people(northfield: Area) -> SimpleNamespace:
    """Northfield's members by first name in small letters: `people.asha`."""
    return SimpleNamespace(
        **{
            membership.person.name.split()[0].lower(): membership.person
            for membership in northfield.memberships.select_related("person")
        }
    )


@pytest.fixture
def sol(northfield: Area) -> User:
    """The secretary of Northfield."""
    return cast.make_sol(northfield)


@pytest.fixture
def rhea(northfield: Area) -> User:
    """The rep of Northfield."""
    return cast.make_rhea(northfield)


@pytest.fixture
def sasha(southmere: Area) -> User:
    """The secretary of Southmere, who has no business in Northfield."""
    return cast.make_sasha(southmere)


@pytest.fixture
def ravi(southmere: Area) -> User:
    """The rep of Southmere, who has no business in Northfield."""
    return cast.make_ravi(southmere)


@pytest.fixture
def stan(db: None) -> User:
    """Local Trust staff."""
    return cast.make_stan()


@pytest.fixture
def ada(db: None) -> User:
    """An administrator."""
    return cast.make_ada()


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody who may sign in and is assigned to nothing."""
    return cast.make_stranger()


@pytest.fixture
def world(northfield, southmere, sol, rhea, stan, ada, sasha, ravi, stranger) -> SimpleNamespace:
    """A Northfield with one of everything, and everybody who may come to look."""
    return build_world(
        area=northfield,
        southmere=southmere,
        sol=sol,
        rhea=rhea,
        stan=stan,
        ada=ada,
        sasha=sasha,
        ravi=ravi,
        stranger=stranger,
    )


@pytest.fixture
def sign_in(client: Client):
    """`sign_in(sol)` answers with a client that Sol is signed in with."""

    def sign(user: User) -> Client:
        client.force_login(user)
        return client

    return sign
