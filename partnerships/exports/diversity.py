"""The results of a diversity survey as CSV: what the page shows, and no more."""

from __future__ import annotations

import csv
import io

from biglocal.design.words import day_in_words
from partnerships.imports.writing import guarded
from partnerships.models import Area
from partnerships.presenters.diversity import Results

HEADINGS = [
    *("Question", "Category", "Members", "Members, per cent of all who answered"),
    *("People of the area", "People of the area, per cent"),
]


def results_csv(area: Area, results: Results | None) -> bytes:
    """The results, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    if results is not None and results.survey.closed_on:
        closed = day_in_words(results.survey.closed_on)
        writer.writerow([guarded(f"{area.name}, closed on {closed}"), "Answered", results.answered])
        for one in results.questions:
            for row in one.rows:
                shares = (row.members, row.area)
                cells = [cell for share in shares for cell in (share.count, share.percent)]
                writer.writerow([one.question.title, guarded(row.label), *cells])
    return text.getvalue().encode("utf-8-sig")
