"""Makes messages, for the tests."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from biglocal.post import models


class MessageFactory(DjangoModelFactory[models.Message]):
    """A message that waits."""

    class Meta:
        model = models.Message

    event = factory.Sequence(lambda n: f"review-due:{n}:user-1")
    kind = "review-due"
    to_name = "Rhea Rep"
    to_address = "rhea@example.org"
    subject = "1 review is due in 14 days"
    text = "Hello Rhea Rep,\n\nThis review is due in 14 days.\n"
    html = "<p>Hello Rhea Rep,</p><p>This review is due in 14 days.</p>"
