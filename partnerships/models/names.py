"""Names as they are looked for: without capitals, accents and marks."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db import models

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
