"""Write the reminders of today: for cron, once a day or as often as one likes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from biglocal import clock
from biglocal.post.tasks import arrange_delivery
from reviews.actions.reminders import remind


class Command(BaseCommand):
    """`manage.py send_reminders`; what is due is worked out from dates, so nothing is lost when it did
    not run for days, and nothing is sent twice when it runs again."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        written = remind(day=clock.today())
        # Also for what an earlier worker left behind.
        arrange_delivery()
        self.stdout.write(
            f"Reminders written: {written.members} to members, {written.reviews} about reviews, "
            f"{written.actions} about actions, {written.waivers} about waivers, "
            f"{written.policies} about policies, "
            f"{written.declarations} about declarations."
        )
