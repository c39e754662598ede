"""Tokens of the API, for administrators: which there are, a new one, and an end to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import ApiToken, User
from partnerships.views.base import add_refusal
from reviews.actions import tokens
from reviews.forms.tokens import TokenForm
from reviews.presenters.tokens import line_of

PAGE_SIZE = 50


class TokensDoor(Door):
    """Opens to whoever says who may use the service."""

    permission = Permission.MANAGE_USERS
    request: HttpRequest
    kwargs: dict[str, Any]

    @property
    def user(self) -> User:
        user = self.request.user
        assert isinstance(user, User)
        return user


class TokenList(TokensDoor, TemplateView):
    """Every token, newest first: whose it is, whether it still works, and when it was last used."""

    template_name = "reviews/token_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        found = ApiToken.objects.select_related("user", "made_by")
        page = Paginator(found, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            lines=[line_of(token, day) for token in page],
            has_accounts=tokens.service_accounts().exists(),
            **kwargs,
        )


class TokenAdd(TokensDoor, FormView):
    """Makes a token, and shows it this once: the page that answers is not kept anywhere."""

    template_name = "reviews/token_add.html"
    form_class = TokenForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"accounts": tokens.service_accounts()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_accounts=tokens.service_accounts().exists(), **kwargs)

    def form_valid(self, form: TokenForm) -> HttpResponse:
        try:
            token, secret = tokens.make(**form.cleaned_data, by=self.user)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        context = {"token": token, "secret": secret}
        return render(self.request, "reviews/token_made.html", context)


class TokenRevoke(TokensDoor, TemplateView):
    """Asks once more, and revokes a token."""

    template_name = "reviews/token_revoke.html"

    @cached_property
    def token(self) -> ApiToken:
        return get_object_or_404(ApiToken.objects.select_related("user"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            token=self.token, line=line_of(self.token, clock.today()), **kwargs
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if tokens.revoke(token=self.token, by=self.user):
            messages.success(
                request, f"Revoked. The token “{self.token.name}” opens nothing any more."
            )
        else:
            messages.info(request, "Nothing was done: this token was revoked before.")
        return redirect("token-list")
