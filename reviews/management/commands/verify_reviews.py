"""`manage.py verify_reviews`: proves that what was submitted is what is stored."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from reviews.models import Submission
from reviews.verifying import missing, submissions_with_faults


class Command(BaseCommand):
    """Reads every submission; prints a line for each fault, then how many there are."""

    help = (
        "Checks every submitted review: its SHA-256, that it can be read, that what stands beside it "
        "agrees with it, that the history knows it, and that none is missing. Exit status: 0 when "
        "all are as they were submitted, 1 when something is wrong."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total, wrong = Submission.objects.count(), 0
        with tqdm(total=total, unit=" reviews", disable=not sys.stderr.isatty()) as bar:
            for submission, faults in submissions_with_faults():
                for fault in faults:
                    self.stdout.write(f"{submission.reference}: {fault}")
                wrong += len(faults)
                bar.update()
        for which, fault in missing():
            self.stdout.write(f"{which}: {fault}")
            wrong += 1
        if wrong:
            raise CommandError(
                f"{wrong} wrong among {total} submissions. Restore what was submitted from a backup.",
                returncode=1,
            )
        self.stdout.write(f"{total} submissions, all as they were submitted.")
