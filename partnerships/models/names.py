"""Names as they are looked for: without capitals, accents and marks."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models
from django.db.models import Q

# The fewest letters that an index of trigrams finds within a word.
TRIGRAM = 3

# Letters that Unicode does not take apart into a plain one and its mark.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def folded(name: str) -> str:
    """A name for comparing: "Zoë O’Brien-Łuk" is "zoe obrien luk"."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_PLAIN)
    letters = (
        letter
        if letter.isalnum()
        else ""
        if letter in "'’`ʼ" or unicodedata.combining(letter)
        else " "
        for letter in plain
    )
    return " ".join("".join(letters).split())


def name_words(name: str) -> str:
    """The folded words of a name by the alphabet, the same whichever of them is written first."""
    return " ".join(sorted(folded(name).split()))


def patterns(text: str) -> list[list[str]]:
    """For every word of `text`, the patterns of LIKE of which a folded name with it fits one.

    Words of one or two letters are looked for where words begin: so short a part is in so many
    names that no index helps. Nothing in a pattern but its ends stands for other letters.
    """
    return [
        [f"%{word}%"] if len(word) >= TRIGRAM else [f"{word}%", f"% {word}%"]
        for word in dict.fromkeys(folded(text).split())
    ]


def holds(text: str) -> Q:
    """The condition that every word of `text` is part of a `folded_name`; without words none does."""
    words = patterns(text)
    condition = Q() if words else Q(pk__in=[])
    for fitting in words:
        any_of_them = Q()
        for pattern in fitting:
            lookup = "contains" if pattern.startswith("%") else "startswith"
            any_of_them |= Q(**{f"folded_name__{lookup}": pattern.strip("%")})
        condition &= any_of_them
    return condition


class FoldedField(models.CharField):
    """Keeps the folded text of another field, worked out whenever the record is saved."""

    fold = staticmethod(folded)

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs |= {"editable": False, "blank": True, "default": ""}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("editable", "blank", "default"):
            kwargs.pop(given, None)
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = self.fold(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, text)
        return text


class NameWordsField(FoldedField):
    """Keeps the folded words of a name in the order of the alphabet, likewise."""

    fold = staticmethod(name_words)
