"""What pages that ask for a home share: looking its postcode up before anything is said to be finished."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from partnerships.forms.places import LOOK_UP
from partnerships.views.base import AreaFormPage


class LooksUp(AreaFormPage):
    """A page whose form is an `AsksPostcode`: sent with `step=look-up` it only says where that is."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("step") != LOOK_UP:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        form.look_up()
        return self.render_to_response(self.get_context_data(form=form))
