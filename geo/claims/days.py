"""The days a claim is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.claims.heads import unanchored
from geo.claims.notes import Notes
from geo.claims.voice import Voice
from geo.records import TimeSpan, When
from geo.sentences import Span

# How many sentences before, in the same paragraph, a day may have been told that a past deed inherits.
_REACH_SENTENCES = 2
# A time this near the start of a sentence sets the scene for all of it.
_SCENE_CHARS = 40
# How far into a text it may be told that it is the bulletin of a day.
_HEAD_CHARS = 400
# How far before a time the deed that it dates may stand.
_CLAUSE_CHARS = 90
_AHEAD = ("predicted", "intended")


def when_of(
    notes: Notes, index: int, span: Span, stance: str, trigger: int, voice: Voice
) -> tuple[tuple[TimeSpan, ...], When | None]:
    """Return the time expressions of a claim and its days.

    A time in the clause wins over one told before it in the sentence. A claim in the present, about the future, or told as
    news by someone is about the day of publication; a past deed inherits the day its paragraph told last, anchored
    "narrative"; of any other past only its end is known, the day of publication.
    """
    sentence, manner, text = notes.spans[index], notes.wording.manner, notes.text
    times: Sequence[TimeSpan] = notes.own_times(sentence, trigger)
    named = tuple(t for t in times if span.start <= t.start < span.end)
    lasting = notes.told.search(manner.still, max(span.start, trigger - 30), min(span.end, trigger + 12)) is not None
    if stance == "predicted":
        times = _not_past(times, notes.article.published)
    near = _nearest(notes, times, sentence, span, trigger, lasting=lasting, ahead=stance in _AHEAD)
    if near is not None:
        when = _when(notes, near)
        if near.start < span.start and manner.then.search(text, span.start, span.end):
            # "They crossed on the 6th; at its peak the pocket had": some day from then on.
            when = replace(
                when, to_day=_later(notes.article.published, when.to_day), granularity="vague", anchor="narrative"
            )
        return named or (near,), when
    day = notes.article.published
    told = _told_by_same(notes, index, voice)
    if (
        told is not None
        and stance not in _AHEAD
        and not lasting
        and not manner.present.search(text, span.start, span.end)
    ):
        return named, replace(_when(notes, told), anchor="narrative")
    if day is not None and _is_of_today(notes, span, stance, trigger, voice, lasting=lasting):
        return named, When(from_day=day, to_day=day, granularity="day", anchor="article_date")
    if day is not None and stance != "hypothetical" and notes.told.search(manner.daily, 0, _HEAD_CHARS):
        # A bulletin tells of its own day.
        return named, When(from_day=day, to_day=day, granularity="day", anchor="article_date")
    told = _told_before(notes, index)
    if told is not None and stance != "hypothetical":
        return named, replace(_when(notes, told), anchor="narrative")
    if day is None or stance == "hypothetical":
        return named, None
    return named, When(from_day=None, to_day=day, granularity="vague", anchor="article_date")


def _not_past(times: Sequence[TimeSpan], day: date | None) -> tuple[TimeSpan, ...]:
    """The times that a forecast may be about; "who was there last month, expects it to fall" tells of none."""
    return tuple(t for t in times if day is None or t.to_day is None or t.to_day >= day or t.granularity == "span")


def _nearest(
    notes: Notes, times: Sequence[TimeSpan], sentence: Span, span: Span, trigger: int, *, lasting: bool, ahead: bool
) -> TimeSpan | None:
    """The dated time of a clause, else the last one told before it in the sentence."""
    dated = [
        t
        for t in times
        if _is_dated(t) and not _is_measure(notes, t) and not _is_of_another(notes, sentence, trigger, t)
    ]
    inside = [t for t in dated if span.start <= t.start < span.end and not (lasting and t.start < trigger)]
    if inside:
        # What follows the verb dates it; what stands before may date the saying.
        after = [t for t in inside if t.start >= trigger]
        return after[0] if after else inside[-1]
    if lasting:
        return None
    if ahead:
        return next((t for t in dated if sentence.start <= t.start < min(span.start, sentence.start + 1)), None)
    before = [t for t in dated if sentence.start <= t.start < span.start]
    return before[-1] if before else None


def _is_dated(time: TimeSpan) -> bool:
    return not time.duration and (time.from_day is not None or time.to_day is not None)


def _is_measure(notes: Notes, time: TimeSpan) -> bool:
    """Whether a day only measures a record: "the biggest gains since October 2022"."""
    superlative, until = notes.wording.ground.superlative, time.start + len(time.text)
    if not unanchored(superlative).search(notes.text, max(0, time.start - 70), min(until, time.start + 7)):
        return False
    # The time may bring its "since" along.
    return any(
        superlative.search(notes.text[max(0, time.start - 70) : at])
        for at in range(time.start, min(until, time.start + 7))
    )


def _is_of_another(notes: Notes, sentence: Span, trigger: int, time: TimeSpan) -> bool:
    """Whether a time dates another deed: "lost half of the ground that they had seized in August"."""
    start = max(sentence.start, trigger, time.start - _CLAUSE_CHARS)
    return notes.wording.ground.another_deed.search(notes.text, start, max(start, time.start)) is not None


def _when(notes: Notes, time: TimeSpan) -> When:
    """The days of a time; "since" opens a stretch that lasts to the day of writing, "until" and "before" close one."""
    first, last, granularity = time.from_day, time.to_day, time.granularity
    before = notes.text[max(0, time.start - 14) : time.start]
    ground, day = notes.wording.ground, notes.article.published
    if ground.since.search(before) or ground.since.search(notes.text[time.start : time.start + 6]):
        if day is not None and first is not None and first > day:
            # "Since the summer" is the summer that has been.
            first, last = _year_before(first), day
        last, granularity = _later(day, last), "span"
    elif ground.until.search(before) and day is not None and first is not None and first > day:
        first, last, granularity = day, first, "span"
    return When(from_day=first, to_day=last, granularity=granularity, anchor=time.anchor)


def _year_before(day: date) -> date:
    return day - timedelta(days=365)


def _later(day: date | None, last: date | None) -> date | None:
    return day if day is not None and (last is None or day > last) else last


def _is_of_today(notes: Notes, span: Span, stance: str, trigger: int, voice: Voice, *, lasting: bool) -> bool:
    manner, text = notes.wording.manner, notes.text
    if stance == "intended" and notes.told.search(manner.past_intent, span.start, max(span.start, trigger)):
        return False
    if lasting or stance in _AHEAD:
        return True
    if manner.present.search(text, max(span.start, trigger - 40), min(span.end, trigger + 14)):
        return True
    return bool(voice.speakers) and stance != "hypothetical"


def _told_by_same(notes: Notes, index: int, voice: Voice) -> TimeSpan | None:
    """The day that someone told just before in the same quotation: "We lost it on Monday. Eleven were wounded there." """
    before = notes.voices[index - 1] if index else ()
    same = voice.quoted and any(other.quoted and other.speakers == voice.speakers for other in before)
    return _told_before(notes, index) if same else None


def _told_before(notes: Notes, index: int) -> TimeSpan | None:
    """The last dated time of the sentences just before, in the same paragraph."""
    start = notes.spans[max(0, index - _REACH_SENTENCES)].start
    since = max(start, notes.paragraph(notes.spans[index].start))
    told = [t for t in notes.times_in(Span(since, notes.spans[index].start)) if _is_dated(t)]
    return told[-1] if told else None
