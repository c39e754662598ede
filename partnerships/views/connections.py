"""Connections of a partnership: its address book, and the pages on which it is kept."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions import connections
from partnerships.exports.connections import connections_csv
from partnerships.forms.connections import ConnectionForm, ForgetForm, LookForm
from partnerships.models import Connection
from partnerships.presenters.connections import connections_of
from partnerships.views.base import AreaFormPage, AreaPage, record_or_404
from partnerships.views.downloads import CSV, Download
from partnerships.views.of_person import MistakePage, version_typed

A_PAGE = 50


class ConnectionList(AreaPage):
    """Everybody in the address book, or those looked for."""

    tab = "more"
    template_name = "partnerships/connection_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = LookForm(self.request.GET)
        asked = form.cleaned_data if form.is_valid() else {}
        looked_for, kind = asked.get("q", ""), asked.get("kind", "")
        page = Paginator(connections_of(self.area, looked_for, kind), A_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            form=form,
            page=page,
            is_narrowed=bool(looked_for or kind),
            may_change=policy.can(self.user, Permission.CHANGE_REGISTER, self.area),
            **kwargs,
        )


class ConnectionCsv(Download):
    """The whole address book as a file."""

    content_type, stem, extension = CSV, "connections", "csv"
    noted = "the connections as a CSV file"

    def make(self, day: datetime.date) -> bytes:
        return connections_csv(self.area)


class ConnectionPage(AreaFormPage):
    """A question about somebody in the address book."""

    def get_back_url(self) -> str:
        return reverse("connection-list", args=[self.area.slug])

    @cached_property
    def connection(self) -> Connection:
        """What the page is about; Http404 when the area has no such connection."""
        found = self.area.connections.select_related("area")
        connection: Connection = record_or_404(found, self.kwargs["pk"])
        return connection


class ConnectionAdd(ConnectionPage):
    """Write somebody down."""

    form_class = ConnectionForm
    title = "Add a connection"

    def act(self, form: ConnectionForm) -> str:
        return f"{connections.add(area=self.area, by=self.user, **form.values)} is added."


class ConnectionChange(ConnectionPage):
    """Change what is written of somebody."""

    form_class = ConnectionForm
    title = "Change a connection"

    def get_initial(self) -> dict[str, Any]:
        return {
            name: getattr(self.connection, name)
            for name in ConnectionForm.base_fields
            if hasattr(self.connection, name)
        }

    def act(self, form: ConnectionForm) -> str:
        saved = connections.correct(
            connection=self.connection, by=self.user, version=version_typed(form), **form.values
        )
        return f"Saved. What is written of {saved} is changed."


class ConnectionForget(ConnectionPage, MistakePage):
    """Delete somebody, and what the history kept of who they were."""

    form_class = ForgetForm
    template_name = "partnerships/connection_forget.html"
    title = "Delete a connection"

    def get_record(self) -> Connection:
        return self.connection

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Who", str(self.connection)),
            ("Organisation", self.connection.organisation_name),
            ("Note", self.connection.note),
        ]

    def act(self, form: ForgetForm) -> str:
        connections.forget(
            connection=self.connection,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return "The connection is deleted, and nothing is kept of who it was."
