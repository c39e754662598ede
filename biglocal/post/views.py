"""The post, for administrators: what waits, what is stuck and why, and how each kind is worded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe
from django.views.generic import TemplateView, View

from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from biglocal.post import queue, samples
from biglocal.post.forms import PostFilters
from biglocal.post.models import Message, State
from biglocal.post.secrecy import in_the_open, is_shown, nothing_leaves

PAGE_SIZE = 50

COLOURS = {
    State.WAITING: "yellow",
    State.SENT: "green",
    State.STUCK: "red",
    State.WITHDRAWN: "grey",
}

# A message has its own styles, written into it as mail programs want them. Nothing else of it may
# do anything: it can run no script, load no picture and send no form.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"


class PostDoor(Door):
    """Opens to whoever looks after the post."""

    permission = Permission.VIEW_POST
    kwargs: dict[str, Any]


class PostList(PostDoor, TemplateView):
    """All messages, newest first; filters and page are in the address."""

    template_name = "post/post_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = PostFilters(self.request.GET)
        chosen = filtered(form.what_holds)
        page = Paginator(
            # What they say is long, and shown on a page of their own.
            chosen.defer("text", "html"),
            PAGE_SIZE,
        ).get_page(self.request.GET.get("page"))
        counted = in_the_open().order_by().values_list("state").annotate(Count("pk"))
        counts = dict(counted)
        return super().get_context_data(
            form=form,
            active=form.in_words(),
            page=page,
            lines=[
                {
                    "message": message,
                    "kind": samples.title_of(message.kind),
                    "colour": COLOURS[State(message.state)],
                }
                for message in page
            ],
            counts=[(state, counts.get(state.value, 0)) for state in State],
            has_any=bool(counts),
            post_url=reverse("post-list"),
            nothing_leaves=nothing_leaves(),
            **kwargs,
        )


def filtered(chosen: dict[str, Any]) -> QuerySet[Message]:
    """The messages that fit what was chosen."""
    found = in_the_open()
    if chosen["state"]:
        found = found.filter(state=chosen["state"])
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    if text := chosen["q"]:
        found = found.filter(
            Q(to_name__icontains=text) | Q(to_address__icontains=text) | Q(subject__icontains=text)
        )
    return found


class MessageDoor(PostDoor):
    """Finds the message of the address."""

    @cached_property
    def message(self) -> Message:
        return get_object_or_404(in_the_open(), pk=self.kwargs["pk"])


class PostMessage(MessageDoor, TemplateView):
    """One message: where it is, what it says in plain text, and what the mail server said to it."""

    template_name = "post/post_message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        message = self.message
        return super().get_context_data(
            message=message,
            kind=samples.title_of(message.kind),
            colour=COLOURS[State(message.state)],
            is_shown=is_shown(message),
            nothing_leaves=nothing_leaves(),
            can_try_again=message.state in queue.CAN_BE_TRIED,
            text=with_links(message.text) if is_shown(message) else "",
            enclosures=message.enclosures.values_list("name", flat=True),
            **kwargs,
        )


class PostHtml(MessageDoor, View):
    """The HTML part of a message by itself."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not is_shown(self.message):
            raise PermissionDenied(
                "This message carries a personal link, so only its reader sees it."
            )
        return html_of_a_message(self.message.html)


class PostRetry(MessageDoor, View):
    """Sends a message that waits or is stuck to the mail server again, now."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        assert isinstance(request.user, User)
        if queue.try_again(message=self.message, by=request.user):
            messages.success(
                request, "It is being sent again. Come back in a moment to see how it went."
            )
        else:
            messages.info(request, "Nothing was done: this message has been sent or withdrawn.")
        return redirect("post-message", self.message.pk)


class PostSamples(PostDoor, TemplateView):
    """The kinds of message, each with a sample."""

    template_name = "post/post_samples.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(samples=samples.samples().items(), **kwargs)


class SampleDoor(PostDoor):
    """Finds the kind of the address."""

    @property
    def kind(self) -> str:
        kind: str = self.kwargs["kind"]
        if kind not in samples.samples():
            raise Http404(f"no kind {kind}")
        return kind


class PostSample(SampleDoor, TemplateView):
    """One kind of message as somebody invented would get it."""

    template_name = "post/post_sample.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = samples.preview(self.kind)
        return super().get_context_data(
            sample=samples.samples()[self.kind],
            written=written,
            text=with_links(written.text),
            to=samples.SOMEBODY,
            **kwargs,
        )


class PostSampleHtml(SampleDoor, View):
    """The HTML part of a sample by itself."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return html_of_a_message(samples.preview(self.kind).html)


def with_links(text: str) -> SafeString:
    """Plain text as HTML, in which addresses are links."""
    linked = urlize(text, nofollow=True, autoescape=True)
    # What was typed is escaped by now, so the only tags are those of the links.
    linked = linked.replace("<a ", '<a class="govuk-link" ')
    return linebreaksbr(mark_safe(linked))  # noqa: S308


def html_of_a_message(html: str) -> HttpResponse:
    """The HTML of a message as a page that can do nothing."""
    return HttpResponse(html, headers={"Content-Security-Policy": POLICY})
