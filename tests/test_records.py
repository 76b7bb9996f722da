"""What the records promise: vocabularies, spans, and a front line that never looks ahead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import RecordError
from geo.records import Article, Claim, Coverage, FrontLine, Mention, Place, Resolution, Snapshot

DAY = date(2024, 9, 10)


def line(days: list[date], max_age_days: int | None = 7) -> FrontLine:
    return FrontLine(
        name="l", maker="m", licence="CC0", attribution="a", sides=("ru_held",), coverage=Coverage(text="all"),
        snapshots=tuple(Snapshot(day=day, basis="field") for day in days), max_age_days=max_age_days,
    )  # fmt: skip


days = st.lists(st.dates(date(2024, 1, 1), date(2025, 1, 1)), unique=True, max_size=20).map(sorted)


@given(days, st.dates(date(2023, 12, 1), date(2025, 2, 1)))
def test_a_front_line_never_looks_ahead_and_never_answers_with_old_news(snapshots: list[date], day: date) -> None:
    found = line(snapshots).at(day)
    fit = [d for d in snapshots if timedelta(0) <= day - d <= timedelta(days=7)]
    assert (found.day if found else None) == (max(fit) if fit else None)


def test_a_statement_without_an_age_limit_holds_until_the_next() -> None:
    assert line([date(2023, 5, 20)], max_age_days=None).at(DAY) is not None


def test_snapshots_out_of_order_are_refused() -> None:
    with pytest.raises(RecordError, match="one a day, in order"):
        line([DAY, DAY])


def test_a_place_must_be_on_earth() -> None:
    with pytest.raises(RecordError, match="not on Earth"):
        Place(id="x", name="x", kind="city", lon=37.0, lat=148.0, radius_m=1)


def test_a_word_outside_a_vocabulary_is_named_with_its_choices() -> None:
    with pytest.raises(RecordError, match=r"'town'.*city"):
        Place(id="x", name="x", kind="town", lon=0, lat=0, radius_m=1)


def test_a_quote_must_fill_its_span() -> None:
    with pytest.raises(RecordError, match="5 characters"):
        Claim(
            id="c1",
            start=0,
            end=4,
            quote="12345",
            type="attack",
            mode="strike",
            stance="asserted",
            polarity="+",
            certainty="CT",
            sources=(),
        )


def test_nothing_is_mapped_without_a_place() -> None:
    with pytest.raises(RecordError, match="no place"):
        Resolution(mention=Mention(id="m1", start=0, end=1, text="X"), usage="literal", mapped=True, place=None)


def test_an_article_needs_only_its_text() -> None:
    article = Article(text="Kursk")
    assert (article.n_chars, len(article.sha256), article.id) == (5, 64, article.sha256[:12])
    assert Article(text="x", published=DAY).published_basis == "given"


def test_a_place_shows_itself_as_geojson() -> None:
    place = Place(id="x", name="x", kind="city", lon=35.27, lat=51.19, radius_m=1)
    assert place.__geo_interface__ == {"type": "Point", "coordinates": (35.27, 51.19)}
