"""Answering the diversity survey: counted once, and with no way back to whoever answered."""

from __future__ import annotations

import logging

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.logs import WithoutLinks
from partnerships.models import Survey, Tally
from partnerships.models.census import QUESTIONS, every_category
from partnerships.rosters.surveys import answered, survey_of, token_of
from tests.factories import SurveyFactory

ANSWERS = {"age": "35-to-44", "ethnic-group": "roma", "sex": "female", "religion": "sikh"}


@pytest.fixture
def survey(northfield):
    return SurveyFactory(area=northfield)


@pytest.fixture
def address(survey):
    return reverse("survey", args=[token_of(survey)])


def counted(survey):
    found = survey.tallies.filter(count__gt=0).values_list("question", "category", "count")
    return {(question, category): count for question, category, count in found}


def test_an_answer_is_counted_question_by_question(client, survey, address):
    page = client.get(address)
    assert b"Who we are, together" in page.content
    assert b'<optgroup label="White">' in page.content

    response = client.post(address, ANSWERS | {"sex": "prefer-not-to-say"}, follow=True)

    assert b"Your answers are counted" in response.content
    assert counted(survey) == {
        ("age", "35-to-44"): 1,
        ("ethnic-group", "roma"): 1,
        ("sex", "prefer-not-to-say"): 1,
        ("gender-identity", "blank"): 1,
        ("religion", "sikh"): 1,
        ("disability", "blank"): 1,
        ("income", "blank"): 1,
    }
    assert answered(survey) == 1


def test_every_question_may_be_skipped(client, survey, address):
    assert client.post(address).status_code == 302

    assert counted(survey) == {(question.key, "blank"): 1 for question in QUESTIONS}


def test_an_answer_that_is_none_is_asked_again_and_what_was_chosen_stays(client, survey, address):
    response = client.post(address, ANSWERS | {"age": "blank", "income": "'; DROP TABLE"})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"age", "income"}
    assert b'value="female" checked' in response.content
    assert counted(survey) == {}


def rows_of_everything():
    """How many rows each table has, and what stands in those of surveys."""
    return {model: model._default_manager.count() for model in apps.get_models()}


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_an_answer_leaves_nothing_behind_but_counts(
    survey, address, sol, is_signed_in, django_assert_num_queries
):
    client = Client()
    if is_signed_in:
        client.force_login(sol)
    before = rows_of_everything()
    session = list(Session.objects.values_list("session_data", "expire_date"))
    known = {*client.cookies}
    ids = list(survey.tallies.values_list("pk", "question", "category"))

    client.get(address)
    done = client.post(address, ANSWERS, follow=True)

    assert rows_of_everything() == before
    assert not AuditEvent.objects.exists()
    assert list(Session.objects.values_list("session_data", "expire_date")) == session
    # The cookie against forged forms is every visitor's, and the address of the thanks says nothing.
    assert {*client.cookies} - known <= {"csrftoken"}
    assert done.request["PATH_INFO"] == "/survey/thank-you/"
    assert list(survey.tallies.values_list("pk", "question", "category")) == ids
    survey.refresh_from_db()
    assert survey.version == 1
    headers = client.get(address).headers
    assert "no-store" in headers["Cache-Control"]
    assert "noindex" in headers["X-Robots-Tag"]


def test_the_rows_do_not_tell_which_answers_came_together(survey, address, client):
    """Every row is written with each answer, in one statement, so that none is newer than another."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.post(address, ANSWERS)
        client.post(address, {"sex": "male"})

    table = Tally._meta.db_table
    writes = [one["sql"] for one in captured if one["sql"].startswith("UPDATE")]
    assert len(writes) == 2
    assert all(f'UPDATE "{table}" SET "count"' in one for one in writes)
    assert all(one.endswith(f'WHERE "{table}"."survey_id" = {survey.pk}') for one in writes)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(DISTINCT xmin::text), count(*) FROM "{table}"')
            assert cursor.fetchone() == (1, len(list(every_category())))


def test_models_of_a_survey_have_no_place_for_who_or_when():
    kept = {field.name for field in Tally._meta.get_fields()}
    assert kept == {"id", "survey", "question", "category", "count"}
    assert {field.name for field in Survey._meta.get_fields()} == {
        *("id", "version", "area", "opened_on", "closed_on", "tallies")
    }


def test_a_closed_survey_takes_no_answer(client, survey, address):
    Survey.objects.filter(pk=survey.pk).update(closed_on=survey.opened_on)

    for response in (client.get(address), client.post(address, ANSWERS)):
        assert response.status_code == 410
        assert b"This survey is closed" in response.content
    assert counted(survey) == {}


@pytest.mark.parametrize("token", ["1", "1.forged", "x.y", ".", "999999999999999999999999.abc"])
def test_a_link_that_never_was_leads_nowhere(client, survey, token):
    response = client.get(reverse("survey", args=[token]))

    assert response.status_code == 404
    assert b"This link does not work" in response.content


def test_a_link_is_of_one_survey_and_survives_a_change_of_the_key(survey, settings):
    token = token_of(survey)
    assert survey_of(token) == survey
    assert survey_of(token.replace(str(survey.pk), str(survey.pk + 1), 1)) is None

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert survey_of(token) == survey


def test_the_log_does_not_tell_which_survey_was_answered(address, caplog, survey):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, ANSWERS).status_code == 403

    written = [WithoutLinks().format(record) for record in caplog.records]
    assert written
    assert not [line for line in written if token_of(survey) in line]
    assert "female" not in " ".join(written)
    record = logging.LogRecord("a", 20, "a.py", 1, f"POST {address} 302", (), None)
    assert WithoutLinks().format(record) == "POST /survey/…/ 302"
