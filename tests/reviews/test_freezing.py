"""The canonical text of a document, and its seal."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reviews.freezing import canonical, digest

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcé", max_size=4), inner),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text("abcé", min_size=1, max_size=5), VALUES, max_size=6)


@given(DOCUMENTS)
def test_a_document_reads_back_as_it_was(document):
    assert json.loads(canonical(document)) == document


@given(DOCUMENTS, st.randoms())
def test_the_order_in_which_it_was_put_together_does_not_matter(document, luck):
    shuffled = list(document.items())
    luck.shuffle(shuffled)
    assert canonical(dict(shuffled)) == canonical(document)


@given(DOCUMENTS)
def test_another_document_has_another_seal(document):
    altered = document | {"added": 1}
    assert digest(canonical(altered)) != digest(canonical(document))


def test_a_known_text_has_a_known_seal():
    assert canonical({"b": "é", "a": [1, None]}) == '{"a":[1,null],"b":"é"}'
    assert digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
