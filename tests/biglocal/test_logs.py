"""A personal link is written to no log, and to no error that an administrator reads."""

from __future__ import annotations

import logging
import smtplib
import sys

from biglocal.logs import WithoutLinks
from biglocal.post.delivery import words_of
from biglocal.settings import LOGGING


def test_a_refused_request_is_logged_without_its_link(client, caplog, db):
    client.handler.enforce_csrf_checks = True
    assert client.post("/sign/3fa85f64-key/form/", {"name": "x"}).status_code == 403
    (record,) = (one for one in caplog.records if one.name == "django.security.csrf")
    assert "3fa85f64-key" in record.getMessage()
    assert WithoutLinks().format(record) == "Forbidden (CSRF cookie not set.): /sign/…/form/"


def test_an_error_is_logged_without_the_link_that_it_quotes():
    try:
        raise OSError("blocked: http://x.org/sign/3fa85f64-key/")
    except OSError:
        record = logging.LogRecord("a", 40, "a.py", 1, "It failed", (), sys.exc_info())
    written = WithoutLinks().format(record)
    assert written.endswith("OSError: blocked: http://x.org/sign/…/")


def test_all_that_is_logged_is_written_without_links():
    assert LOGGING["formatters"]["discreet"] == {"()": "biglocal.logs.WithoutLinks"}
    assert {handler["formatter"] for handler in LOGGING["handlers"].values()} == {"discreet"}


def test_what_a_mail_server_quotes_of_a_message_is_kept_without_the_link():
    refusal = smtplib.SMTPDataError(554, b"spam: https://x.org/sign/3fa85f64-key/ is listed")
    assert words_of(refusal) == "554 spam: https://x.org/sign/…/ is listed"
