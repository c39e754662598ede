"""Saved views of the overview: the list of one's own, keeping one, renaming and forgetting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from reviews.actions import saved_views
from reviews.dashboards.choosing import read, reps_to_choose_from
from reviews.forms.overview import ViewForm
from reviews.models import SavedView


class ViewsDoor(Door, ContextMixin):
    """Leads to the views of whoever is signed in, and to nobody else's."""

    permission = Permission.VIEW_OVERVIEW
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    @cached_property
    def saved(self) -> SavedView:
        """The view of the address; Http404 where there is none of theirs."""
        if self.kwargs["pk"] >= 2**63:
            raise Http404("no such view")
        named = SavedView.objects.filter(user=self.user).exclude(name=saved_views.LAST)
        return get_object_or_404(named, pk=self.kwargs["pk"])

    @cached_property
    def reps(self) -> list[tuple[int, str]] | None:
        """The reps whom a view may be about."""
        return reps_to_choose_from(clock.today())

    def in_words(self, query: str) -> str:
        """What a view shows."""
        return read(QueryDict(query), self.reps).words or "Every area"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(views_url=reverse("overview-views"), **kwargs)


class ViewList(ViewsDoor, TemplateView):
    """All one's own views, by name."""

    template_name = "reviews/view_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = SavedView.objects.filter(user=self.user).exclude(name=saved_views.LAST)
        views = [(view, self.in_words(view.query)) for view in named]
        return super().get_context_data(views=views, **kwargs)


class ViewFormPage(ViewsDoor, FormView):
    """A question page about one view, which leads to that view."""

    form_class = ViewForm
    template_name = "reviews/view_form.html"

    @property
    def query(self) -> str:
        """What the view shows, as the address's query."""
        raise NotImplementedError

    def act(self, name: str) -> str:
        """Do it; return the sentence for the banner."""
        raise NotImplementedError

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            sentence = self.act(form.cleaned_data["name"])
        except ValidationError as refusal:
            # All that can be wrong with one's own view, but for its length, is that its name is taken.
            for field, sentences in refusal.message_dict.items():
                form.add_error(None if field == "query" else "name", sentences)
            return self.form_invalid(form)
        messages.success(self.request, sentence)
        return redirect(f"{reverse('overview')}?{self.query}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(words=self.in_words(self.query), **kwargs)


class ViewSave(ViewFormPage):
    """Keep the filters and the order of the address under a name."""

    @cached_property
    def query(self) -> str:
        return read(self.request.GET, self.reps).query

    def act(self, name: str) -> str:
        saved_views.save(name=name, query=self.query, by=self.user)
        return f"Saved as “{name}”."


class ViewRename(ViewFormPage):
    """Call a view something else."""

    @property
    def query(self) -> str:
        return self.saved.query

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.saved.name}

    def act(self, name: str) -> str:
        saved_views.rename(view=self.saved, name=name, by=self.user)
        return f"The view is now called “{name}”."


class ViewDelete(ViewsDoor, TemplateView):
    """Forget a view, once its owner has seen what goes and what stays."""

    template_name = "reviews/view_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            view=self.saved, words=self.in_words(self.saved.query), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = self.saved.name
        saved_views.delete(view=self.saved, by=self.user)
        messages.success(request, f"The view “{name}” is deleted.")
        return redirect("overview-views")
