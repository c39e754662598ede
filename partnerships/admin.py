"""What an installation is set up with, in Django's own admin: users, areas, assignments, organisations.

What a register holds is kept on the service's own pages, where the rules speak. Nothing here is
deleted: an assignment or an LTO gets a last day, an account is closed by taking its sign-in away.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from biglocal.accounts.models import User
from biglocal.admin import AuditedAdmin, site
from biglocal.audit.record import record
from partnerships.actions.writing import one_change
from partnerships.models import Area, Assignment, Lto, Organisation
from partnerships.models.public_page import note_shown


class NewUserForm(AdminUserCreationForm):
    """A new account: its password is typed twice and checked, or left out until it is set."""

    class Meta:
        model = User
        fields = ["email", "name", "programme_role"]
        field_classes: dict[str, type[forms.Field]] = {}


class UserForm(UserChangeForm):
    """An account; its password is shown as set or not, and changed on a page of its own."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type[forms.Field]] = {}


@admin.register(User, site=site)
class UserAdmin(AuditedAdmin, DjangoUserAdmin):
    """Accounts. What somebody may do in an area comes from their assignments."""

    form = UserForm
    add_form = NewUserForm
    ordering = ["name", "pk"]
    list_display = ["name", "email", "programme_role", "is_active"]
    list_filter = ["programme_role", "is_active"]
    search_fields = ["name", "email"]
    filter_horizontal = []
    readonly_fields = ["joined_at", "last_login"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("What they may do", {"fields": ["is_active", "programme_role", "is_superuser"]}),
        ("When", {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": [
                    *("email", "name", "programme_role"),
                    *("usable_password", "password1", "password2"),
                ]
            },
        )
    ]

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002 - Django calls it by this name
        form_url: str = "",
    ) -> HttpResponse:
        """Django's page, with an event in the trail: that a password was set, not which."""
        users = User.objects.filter(pk=id) if id.isdecimal() else User.objects.none()
        before = users.values_list("password", flat=True).first()
        response: HttpResponse = super().user_change_password(request, id, form_url)
        user = users.first()
        if user is not None and user.password != before:
            assert isinstance(request.user, User)
            record("admin.set_password", by=request.user, subject=user)
        return response


class VersionedAdmin(AuditedAdmin):
    """Counts a change here as one more version, so that nobody overwrites it unawares."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            obj.version += 1
        super().save_model(request, obj, form, change)
        note_shown(obj, None)


@admin.register(Area, site=site)
class AreaAdmin(VersionedAdmin):
    """Areas; one that closes gets its last day."""

    list_display = ["name", "region", "local_authority", "reference", "opened_on", "closed_on"]
    list_filter = ["region"]
    search_fields = ["name", "local_authority", "reference"]
    prepopulated_fields = {"slug": ["name"]}
    fields = [
        *("name", "slug", "region", "local_authority", "reference"),
        *("opened_on", "closed_on"),
    ]


@admin.register(Assignment, site=site)
class AssignmentAdmin(VersionedAdmin):
    """Who is secretary or rep of which area, from a day to a day."""

    list_display = ["user", "role", "area", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["user", "area"]
    search_fields = ["user__name", "user__email", "area__name"]
    autocomplete_fields = ["user", "area"]


@admin.register(Organisation, site=site)
class OrganisationAdmin(VersionedAdmin):
    """The one list of organisations, without those that were put into others."""

    search_fields = ["name", "org_id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        listed: QuerySet[Organisation] = super().get_queryset(request).filter(merged_into=None)
        return listed


@admin.register(Lto, site=site)
class LtoAdmin(VersionedAdmin):
    """The LTO of each area. It is a fact of the register, so a change here is one of the register."""

    list_display = ["area", "organisation", "is_own", "starts_on", "ends_on"]
    list_select_related = ["area", "organisation"]
    search_fields = ["area__name", "organisation__name"]
    autocomplete_fields = ["area", "organisation"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with one_change():
            # Both registers change when it is said to be the LTO of another area.
            for area in Area.objects.filter(pk__in={obj.area_id, form.initial.get("area")}):
                area.note_register_change()
            super().save_model(request, obj, form, change)
