"""`manage.py deliver_post`: delivers the post that is due, for cron, or where no worker runs."""

from typing import Any

from django.core.management.base import BaseCommand

from biglocal.post.delivery import deliver_all_due
from biglocal.post.models import Message, State


class Command(BaseCommand):
    """Prints how many messages were sent, and how many wait or are stuck. It may run at any time,
    beside a worker too: no message is in two hands at once."""

    help = "Deliver the messages that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        sent = deliver_all_due()
        counts = {
            state: Message.objects.filter(state=state).count()
            for state in (State.WAITING, State.STUCK)
        }
        self.stdout.write(
            f"Sent {sent}. Waiting {counts[State.WAITING]}, stuck {counts[State.STUCK]}."
        )
