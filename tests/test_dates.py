"""Time expressions: real wording, and the days it means for an article published on Tuesday 17 September 2024."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import find_times
from tests.clock import processor_seconds

PUBLISHED = date(2024, 9, 17)

# sentence, words, first day, last day (ISO; "" where open), anchor
ONE = [
    ("The bridge fell on 6 August.", "6 August", "2024-08-06", "2024-08-06", "article_date"),
    ("On August 6, 2023, the dam held.", "August 6, 2023", "2023-08-06", "2023-08-06", "explicit"),
    ("Seen on 6 Aug. 2023 from above.", "6 Aug. 2023", "2023-08-06", "2023-08-06", "explicit"),
    ("Updated 2024-08-06 at noon.", "2024-08-06", "2024-08-06", "2024-08-06", "explicit"),
    ("Updated 06.08.2024 at noon.", "06.08.2024", "2024-08-06", "2024-08-06", "explicit"),
    ("On the 6th of August the river rose.", "6th of August", "2024-08-06", "2024-08-06", "article_date"),
    ("From 6 to 8 August 2022 it rained.", "6 to 8 August 2022", "2022-08-06", "2022-08-08", "explicit"),
    ("From 30 July–2 August 2022 it rained.", "30 July–2 August 2022", "2022-07-30", "2022-08-02", "explicit"),
    ("Talks ran May 3-5, 2021 in Riga.", "May 3-5, 2021", "2021-05-03", "2021-05-05", "explicit"),
    ("The worst losses since October 2022.", "October 2022", "2022-10-01", "2022-10-31", "explicit"),
    ("He resigned in July.", "July", "2024-07-01", "2024-07-31", "article_date"),
    ("He resigned in December.", "December", "2023-12-01", "2023-12-31", "article_date"),
    ("Nobody left in May of that kind.", "May", "2024-05-01", "2024-05-31", "article_date"),
    ("In late January 2015 the town fell.", "late January 2015", "2015-01-21", "2015-01-31", "explicit"),
    ("It began in early August.", "early August", "2024-08-01", "2024-08-10", "article_date"),
    ("It began early on 6 August.", "6 August", "2024-08-06", "2024-08-06", "article_date"),
    ("It began late 6 August.", "late 6 August", "2024-08-06", "2024-08-06", "article_date"),
    ("It began in mid-July.", "mid-July", "2024-07-11", "2024-07-20", "article_date"),
    ("By the end of August it was over.", "end of August", "2024-08-21", "2024-08-31", "article_date"),
    ("A veteran of the 2023 battle spoke.", "2023", "2023-01-01", "2023-12-31", "explicit"),
    ("The village was empty in 1943.", "1943", "1943-01-01", "1943-12-31", "explicit"),
    ("The war (2014) was older.", "2014", "2014-01-01", "2014-12-31", "explicit"),
    ("The pre-2022 line held.", "2022", "2022-01-01", "2022-12-31", "explicit"),
    ("From 2014-2015 they watched.", "2014-2015", "2014-01-01", "2015-12-31", "explicit"),
    ("Factories of the 1990s stood idle.", "1990s", "1990-01-01", "1999-12-31", "explicit"),
    ("In the summer of 2023 the push failed.", "summer of 2023", "2023-06-01", "2023-08-31", "explicit"),
    ("It froze in winter 2022.", "winter 2022", "2022-12-01", "2023-02-28", "explicit"),
    ("It failed last summer.", "last summer", "2024-06-01", "2024-08-31", "article_date"),
    ("Output fell in the second quarter of 2024.", "second quarter of 2024", "2024-04-01", "2024-06-30", "explicit"),
    ("Output fell in Q1 2023.", "Q1 2023", "2023-01-01", "2023-03-31", "explicit"),
    ("At the height of last August's push.", "last August", "2024-08-01", "2024-08-31", "article_date"),
    ("At the height of last October's push.", "last October", "2023-10-01", "2023-10-31", "article_date"),
    ("They meet this week.", "this week", "2024-09-16", "2024-09-22", "article_date"),
    ("They met last week.", "last week", "2024-09-09", "2024-09-15", "article_date"),
    ("Over the past week little moved.", "past week", "2024-09-10", "2024-09-17", "article_date"),
    ("Over the past 11 years it grew.", "past 11 years", "2013-09-17", "2024-09-17", "article_date"),
    ("In the last three days it rained.", "last three days", "2024-09-14", "2024-09-17", "article_date"),
    ("In recent months it grew.", "recent months", "2024-03-17", "2024-09-17", "article_date"),
    ("They may meet in the coming week.", "coming week", "2024-09-17", "2024-09-24", "article_date"),
    ("They marched three days ago.", "three days ago", "2024-09-14", "2024-09-14", "article_date"),
    ("It began over a month ago.", "over a month ago", "2024-07-17", "2024-08-17", "article_date"),
    ("It began almost two years ago.", "almost two years ago", "2022-09-17", "2023-09-17", "article_date"),
    ("The mayor spoke on Friday.", "Friday", "2024-09-13", "2024-09-13", "article_date"),
    ("The mayor spoke on Tuesday.", "Tuesday", "2024-09-17", "2024-09-17", "article_date"),
    ("The mayor spoke last Tuesday.", "last Tuesday", "2024-09-10", "2024-09-10", "article_date"),
    ("The council will meet on Friday.", "Friday", "2024-09-20", "2024-09-20", "article_date"),
    ("The council said on Friday that it will meet.", "Friday", "2024-09-13", "2024-09-13", "article_date"),
    ("On 2 October the leaders will meet.", "2 October", "2024-10-02", "2024-10-02", "article_date"),
    ("On 2 October the leaders met.", "2 October", "2023-10-02", "2023-10-02", "article_date"),
    ("It was shelled yesterday.", "yesterday", "2024-09-16", "2024-09-16", "article_date"),
    ("It was shelled overnight.", "overnight", "2024-09-16", "2024-09-17", "article_date"),
    ("The plan was discussed earlier this year.", "earlier this year", "2024-01-01", "2024-08-31", "article_date"),
    ("They return later this month.", "later this month", "2024-09-17", "2024-09-30", "article_date"),
    ("Late last year they left.", "Late last year", "2023-09-01", "2023-12-31", "article_date"),
    ("This year saw a thaw.", "This year", "2024-01-01", "2024-12-31", "article_date"),
    ("The ferry will run soon.", "soon", "2024-09-17", "", "article_date"),
    ("The road is cut as of now.", "as of now", "2024-09-17", "2024-09-17", "article_date"),
    ("Seen on 10/09/2024 from above.", "10/09/2024", "2024-09-10", "2024-09-10", "explicit"),
    ("Seen on 09/25/2023 from above.", "09/25/2023", "2023-09-25", "2023-09-25", "explicit"),
    ("Logged 2024-08-06T10:30:00Z by the mast.", "2024-08-06T10:30:00Z", "2024-08-06", "2024-08-06", "explicit"),
    ("At 10:30 on 6 August it rang.", "10:30 on 6 August", "2024-08-06", "2024-08-06", "article_date"),
    ("It rang on August 6 at 8 p.m. again.", "August 6 at 8 p.m.", "2024-08-06", "2024-08-06", "article_date"),
    ("It rang on Monday, 2 September 2024.", "Monday, 2 September 2024", "2024-09-02", "2024-09-02", "explicit"),
    ("It rang in the week of September 2.", "week of September 2", "2024-09-02", "2024-09-08", "article_date"),
    ("It rang in August of last year.", "August of last year", "2023-08-01", "2023-08-31", "article_date"),
    ("It rang in the first half of 2025.", "first half of 2025", "2025-01-01", "2025-06-30", "explicit"),
    ("It ends by the end of the year.", "end of the year", "2024-12-01", "2024-12-31", "article_date"),
    ("It rang in the last week of August.", "last week of August", "2024-08-25", "2024-08-31", "article_date"),
    ("It rang over the weekend.", "weekend", "2024-09-14", "2024-09-15", "article_date"),
    ("It rang this morning.", "this morning", "2024-09-17", "2024-09-17", "article_date"),
    ("It runs until October.", "October", "2024-10-01", "2024-10-31", "article_date"),
    ("It was held until October.", "October", "2023-10-01", "2023-10-31", "article_date"),
    ("The dam burst overnight into Friday.", "overnight into Friday", "2024-09-12", "2024-09-13", "article_date"),
    ("In the past 24 hours it rang.", "past 24 hours", "2024-09-16", "2024-09-17", "article_date"),
    ("The village has been held since 1 January.", "1 January", "2024-01-01", "2024-01-01", "article_date"),
]

NONE = [
    "They march at dawn and may rest now, currently without food.",
    "The 80th Brigade held 500 square miles and 2,000 men for a second.",
    "They lost 2014 soldiers, 2023 km of road and $2024.",
    "One day they will come; day by day they wait, 15 km a day.",
    "A 30-year-old driver and her two-year-old son crossed route 2024B.",
    "Three quarters of the Sun-lit town fell; top 10 in 24, they won 2-1 on May Street.",
    "A Su-24, two T-72s, a 2S1 and the 1945 Battery crossed the M-2 under Minsk-2.",
    "Prime Minister May may march; April Dunne and Sgt. August Miller wait for the second shift.",
    "More than 2000 Russians, 2025 billion and Resolution 2202 demands; version 1.2.3.2024.",
    "The last days of the old town passed, at the last minute, on the second half of the pitch.",
]

LENGTHS = [
    ("The siege lasted almost a year.", "almost a year"),
    ("A 30-day pause was offered.", "30-day"),
    ("It took nine months.", "nine months"),
    ("Two and a half years went by.", "Two and a half years"),
    ("They waited for a week.", "a week"),
    ("It took half a year.", "half a year"),
    ("They starved for weeks.", "weeks"),
    ("It took more than a fortnight.", "more than a fortnight"),
]


@pytest.mark.parametrize(("sentence", "words", "first", "last", "anchor"), ONE, ids=[row[1] for row in ONE])
def test_a_time_expression_means_these_days(sentence: str, words: str, first: str, last: str, anchor: str) -> None:
    spans = [span for span in find_times(sentence, published=PUBLISHED) if not span.duration]
    assert [span.text for span in spans] == [words]
    (span,) = spans
    assert sentence[span.start : span.end] == words
    assert (str(span.from_day or ""), str(span.to_day or ""), span.anchor) == (first, last, anchor)


@pytest.mark.parametrize("sentence", NONE)
def test_words_that_only_look_like_times_are_left_alone(sentence: str) -> None:
    assert find_times(sentence, published=PUBLISHED) == ()


@pytest.mark.parametrize(("sentence", "words"), LENGTHS)
def test_a_length_of_time_has_no_days(sentence: str, words: str) -> None:
    (span,) = find_times(sentence, published=PUBLISHED)
    assert (span.text, span.duration, span.from_day, span.to_day) == (words, True, None, None)


def days(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [f"{span.from_day}/{span.to_day} {span.anchor}" for span in find_times(text, published=published)]


def test_a_day_without_a_year_takes_the_year_of_the_story() -> None:
    text = "In late January 2015 the depot burned. The peace was signed on February 11-12. Guns fell silent on 18 February."
    assert days(text)[1:] == ["2015-02-11/2015-02-12 narrative", "2015-02-18/2015-02-18 narrative"]


def test_the_story_moves_on_over_the_turn_of_the_year() -> None:
    assert days("It began on 20 December 2021. It ended on 4 January.")[1] == "2022-01-04/2022-01-04 narrative"


def test_a_baseline_does_not_set_the_year_of_the_story() -> None:
    assert days("The biggest gains since October 2022. In July he left.")[1] == "2024-07-01/2024-07-31 article_date"


def test_a_background_year_does_not_set_the_story_but_a_fronted_one_does() -> None:
    assert days("It went on during 2020. On 1 March gas stopped.")[1].startswith("2024-03-01")
    assert days("In 2020, all was calm. On 1 March gas stopped.")[1].startswith("2020-03-01")


def test_a_relative_day_brings_the_story_back_to_the_present() -> None:
    assert days("It fell on 3 May 2016. Last week they returned. In June it rained.")[2].startswith("2024-06-01")


def test_a_far_away_year_no_longer_counts() -> None:
    assert days("It fell on 3 May 2016. " + "Much was said about it. " * 40 + "In June it rained.")[1].startswith(
        "2024-06"
    )


def test_the_next_day_and_the_day_before_count_from_the_day_told_of() -> None:
    assert days("On Thursday it fell. The next day it burned.")[1].startswith("2024-09-13/2024-09-13")
    assert days("On Thursday it fell. A day earlier it burned.")[1].startswith("2024-09-11/2024-09-11")
    assert days("On 3 May 2016 it fell. They had left the day before.")[1].startswith("2016-05-02/2016-05-02")


def test_the_previous_week_is_that_of_the_article_where_the_story_is_far_away() -> None:
    assert days("They took it last October; it undid the gains of the previous week.")[1].startswith("2024-09-09")
    assert days("They met on 5 September, after the rains of the previous week.")[1].startswith("2024-08-26")


def test_a_look_ahead_gives_its_year_to_the_day_after_it() -> None:
    assert days("Early next year he goes: the handover is on January 20.")[1].startswith("2025-01-20")


def test_a_year_counted_from_the_article_keeps_the_story_moving_on() -> None:
    assert days("In April last year it passed. On 20 January he left.")[1].startswith("2024-01-20")


def test_later_counts_from_the_day_of_the_story() -> None:
    assert days("On 3 May 2016 it fell. Two days later it burned.")[1] == "2016-05-05/2016-05-05 narrative"
    assert days("Two days later it burned.") == ["None/None narrative"]


def test_an_apposition_settles_a_vague_day() -> None:
    first, second = days("Over a month ago, on 6 August, the bridge fell.")
    assert first == second == "2024-08-06/2024-08-06 article_date"


def test_the_first_end_of_a_range_takes_the_year_of_the_second() -> None:
    assert days("It lasted from August to October 2022.")[0] == "2022-08-01/2022-08-31 explicit"


def test_without_a_publication_day_relative_words_stay_open() -> None:
    assert days("It fell last August, on Friday, on 6 August.", None) == ["None/None article_date"] * 3


def test_a_day_the_calendar_lacks_has_no_days() -> None:
    assert days("It fell on 31 June 2024.") == ["None/None explicit"]


def test_a_leap_day_without_a_year_finds_the_last_leap_year() -> None:
    assert days("It fell on 29 February.", date(2023, 5, 1)) == ["2020-02-29/2020-02-29 article_date"]


def test_ids_follow_the_text() -> None:
    spans = find_times("On Friday, in 2014, and last week.", published=PUBLISHED)
    assert [span.id for span in spans] == ["t1", "t2", "t3"]
    assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_wrapped_line_does_not_part_an_expression_but_an_empty_line_does() -> None:
    assert [span.text for span in find_times("It fell on 6\nAugust 2024.")] == ["6\nAugust 2024"]
    assert [span.text for span in find_times("Losses: 6\n\nAugust 2024 was calm.")] == ["August 2024"]


PIECES = st.sampled_from(
    "6 31 August May march 2024 1999 last next this past week year years days ago later early mid late of the end on Friday 's , . - – \n "
    "over almost half a few several three first quarter Q1 summer winter 1990s soon earlier will said (2014) 06.08.2024 0 9999".split(
        " "
    )
)


@given(st.lists(PIECES, max_size=40), st.sampled_from([None, PUBLISHED, date.min, date.max]))
def test_any_words_on_any_day_give_verbatim_spans_in_order(pieces: list[str], published: date | None) -> None:
    text = " ".join(pieces)
    spans = find_times(text, published=published)
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(span.from_day <= span.to_day for span in spans if span.from_day and span.to_day)


@pytest.mark.parametrize("piece", [" ", "1", "a ", "6 ", "last ", "6-", "1,000", "\n", "almost ", "early ", "of the "])
def test_reading_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        return processor_seconds(lambda: find_times(text, published=PUBLISHED))

    small = seconds(250_000)
    assert seconds(1_000_000) < max(0.5, 10 * small)
    assert small < 1


@pytest.mark.parametrize(("name", "published"), [("000", date(2024, 9, 17)), ("001", date(2024, 9, 10))])
def test_the_reference_articles_are_read_as_annotated(shared: Path, name: str, published: date) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text("utf-8"))
    text = (shared / "articles" / gold["file"]).read_bytes().decode("utf-8")
    spans = find_times(text, published=published)
    for wanted in gold["times"]:
        (span,) = (span for span in spans if span.start < wanted["end"] and wanted["start"] < span.end)
        if wanted["from"]:
            assert str(span.from_day) <= wanted["to"] if wanted["to"] else span.duration
            assert str(span.to_day or span.from_day) >= wanted["from"]
    assert len(spans) == len(gold["times"])
