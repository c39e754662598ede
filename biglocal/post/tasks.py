"""The task by which a worker delivers the post, and how it comes to be run again in time.

The queue of tasks is only a bell: what waits is known from the messages themselves. A worker that is
killed leaves its task running for ever, so nothing rests on any one of them: whoever runs next takes
whatever is due.
"""

from __future__ import annotations

import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from biglocal.post.delivery import HOLD, deliver_all_due, next_due


@task()
def deliver_post() -> int:
    """Deliver all that is due, and see that whatever is left has its turn: how many were sent."""
    now = timezone.now()
    due = next_due()
    if due is not None and due <= now:
        # Should this worker be killed, somebody looks after what it had in hand.
        arrange_delivery(now + HOLD)
    sent = deliver_all_due()
    due = next_due()
    if due is not None:
        arrange_delivery(due)
    return sent


def arrange_delivery(at: datetime.datetime | None = None) -> None:
    """See that the post is delivered at a moment (default: now), or before it."""
    moment = at or timezone.now()
    if not _waiting().filter(run_after__lte=moment).exists():
        deliver_post.using(run_after=moment).enqueue()


def _waiting() -> QuerySet[DBTaskResult]:
    """The tasks of this kind that no worker has begun."""
    return DBTaskResult.objects.filter(
        task_path=deliver_post.module_path, status=TaskResultStatus.READY
    )
