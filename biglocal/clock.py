"""The one place that says what day it is: the calendar day in London."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The day it is now in Europe/London, which decides what is current and what is late."""
    return timezone.localdate()
