"""An interview: questions and answers by turns, where nobody says "he said" and yet all is told by the one who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


def answered(
    text: str, sentences: Sequence[Span], told: Sequence[tuple[Voice, ...]], wording: Wording
) -> list[tuple[Voice, ...]]:
    """Give what is said in the answers of an interview to the one who is asked; other texts stay as they are."""
    voices = list(told)
    asked = [index for index, span in enumerate(_paragraphs(text, sentences)) if _is_question(text, span, wording)]
    paragraphs = _paragraphs(text, sentences)
    if sum(text[paragraphs[index].end - 1] == "?" for index in asked) < _FEWEST_QUESTIONS:
        return voices
    first = paragraphs[asked[0]]
    speaker = _presented(text[max(0, first.start - _PRESENTED) : first.start], wording)
    if speaker is None:
        return voices
    questions = {paragraphs[index] for index in asked}
    for index, span in enumerate(sentences):
        inside = any(question.start <= span.start < question.end for question in questions)
        if span.start > first.end and not inside:
            voices[index] = _of(speaker, span, voices[index])
    return voices


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
