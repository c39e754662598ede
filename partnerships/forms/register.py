"""Which day to show the register of."""

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm


class AsAtForm(DesignForm):
    """A day, sent by GET; empty for today."""

    marks_optional = False

    day = DayField(label="Show the register as it stood on", prompt="the day", required=False)
