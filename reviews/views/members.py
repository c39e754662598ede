"""The table in which a rep confirms every member: mostly one press, and a word where something differs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.generic import TemplateView

from biglocal.design.bound import DesignBoundField
from reviews.actions import reviews
from reviews.actions.reviews import Word
from reviews.drafts import Draft, Member
from reviews.forms.members import DIFFERS, NOT_YET, RIGHT, MemberRow
from reviews.models import Section
from reviews.presenters.documents import MemberLine
from reviews.presenters.facts import MemberFacts, differences, in_words
from reviews.presenters.since import news_of
from reviews.presenters.tasks import next_href
from reviews.states import NotAllowedNow
from reviews.views.base import WritingDoor

CHANGED = "This row has changed since you opened the page. Read it again, then save"


@dataclass(frozen=True)
class Row:
    """One member of the table: the facts in words, the form, and what changed since the rep's word."""

    member: Member
    facts: MemberFacts
    form: MemberRow
    changes: list[str]
    news: list[str] = field(default_factory=list)
    is_new: bool = False


class ReviewMembers(WritingDoor, TemplateView):
    """One row a member, “right” unless the rep says otherwise; what can be saved is, row by row."""

    template_name = "reviews/review_members.html"
    section = Section.MEMBERS

    def get_title(self) -> str:
        return "Confirm each member’s name, role and home"

    def show_closed(self) -> HttpResponse:
        lines = [
            MemberLine(in_words(member.facts), word.is_right, word.note)
            for member in self.draft.members
            if (word := member.confirmation)
        ]
        context = self.get_context_data(title=self.get_title(), lines=lines)
        return render(self.request, "reviews/section_closed.html", context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.rows(self.draft)
        sent = {int(row.member.person.id): row for row in rows if row.form.is_bound}
        words = {pk: word_of(row.form) for pk, row in sent.items() if row.form.is_valid()}
        try:
            outcome = reviews.confirm_members(review=self.review, words=words, by=self.user)
        except NotAllowedNow as refusal:
            messages.error(request, refusal.reason)
            return redirect(self.detail_url)
        for pk in outcome.left:
            sent[pk].form.add_error("word", CHANGED)
        draft = self.draft_now()
        if any(row.form.errors for row in sent.values()):
            return self.render_to_response(self.get_context_data(rows=caught_up(rows, draft)))
        if self.comes_back_later:
            confirmed = sum(member.is_confirmed for member in draft.members)
            messages.success(
                request, f"Saved. {confirmed} of {len(draft.members)} members are confirmed."
            )
            return redirect(self.detail_url)
        return redirect(next_href(draft, "members"))

    def rows(self, draft: Draft) -> list[Row]:
        """A row a member, its form filled with what was sent for it, if anything was."""
        return [row_of(member, self.request.POST) for member in draft.members]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = kwargs.pop("rows", None) or self.rows(self.draft)
        since = self.draft.since
        rows = [
            replace(
                row,
                news=news_of(since, row.member.person.id),
                is_new=bool(since and since.has_joined(row.member.person.id)),
            )
            for row in rows
        ]
        for row in rows:
            word = row.form["word"]
            assert isinstance(word, DesignBoundField)
            word.reveals = {DIFFERS: row.form["note"].as_field_group()}
        return super().get_context_data(rows=rows, forms=[row.form for row in rows], **kwargs)


def row_of(member: Member, sent: QueryDict) -> Row:
    """The row of a member. It begins with the rep's word, with “right” where there is none yet, and
    with “not checked yet” where the register has changed since."""
    confirmation = member.confirmation
    word = RIGHT if confirmation is None or confirmation.is_right else DIFFERS
    prefix = f"m{member.person.id}"
    form = MemberRow(
        sent if f"{prefix}-word" in sent else None,
        prefix=prefix,
        initial={
            "version": member.mark,
            "word": NOT_YET if member.has_lapsed else word,
            "note": confirmation.note if confirmation else "",
        },
    )
    form.row_name = member.person.name
    changes = []
    if confirmation and member.has_lapsed:
        changes = differences(confirmation.facts, member.facts)
    return Row(member, in_words(member.facts), form, changes)


def caught_up(rows: list[Row], draft: Draft) -> list[Row]:
    """The rows with the facts as they are now, and with what was typed and the errors it met."""
    typed = {row.member.person.id: row.form for row in rows if row.form.is_bound}
    shown = [row_of(member, QueryDict()) for member in draft.members]
    for i, row in enumerate(shown):
        form = typed.get(row.member.person.id)
        if form is not None:
            form.catch_up(row.member.mark)
            shown[i] = replace(row, form=form)
    return shown


def word_of(form: MemberRow) -> Word:
    """What a valid row says."""
    is_right = {RIGHT: True, DIFFERS: False, NOT_YET: None}[form.cleaned_data["word"]]
    return Word(form.cleaned_data["version"], is_right, form.cleaned_data["note"])
