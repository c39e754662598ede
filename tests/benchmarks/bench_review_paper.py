"""How quickly a submitted review of the largest partnership is set in type: the first time, and later.

Run by `make bench`. The first paper of a process reads the fonts; later ones find them read.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

MEMBERS = 41
ROUNDS = 20
AIM = 0.3


def main() -> None:
    """Submit a review in a database of its own, and print how long its paper takes."""
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "biglocal.settings",
            "DATABASE_URL": f"sqlite:///{Path(place) / 'bench.sqlite3'}",
            "SECRET_KEY": "a key for timing",
            "HTTPS": "false",
            "LOG_LEVEL": "ERROR",
        }
        import django

        django.setup()
        measure()


def measure() -> None:
    """Time the paper alone: its document is there already, and no paper was made before."""
    from django.core.management import call_command
    from django.utils import timezone

    from reviews.drafts import draft_of
    from reviews.exports.documents import review_pdf
    from reviews.freezing import freeze
    from tests.factories import (
        AreaFactory,
        MembershipFactory,
        ReviewFactory,
        RoundFactory,
        UserFactory,
    )

    call_command("migrate", verbosity=0)
    at = timezone.now()
    area = AreaFactory()
    for number in range(MEMBERS):
        MembershipFactory(area=area, person__name=f"Member Number {number}")
    review = ReviewFactory(area=area, round=RoundFactory(year=at.year))
    draft = draft_of(review, timezone.localdate(at))
    submission = freeze(draft, by=UserFactory(), at=at)
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        review_pdf(submission)
        taken.append(time.perf_counter() - start)
    first, *later = taken
    print(f"paper of a review with {MEMBERS} members")
    print(f"the first:               {first * 1000:6.1f} ms  (aim: within {AIM * 1000:.0f} ms)")
    print(f"later, best of {ROUNDS - 1}:       {min(later) * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
