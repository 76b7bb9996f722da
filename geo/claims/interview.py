"""An interview: questions and answers by turns, where nobody says "he said" and yet all is told by the one who is asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from geo.claims.naming import role_of, speaker_of
from geo.claims.voice import Voice
from geo.claims.wording import Wording
from geo.records import Speaker
from geo.sentences import Span

# So many questions that stand alone in a paragraph make an interview; an essay asks one or two.
_FEWEST_QUESTIONS = 3
_LONGEST_QUESTION = 240
# Who is asked is presented before the first question, and near its name it is told who that is.
_PRESENTED, _NEAR = 1500, 60
# A sentence begins behind the dash of its turn.
_DASH = re.compile(r"(?:^|\n)[ \t\u00a0]{0,4}[–—-][ \t\u00a0]{1,3}")
_BEFORE_TURN = 8


def answered(
    text: str, sentences: Sequence[Span], told: Sequence[tuple[Voice, ...]], wording: Wording
) -> list[tuple[Voice, ...]]:
    """Give what is said in the answers of an interview to the one who is asked; other texts stay as they are.

    An interview asks some questions, each alone in its paragraph; or one, where questions and answers begin with a dash.
    """
    voices = list(told)
    paragraphs = _paragraphs(text, sentences)
    asked = [span for span in paragraphs if _is_question(text, span, wording)]
    questions = frozenset(asked)
    turns = [span for span in paragraphs if _is_turn(text, span)]
    by_dashes = any(asking in questions and answer not in questions for asking, answer in pairwise(turns))
    if not by_dashes and sum(text[span.end - 1] == "?" for span in asked) < _FEWEST_QUESTIONS:
        return voices
    first = next(span for span in turns if span in questions) if by_dashes else asked[0]
    speaker = _presented(text[max(0, first.start - _PRESENTED) : first.start], wording)
    if speaker is None:
        return voices
    answers = [span for span in turns if span not in questions] if by_dashes else []
    for index, span in enumerate(sentences):
        inside = _holds(answers, span) if by_dashes else not _holds(asked, span)
        if span.start > first.end and inside:
            voices[index] = _of(speaker, span, voices[index])
    return voices


def _holds(paragraphs: Sequence[Span], sentence: Span) -> bool:
    at = bisect_right(paragraphs, sentence.start, key=lambda span: span.start) - 1
    return at >= 0 and sentence.start < paragraphs[at].end


def _is_turn(text: str, paragraph: Span) -> bool:
    """Whether a paragraph begins with a dash, as what somebody says does."""
    return _DASH.search(text, max(0, paragraph.start - _BEFORE_TURN), paragraph.start + 2) is not None


def _paragraphs(text: str, sentences: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    first = last = None
    for span in sentences:
        if first is not None and last is not None and "\n" in text[last.end : span.start]:
            found.append(Span(first.start, last.end))
            first = None
        first, last = first or span, span
    if first is not None and last is not None:
        found.append(Span(first.start, last.end))
    return found


def _is_question(text: str, paragraph: Span, wording: Wording) -> bool:
    if paragraph.end - paragraph.start > _LONGEST_QUESTION:
        return False
    return text[paragraph.end - 1] == "?" or wording.speech.prompt.match(text, paragraph.start) is not None


def _presented(before: str, wording: Wording) -> Speaker | None:
    """The first person by name of whom it is told what they are."""
    for match in wording.speech.full_name.finditer(before):
        around = before[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        role = role_of(match.group(), wording.speech) or role_of(around.replace(match.group(), " "), wording.speech)
        if role:
            return replace(speaker_of(match.group(), wording).speaker, role=role)
    return None


def _of(speaker: Speaker, sentence: Span, own: tuple[Voice, ...]) -> tuple[Voice, ...]:
    """The voices of a sentence in an answer: whom the one who is asked cites, and for the rest the one who is asked."""
    citing = tuple(
        voice if speaker in voice.speakers else replace(voice, speakers=(speaker, *voice.speakers)) for voice in own
    )
    return (*citing, Voice((speaker,), scope=sentence, quoted=True))
