"""Every kind of message with invented content, so that its wording can be judged before anybody gets it.

The kinds belong to the apps above; `settings.POST_SAMPLES` names the table that lists them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from biglocal.post.writing import Address, Written, write

SOMEBODY = Address("Sam Taylor", "sam.taylor@example.org")


@dataclass(frozen=True)
class Sample:
    """One kind: what it is called, who gets it and when, and invented values for its templates.

    Of one that is in confidence even that somebody got it is not for those who look after the post.
    """

    title: str
    about: str
    context: Mapping[str, Any]
    is_in_confidence: bool = False


def samples() -> Mapping[str, Sample]:
    """The samples by kind."""
    found: Mapping[str, Sample] = import_string(settings.POST_SAMPLES)
    return found


def in_confidence() -> set[str]:
    """The kinds of which nobody else may know that somebody got one."""
    return {kind for kind, sample in samples().items() if sample.is_in_confidence}


def title_of(kind: str) -> str:
    """What a kind is called, or the kind itself where messages of it are no longer written."""
    sample = samples().get(kind)
    return sample.title if sample else kind


def preview(kind: str) -> Written:
    """A message of a kind as somebody invented would get it."""
    return write(kind, SOMEBODY, samples()[kind].context)
