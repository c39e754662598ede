"""The service's addresses and one more: a signed-in page with nothing on it, to measure others by."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from biglocal.urls import handler400, handler403, handler404, handler500
from biglocal.urls import urlpatterns as pages_of_the_service

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    """The frame of every page, for whoever is signed in."""
    return render(request, "base.html")


urlpatterns = [*pages_of_the_service, path("empty/", empty, name="empty")]
