"""What Local Trust publishes in the demonstration: all of it could have been published by hand."""

import datetime

from partnerships.demo.support import notices
from partnerships.models.support import Room
from partnerships.rules import RULES_BY_ID

DAY = datetime.date(2026, 10, 1)


def test_everything_is_possible_and_names_rules_and_pages_that_there_are(db):
    published = [notice for kind in notices(DAY) for notice in kind]

    for notice in published:
        notice.full_clean()
        assert set(getattr(notice, "rules", [])) <= set(RULES_BY_ID)
        assert set(getattr(notice, "rooms", [])) <= set(Room.values)
    assert len(published) == 9
