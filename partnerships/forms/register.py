"""Which day to show the register of."""

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm


class AsAtForm(DesignForm):
    """A day, sent by GET; empty for today."""

    form_method = "get"
    button = "Show that day"
    button_kind = "secondary"
    marks_optional = False

    on = DayField(label="As at which day?", prompt="the day", required=False)
