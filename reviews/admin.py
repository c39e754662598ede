"""Rounds in Django's own admin: to open one where nobody has a command line."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from biglocal.accounts.models import User
from biglocal.admin import AuditedAdmin, site
from reviews.actions import rounds
from reviews.models import Round


@admin.register(Round, site=site)
class RoundAdmin(AuditedAdmin):
    """Adding a round opens it, with a review for every active area. A round is never changed."""

    fields = ["year"]
    list_display = ["year", "opened_at", "opened_by"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        assert isinstance(request.user, User)
        obj.pk = rounds.open_round(year=obj.year, by=request.user).pk
