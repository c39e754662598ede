"""A kind of message that only the tests know, an invitation to tea, and a mail server to send it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from biglocal.post.models import Message
from biglocal.post.queue import Address, put
from tests.biglocal.post.mailserver import MailServer


@pytest.fixture(autouse=True)
def tea(settings) -> None:
    """Lets `mail/tea.txt` and `mail/tea.html` of this folder be found."""
    engine = settings.TEMPLATES[0]
    here = Path(__file__).parent / "templates"
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], here]}]


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A real mail server, and settings that lead to it."""
    server = MailServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = server.hostname, server.port
    settings.EMAIL_USE_TLS = False
    settings.EMAIL_TIMEOUT = 5
    yield server
    server.stop()


@pytest.fixture
def ask_to_tea(db: None) -> Callable[..., Message]:
    """`ask_to_tea("rita@example.org")` puts a message into the outbox."""

    def ask(address: str, name: str = "Rita Osei", **more: Any) -> Message:
        context = {"host": "Asha Patel", "note": "At four."} | more.pop("context", {})
        event = more.pop("event", f"tea:1:{address}")
        with transaction.atomic():
            message = put(
                event=event, kind="tea", to=Address(name, address), context=context, **more
            )
        assert message is not None
        return message

    return ask
