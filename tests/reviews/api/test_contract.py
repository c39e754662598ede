"""Tries the API against its own description: whatever fits it is answered, and as it says."""

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, settings

from reviews.api.answers import api
from reviews.api.document import described
from tests.reviews.api.conftest import HEADERS

SCHEMA = schemathesis.openapi.from_dict(described(api))
SCHEMA.app = WSGIHandler()


@SCHEMA.parametrize()
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_api_keeps_its_word(case, token, programme):
    case.call_and_validate(headers=HEADERS)
