"""Where sentences and clauses end, and that every span slices back."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sentences import clauses, sentences, words

SPLITS = (
    ("Gen. Smith left. The U.S. stayed.", ["Gen. Smith left.", "The U.S. stayed."]),
    ("They left the U.S. But others came.", ["They left the U.S.", "But others came."]),
    ("“It fell.” He left!", ["“It fell.”", "He left!"]),
    ("He moved 2.5 km. Why?", ["He moved 2.5 km. Why?"]),
    ("Headline without a stop\nBody.", ["Headline without a stop", "Body."]),
    ("J. Smith came.", ["J. Smith came."]),
)


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in sentences(text)] == expected


def test_a_conjunction_after_a_comma_starts_a_clause() -> None:
    text = "The town held, and the enemy left the bridge; rain fell."
    (sentence,) = sentences(text)
    assert [text[c.start : c.end] for c in clauses(text, sentence)] == [
        "The town held",
        "and the enemy left the bridge",
        "rain fell.",
    ]


def test_a_leading_subordinate_clause_ends_at_its_comma() -> None:
    text = "While the town held, the enemy advanced."
    assert [text[c.start : c.end] for c in clauses(text, sentences(text)[0])] == [
        "While the town held",
        "the enemy advanced.",
    ]


@given(st.text(max_size=300))
def test_spans_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end].strip() for s in spans)
    assert all(text[w.start : w.end] == w.text for w in words(text))


@pytest.mark.parametrize("unit", [" ", "a", "1.", ". ", "A. ", ", and "])
def test_a_megabyte_of_one_thing_is_read_in_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    for sentence in sentences(text):
        clauses(text, sentence)
    assert time.process_time() - start < 20
