"""Views of the overview that somebody keeps under a name, and the one that they looked at last."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from biglocal.accounts.models import User
from biglocal.audit.record import differences, record, snapshot
from partnerships.actions.writing import keep
from reviews.models import SavedView

# Without a name stands what was looked at last.
LAST = ""
LONGEST = 1000


def save(*, name: str, query: str, by: User) -> SavedView:
    """Keep filters and order, as `Chosen.query` of the overview, under a name of one's own.

    Raises ValidationError for a name that is taken, and for what is too long to be kept.
    """
    if len(query) > LONGEST:
        raise ValidationError({"query": "What is searched for is too long to be kept. Shorten it."})
    return keep(SavedView(user=by, name=name, query=query), "saved_views.save", by=by, area=None)


@transaction.atomic
def rename(*, view: SavedView, name: str, by: User) -> SavedView:
    """Call a view something else. Raises ValidationError for a name that is taken."""
    before = snapshot(view)
    view.name = name
    view.full_clean()
    view.save()
    old, new = differences(before, snapshot(view))
    record("saved_views.rename", by=by, subject=view, before=old, after=new)
    return view


@transaction.atomic
def delete(*, view: SavedView, by: User) -> None:
    """Forget a view; the areas that it shows are not touched."""
    record("saved_views.delete", by=by, subject=view, before=snapshot(view))
    view.delete()


def remember(*, query: str, by: User) -> None:
    """Keep what somebody looks at for when they come back; "" is everything.

    Nothing of it is audited: it changes nothing for anybody else, and what somebody looked at is
    not to be read by others.
    """
    last = SavedView.objects.filter(user=by, name=LAST)
    if len(query) > LONGEST:
        return
    if not query:
        last.delete()
    elif not last.update(query=query):
        try:
            with transaction.atomic():
                SavedView.objects.create(user=by, name=LAST, query=query)
        except IntegrityError:
            # Another window of theirs was as quick.
            last.update(query=query)
