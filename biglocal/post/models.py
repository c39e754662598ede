"""Messages: each is written in the transaction of what it tells, and delivered by a worker later."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone


class State(models.TextChoices):
    """Where a message is."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    STUCK = "stuck", "Stuck"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Message(models.Model):
    """One message about one event to one address.

    `event` is what it tells, and to whom, like "review-returned:12:user-7": there is never a second
    message of an event. Whatever the mail server has taken is not sent again; where a crash leaves
    that in doubt it is, with the same `message_id`, by which the reader's side knows the repeat.
    """

    # A message that carries a personal link is emptied once it is sent.
    EMPTIED: ClassVar[str] = "This message carried a personal link. It is not kept once it is sent."

    event = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    is_secret = models.BooleanField(default=False)
    queued_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    # Not before this moment; moved on after every failure.
    due_at = models.DateTimeField(default=timezone.now)
    # A worker has it in hand until then; whoever finds a later moment may take it.
    held_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["-queued_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="message_due", condition=Q(state=State.WAITING)
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state_known"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="message_sent_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, to {self.to_address}"

    @property
    def message_id(self) -> str:
        """The Message-ID, made from the event alone: "<3f…@biglocal>"."""
        return f"<{hashlib.sha256(self.event.encode()).hexdigest()[:40]}@biglocal>"


class Enclosure(models.Model):
    """A file that goes with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="enclosures")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
