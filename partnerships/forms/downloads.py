"""What is asked before a paper is printed."""

from typing import Any

from django.urls import reverse

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm
from partnerships.models import Area


class MeetingForm(DesignForm):
    """The day of a meeting, sent by GET; empty for a line to write it on."""

    form_method = "get"
    button = "Download the attendance sheet"
    button_kind = "secondary"
    marks_optional = False

    meeting = DayField(
        label="Day of the meeting",
        prompt="the day of the meeting",
        required=False,
        help_text="Leave it empty to write it in by hand.",
    )

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form_action = reverse("attendance-pdf", args=[area.slug])
