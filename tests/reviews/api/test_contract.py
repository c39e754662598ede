"""Tries the API against its own description: whatever fits it is answered, and as it says."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from reviews.api.answers import api
from reviews.api.document import described
from tests.reviews.api.conftest import HEADERS

SCHEMA = schemathesis.openapi.from_dict(described(api))
SCHEMA.app = WSGIHandler()


@pytest.fixture(autouse=True)
def connection_kept() -> Iterator[None]:
    """A request would close the connection that the test's own transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@SCHEMA.parametrize()
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_api_keeps_its_word(case, token, programme):
    case.call_and_validate(headers=HEADERS)
