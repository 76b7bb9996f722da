"""Spellings that must meet, and some that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.names import fold

SAME = (
    ("Sudzha", "SUDZHA"),
    ("Debal'tseve", "Debaltseve"),
    ("Слов’янськ", "Слов'янськ"),
    ("Ростов-на-Дону", "Ростов на Дону"),
    ("Артёмовск", "Артемовск"),
    ("Chasiv\u00a0Yar", "Chasiv Yar"),
    ("Łódź", "Lodz"),
    ("Saint\u200b-Denis", "saint denis"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_different_names_stay_apart() -> None:
    assert fold("Kursk") != fold("Курськ") != fold("Kursky")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
