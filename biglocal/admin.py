"""Django's own admin, for superusers alone: a tool of last resort whose changes are audited too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode

from biglocal.accounts.models import User
from biglocal.audit.record import differences, record, snapshot


class SuperuserSite(admin.AdminSite):
    """An admin that is not there for anybody but a superuser; sign-in is the product's own."""

    site_header = site_title = "Big Local administration"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(getattr(request.user, "is_superuser", False))

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if isinstance(request.user, AnonymousUser):
            query = urlencode({"next": request.GET.get("next", request.path)})
            return redirect(f"{reverse('account_login')}?{query}")
        if self.has_permission(request):
            return redirect("admin:index")
        raise Http404


site = SuperuserSite(name="admin")


class AuditedAdmin(admin.ModelAdmin):
    """Writes an audit event for every change made here, and deletes nothing."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        before = snapshot(type(obj)._base_manager.get(pk=obj.pk)) if change else {}
        super().save_model(request, obj, form, change)
        assert isinstance(request.user, User)
        old, new = differences(before, snapshot(obj))
        # A password's digest is nobody's business, not even the trail's.
        for values in (old, new):
            values.pop("password", None)
        record(
            f"admin.{'change' if change else 'add'}",
            by=request.user,
            subject=obj,
            before=old or None,
            after=new,
        )
