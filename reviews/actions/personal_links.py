"""Answering who somebody is, behind any personal link: what counts as right, and one wrong answer more."""

from __future__ import annotations

from django.utils import timezone

from reviews.models.personal_link import PersonalLink
from reviews.personal_links import is_name_of


def answer_who(link: PersonalLink, *, name: str, birth_year: int | None) -> bool:
    """Whether somebody is the one a link is for: their name, and the year where one is recorded.

    `link` is held until the caller's transaction is done. A wrong answer is counted, and one too many
    ends it.
    """
    person = link.person
    is_right = is_name_of(person, name) and (
        person.birth_year is None or person.birth_year == birth_year
    )
    if not is_right:
        link.wrong_tries += 1
        if is_locked_out(link):
            link.revoked_at = timezone.now()
        link.save(update_fields=["wrong_tries", "revoked_at"])
    return is_right


def is_locked_out(link: PersonalLink) -> bool:
    """Whether too many wrong answers ended a link."""
    return link.wrong_tries >= link.MOST_TRIES
