"""The front door: home by role, health for the host, and the pages for when things go wrong."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from biglocal import navigation


class Home(View):
    """Sends everybody to where their work is; asks those with several hats which one."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        places = navigation.places(request)
        if len(places) == 1:
            return redirect(places[0].href)
        return render(request, "home.html", {"places": places})


@method_decorator([login_not_required, never_cache, require_safe], name="dispatch")
class Health(View):
    """Says that the service and its database answer, for a load balancer."""

    def get(self, request: HttpRequest) -> JsonResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return JsonResponse({"status": "ok"})


health = Health.as_view()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The reason is shown: a refusal is a sentence."""
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(
    request: HttpRequest, exception: Exception | Http404 | None = None
) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """Drawn without the database or the session: they may be what failed."""
    return render(None, "500.html", status=500)
