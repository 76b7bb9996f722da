"""The days a claim is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from geo.claims.compared import is_compared
from geo.claims.heads import unanchored
from geo.claims.notes import SALIENT_TYPES, Notes
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
# How far before a time the "since" of an event may stand that it dates.
_SINCE_CHARS = 60
# How far before its day a verb of saying may begin.
_SAYING_CHARS = 40
# What was foretold so long before the article is no forecast of its own day.
_FORETOLD_DAYS = 14
_AHEAD = ("predicted", "intended")
# Between a verb of saying and its day: "said (on) Friday", "сообщило 7 февраля".
_DAY_OF_SAYING = re.compile(r"[\s,]{0,2}(?:(?:on|in|late|early|last|в|во|у|ввечері|вечером)\s){0,2}")
# "Before the end of the year" is before its last day; "before the winter" before its first.
_END = re.compile(r"\b(?:end|late|close|кінц\w|конц\w|наприкінці)\b", re.IGNORECASE)
# Between a deed and one that is joined to it.
_JOINED_BY = re.compile(
    r"\b(?:and|but|then|і|й|та|але|а|и|но|потім|потом|згодом|затем)\s(?:then\s|потом\s|потім\s)?", re.IGNORECASE
)
_JOINED_BEHIND = re.compile(rf"(?:{_JOINED_BY.pattern})$", re.IGNORECASE)
# A length of time within which a thing is done, rather than one that it lasts: "within three days", "за тиждень".
_WITHIN = re.compile(
    r"\b(?:with)?in\s(?:just\s|only\s|less\sthan\s)?(?:the\s)?$|\b(?:за|через)\s(?:лише\s|всего\s)?$", re.IGNORECASE
)
_WITHIN_LOW = 20
_ONE = re.compile(r"^(?:(week|тиждень|неделю)|day|день|добу|сутки)$", re.IGNORECASE)
# A verb of foretelling in the past.
_PAST = re.compile(r"(?:ed|said|told|wrote|в|ла|ли|ло|л)$")
# What "a few" comes to at most.
_SEVERAL = 7
_DAYS = {"day": 1, "week": 7, "month": 31}
_JOINED_LOW = 24


def when_of(
    notes: Notes, index: int, span: Span, stance: str, trigger: int, voice: Voice
) -> tuple[tuple[TimeSpan, ...], When | None]:
    """Return the time expressions of a claim and its days.

    A time in the clause wins over one told before it in the sentence. A claim in the present, about the future, or told as
    news by someone is about the day of publication; a past deed inherits the day its paragraph told last, anchored
    "narrative"; of any other past only its end is known, the day of publication.
    """
    sentence, manner, text = notes.spans[index], notes.wording.manner, notes.text
    times: Sequence[TimeSpan] = [t for t in notes.own_times(sentence, trigger) if not is_compared(text, sentence, t)]
    named = tuple(t for t in times if span.start <= t.start < span.end)
    lasting = notes.told.search(manner.still, max(span.start, trigger - 30), min(span.end, trigger + 12)) is not None
    said = [t for t in times if _is_of_saying(text, index, t, notes)]
    ahead = stance in (*_AHEAD, "hypothetical")
    foretold = _foretold(sentence, times, said, notes.article.published) if stance == "predicted" else None
    if foretold is not None and _PAST.search(voice.verb):
        return named, replace(_when(notes, foretold), anchor="narrative")
    if stance == "predicted":
        times = _not_past(times, notes.article.published)
    for told_of in ([t for t in times if t not in said], [t for t in times if t in said]):
        near = _nearest(notes, told_of, sentence, span, trigger, lasting=lasting, ahead=stance in _AHEAD)
        if near is not None:
            return named or (near,), _own_when(notes, near, span, sentence, ahead=ahead, said=near in said)
    if stance not in _AHEAD and not lasting and (behind := _said_behind(notes, index, span, said, voice)):
        return named, _own_when(notes, behind, span, sentence, ahead=ahead, said=True)
    return named, _inherited(notes, index, span, stance, trigger, voice, lasting=lasting)


def _inherited(
    notes: Notes, index: int, span: Span, stance: str, trigger: int, voice: Voice, *, lasting: bool
) -> When | None:
    """The days of a claim that tells none in its sentence."""
    sentence, manner, text = notes.spans[index], notes.wording.manner, notes.text
    day = notes.article.published
    told = _told_by_same(notes, index, voice)
    if (
        told is not None
        and stance not in _AHEAD
        and not lasting
        and not manner.present.search(text, span.start, span.end)
    ):
        return replace(_when(notes, told), anchor="narrative")
    if day is not None and _is_of_today(notes, span, stance, trigger, voice, lasting=lasting):
        return When(from_day=day, to_day=day, granularity="day", anchor="article_date")
    if day is not None and stance != "hypothetical" and notes.told.search(manner.daily, 0, _HEAD_CHARS):
        # A bulletin tells of its own day.
        return When(from_day=day, to_day=day, granularity="day", anchor="article_date")
    told = _told_before(notes, index)
    if told is not None and stance != "hypothetical":
        when = replace(_when(notes, told), anchor="narrative")
        # "Within three days they had": not on the day that was told before.
        return _from_then_on(notes, when, told, sentence, span) if _within(notes, span) else when
    if day is None or stance == "hypothetical":
        return None
    return When(from_day=None, to_day=day, granularity="vague", anchor="article_date")


def _said_behind(notes: Notes, index: int, span: Span, said: Sequence[TimeSpan], voice: Voice) -> TimeSpan | None:
    """The day of a saying that stands behind what is said: "They left X, a spokesman said on Friday"."""
    if not voice.speakers or len(notes.voices[index]) != 1:
        return None
    return next((t for t in said if t.start >= span.end and _is_dated(t)), None)


def _own_when(notes: Notes, near: TimeSpan, span: Span, sentence: Span, *, ahead: bool, said: bool) -> When:
    """The days of the time that stands nearest to a deed."""
    when = _when(notes, near, ahead=ahead)
    if said:
        # Said on that day: what was done had been done by then, and the day is not claimed for it.
        return replace(when, anchor="narrative")
    then = notes.wording.manner.then.search(notes.text, span.start, span.end)
    if near.start < span.start and (then or _comes_later(notes, near, span, sentence)):
        # "They crossed on the 6th; at its peak the pocket had", "and captured": some day from then on.
        return _from_then_on(notes, when, near, sentence, span)
    return when


def _foretold(sentence: Span, times: Sequence[TimeSpan], said: Sequence[TimeSpan], day: date | None) -> TimeSpan | None:
    """The past day on which something was foretold, where no coming one is told: "In May many predicted that it would fall"."""
    if day is None or any(_is_dated(t) and (t.to_day is None or t.to_day >= day) for t in times):
        return None
    scene = [t for t in times if t.start - sentence.start < _SCENE_CHARS] if len(times) == 1 else []
    past = (t for t in (*said, *scene) if t.to_day is not None and (day - t.to_day).days > _FORETOLD_DAYS)
    return next(past, None)


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
    # What a semicolon parts off was taken or lost on a day of its own.
    ground = any(hit.trigger.type in SALIENT_TYPES for hit in notes.hits_in(Span(trigger, trigger + 1)))
    ground = ground and not notes.wording.manner.then.search(notes.text, span.start, span.end)
    before = [
        t
        for t in dated
        if sentence.start <= t.start < span.start and not (ground and ";" in notes.text[t.start : span.start])
    ]
    return before[-1] if before else None


def _is_of_saying(text: str, index: int, time: TimeSpan, notes: Notes) -> bool:
    """Whether a time stands at a verb of saying: "said on Friday that", "сообщило 7 февраля о"."""
    told = (span for voice in notes.voices[index] for span in voice.between)
    if any(span.start <= time.start < span.end for span in told):
        return True
    low = max(notes.spans[index].start, time.start - _SAYING_CHARS)
    said = (match.end() for match in notes.told.finditer(notes.wording.speech.says, low, time.start))
    return any(_DAY_OF_SAYING.fullmatch(text, end, time.start) is not None for end in said)


def _comes_later(notes: Notes, time: TimeSpan, span: Span, sentence: Span) -> bool:
    """Whether a deed is joined to one that has the day for its own: "crossed on the 6th and captured"; or comes "within days"."""
    joined = _JOINED_BEHIND.search(notes.text[max(time.start, span.start - _JOINED_LOW) : span.start])
    joined = joined or _JOINED_BY.match(notes.text, span.start)
    own = any(hit.end <= time.start and not hit.trigger.noun for hit in notes.hits_in(Span(sentence.start, time.start)))
    return bool(joined and own) or _within(notes, span) is not None


def _within(notes: Notes, span: Span) -> TimeSpan | None:
    """The length of time within which a clause says a thing was done."""
    lengths = (t for t in notes.times_in(span) if t.duration)
    return next((t for t in lengths if _WITHIN.search(notes.text[max(0, t.start - _WITHIN_LOW) : t.start])), None)


def _from_then_on(notes: Notes, when: When, time: TimeSpan, sentence: Span, span: Span) -> When:
    """Some day from a day on: up to the length that is told, or the next day of the sentence, else up to the day of writing."""
    length = _within(notes, span)
    counted = next((q for q in notes.quantities_in(span) if length and q.start <= length.start < q.end), None)
    days = _ONE.search(length.text) if length is not None else None
    known = counted.value * _DAYS[counted.unit] if counted and counted.value and counted.unit in _DAYS else None
    if known is None and counted is not None and counted.unit in _DAYS:
        known = _SEVERAL * _DAYS[counted.unit]
    if known is None and days is not None:
        known = 7 if days[1] else 1
    if known is not None and when.to_day is not None:
        by = when.to_day + timedelta(days=min(366.0, known))
        return replace(when, to_day=by, granularity="span", anchor="narrative")
    later = [
        t.to_day
        for t in notes.times_in(Span(time.start + 1, sentence.end))
        if _is_dated(t) and t.to_day is not None and when.from_day is not None and t.to_day > when.from_day
    ]
    last = later[0] if later else _later(notes.article.published, when.to_day)
    return replace(when, to_day=last, granularity="vague", anchor="narrative")


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


def _when(notes: Notes, time: TimeSpan, *, ahead: bool = False) -> When:
    """The days of a time, up to the day of writing unless they lie ahead; "since" opens a stretch that lasts to the day of writing, "until" and "before" close one."""
    first, last, granularity = time.from_day, time.to_day, time.granularity
    before = notes.text[max(0, time.start - 14) : time.start]
    ground, day = notes.wording.ground, notes.article.published
    since = ground.since.search(before) or ground.since.search(notes.text[time.start : time.start + 6])
    if since or ground.since_event.search(notes.text, max(0, time.start - _SINCE_CHARS), time.start):
        if day is not None and first is not None and first > day:
            # "Since the summer" is the summer that has been.
            first, last = _year_before(first), day
        last, granularity = _later(day, last), "span"
    elif ground.until.search(before) and day is not None and first is not None and first > day:
        ends = _END.search(f"{before} {time.text}") is not None
        first, last, granularity = day, (last if ends else first), "span"
    elif not ahead and first is not None and day is not None and last is not None and first <= day < last:
        # What was done "this month" was done by the day of writing.
        last = day
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
