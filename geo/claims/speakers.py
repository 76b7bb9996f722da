"""Who says it: the chain from the writer of the article to the innermost source of each stretch of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from geo.claims.frames import Frame, frames_of
from geo.claims.heads import Searched
from geo.claims.interview import answered
from geo.claims.naming import Named, head_of, role_of, speaker_of, subject_of
from geo.claims.quoting import NOBODY, is_quotation, leaves_open
from geo.claims.voice import Voice
from geo.claims.wording import Wording
from geo.records import Article, Speaker
from geo.sentences import Span

# Of "An American outlet" the name may be told later: this many speakers of one article are looked through.
_MEMORY = 40
_OPENING = "“«"
# How far behind a name it is told who that is.
_DESCRIBED = 90
_OUTLET = frozenset({"outlet"})
# One word of a naming ("spokesman") may mean anybody.
_TELLING_WORDS, _PARTICLE = 2, 2
_PARTS = re.compile(r"\W+")


@dataclass(slots=True)
class _Memory:
    """Who spoke before in this article, for pronouns and "the general"."""

    known: list[tuple[frozenset[str], tuple[Speaker, ...]]] = field(default_factory=list)
    """Words of the naming, with the chain down to the one named; the last one last."""
    last: Voice = field(default_factory=Voice)
    subject: tuple[Speaker, ...] = ()
    """The person the sentence before is about, where that person says nothing in it."""
    heard: Voice = field(default_factory=Voice)
    """The last voice of the paragraph, where the writer may have spoken since."""

    def remember(self, named: Named, chain: tuple[Speaker, ...]) -> None:
        if named.speaker.name:
            self.known.append((named.words, chain))
            del self.known[:-_MEMORY]

    def introduce(self, subject: tuple[Speaker, ...]) -> None:
        """Remember whom a sentence is about: the surname alone, or the rank, may speak later."""
        for person in subject:
            words = frozenset((person.name or "").casefold().split())
            self.remember(Named(person, words), (person,))

    def by_words(
        self, words: frozenset[str], roles: frozenset[str] | None, side: str | None = None
    ) -> tuple[Speaker, ...]:
        """The chain of the last speaker whose naming had one of the words, or who has one of the roles; of a side, if told."""
        for told, chain in reversed(self.known):
            if side not in (None, "other", chain[-1].side):
                continue
            # "Observers quoted in the article" are not the article.
            by_name = words & told and (roles != _OUTLET or chain[-1].role == "outlet")
            if by_name or (roles and chain[-1].role in roles):
                return chain
        return ()

    def side_of(self, name: str) -> str | None:
        """The side of the last speaker whose naming had all words of a name: "the Ukrainian commander-in-chief" of the bare one."""
        words = frozenset(word for word in _PARTS.split(name.casefold()) if len(word) > _PARTICLE)
        if len(words) < _TELLING_WORDS:
            return None
        return next((chain[-1].side for told, chain in reversed(self.known) if words <= told and chain[-1].side), None)

    def person(self) -> tuple[Speaker, ...]:
        return next((chain for words, chain in reversed(self.known) if chain[-1].role != "outlet"), ())


def author_of(article: Article, offset: int) -> Speaker:
    """Return who writes the text at an offset: the holder of its section, else the article's author or publisher."""
    for section in article.sections:
        if section.holder and section.kind in ("comment", "editor_note") and section.start <= offset < section.end:
            return Speaker(name=section.holder, role="author")
    return Speaker(name=article.author or article.publisher, role="author")


def voices(
    text: str, sentences: Sequence[Span], wording: Wording, told: Searched | None = None
) -> tuple[tuple[Voice, ...], ...]:
    """Return the voices of each sentence, in text order, none overlapping; an empty tuple where the writer speaks.

    A pronoun, "the general" and "the same sources" go back to the one who spoke before; words within quotation marks, and
    what a sentence says to go on with, stay with the last speaker of the paragraph.
    """
    memory, told = _Memory(), told or Searched(text, wording.patterns())
    result: list[tuple[Voice, ...]] = []
    open_quote = False
    begun: list[int] = []
    for index, span in enumerate(sentences):
        sentence = text[span.start : span.end]
        quoted = sentence[0] in '"“«'
        if index and "\n" in text[sentences[index - 1].end : span.start]:
            begun, open_quote = [], False
            # Who speaks on in the next paragraph opens the quotation marks anew.
            memory.last = memory.last if quoted else Voice()
            memory.heard = memory.last
        own = tuple(_own_voices(sentence, span, memory, wording, told))
        opened, open_quote = open_quote, leaves_open(sentence, open_quote)
        quoted = quoted or opened
        if own and opened:
            # "First words. Last words," said the mayor: the first are the mayor's as well.
            for earlier in begun:
                result[earlier] = (_carried(own[0], sentences[earlier], wording, quoted=True),)
        begun = [*begun, index] if open_quote and not own else []
        if own:
            memory.last, memory.subject = own[-1], ()
            memory.heard = own[-1]
        elif memory.heard.speakers and is_quotation(sentence):
            # "X said ... He closes the book. “They cannot take the town.”"
            memory.last = memory.heard
            own = (_carried(memory.heard, span, wording, quoted=True),)
        elif memory.last.speakers and (quoted or wording.speech.carried.match(sentence)):
            voice = _carried(memory.last, span, wording, quoted=quoted)
            own = (voice if quoted else _held_by(voice, text, sentences[index - 1], wording),)
        elif not quoted:
            # The writer is heard again: what follows is no longer the last speaker's.
            memory.last = Voice()
            memory.subject = subject_of(sentence, wording) or _by_office(sentence, memory, wording)
            memory.introduce(memory.subject)
        result.append(own)
    named = _named_outlets(_adopted(text, sentences, _told_behind(text, sentences, result, wording)), wording)
    return tuple(answered(text, sentences, tuple(named), wording))


def _by_office(sentence: str, memory: _Memory, wording: Wording) -> tuple[Speaker, ...]:
    """The one with whose office a sentence begins: who said something before under it, else the office."""
    match = wording.speech.office_start.match(sentence)
    if match is None:
        return ()
    named = speaker_of(match.group(), wording)
    return memory.by_words(frozenset({match.group().casefold().split()[-1]}), None) or (named.speaker,)


def _held_by(voice: Voice, text: str, before: Span, wording: Wording) -> Voice:
    """A voice that goes on, with those whose concern it tells: "... remains a worry for analysts. The concern is"."""
    match = wording.speech.concern_of.search(text, max(before.start, before.end - _DESCRIBED), before.end)
    if match is None or role_of(match[1], wording.speech) is None:
        return voice
    return replace(voice, speakers=(*voice.speakers, speaker_of(match[1], wording).speaker))


def _carried(voice: Voice, scope: Span, wording: Wording, *, quoted: bool) -> Voice:
    """A voice that goes on in another sentence, where nobody is named."""
    return replace(voice, spans=(), between=(), verb=_plain(voice, wording), scope=scope, quoted=quoted)


def _told_behind(
    text: str, sentences: Sequence[Span], result: Sequence[tuple[Voice, ...]], wording: Wording
) -> list[tuple[Voice, ...]]:
    """Give a sentence the voice that the next one of its paragraph names for it.

    "This was told by X" behind it, or the end of the quotation that it opens: “It fell. It is ours now,” said X.
    """
    told, backward = list(result), wording.speech.backward
    for before, behind in reversed(tuple(pairwise(range(len(sentences))))):
        span, start = sentences[before], sentences[behind].start
        if not told[behind] or told[before] or "\n" in text[span.end : start]:
            continue
        opens = text[span.start] in _OPENING and leaves_open(text[span.start : span.end], False)
        if opens or (backward is not None and backward.match(text, start)):
            told[before] = (replace(told[behind][0], spans=(), between=(), scope=span, quoted=opens),)
    return told


def _adopted(text: str, sentences: Sequence[Span], result: Sequence[tuple[Voice, ...]]) -> list[tuple[Voice, ...]]:
    """Give "reportedly" the sources that the next or the last sentence of its paragraph names, if these report."""
    adopted = list(result)
    for index, own in enumerate(result):
        if len(own) != 1 or own[0].spans or own[0].speakers != NOBODY:
            continue
        near = [other for other in (index + 1, index - 1) if 0 <= other < len(result) and len(result[other]) == 1]
        for other in near:
            low, high = sorted((index, other))
            chain = result[other][0].speakers
            together = "\n" not in text[sentences[low].end : sentences[high].start]
            if together and len(chain) > 1 and chain[0].role == "outlet":
                adopted[index] = (replace(own[0], speakers=chain),)
                break
    return adopted


def _plain(last: Voice, wording: Wording) -> str:
    """The verb that a carried voice keeps: denying is said of one sentence only."""
    return "" if last.verb.startswith((*wording.speech.denying, *wording.speech.predicting)) else last.verb


def _own_voices(sentence: str, span: Span, memory: _Memory, wording: Wording, whole: Searched) -> Iterator[Voice]:
    for scope, frames in frames_of(sentence, wording.speech, whole, span.start):
        chain: tuple[Speaker, ...] = ()
        spans: list[Span] = []
        between: list[Span] = []
        verb = ""
        for frame in frames:
            told, named = _chain_of(sentence, frame, memory, wording, chain)
            if not told:
                continue
            if len(told) > 1 or not chain:
                chain = told
            elif told[0] not in chain:
                chain = (*chain, *told)
            if named is not None:
                memory.remember(named, chain)
            verb = frame.verb or verb
            if frame.who is not None:
                spans.append(Span(span.start + frame.who.start, span.start + frame.who.end))
            if frame.verb and not frame.outer:
                between.append(Span(span.start + frame.start, span.start + frame.end))
        if chain or spans:
            where = Span(span.start + scope.start, span.start + scope.end)
            quoted = any(mark in sentence[scope.start : scope.end] for mark in '"“«')
            voice = Voice(chain, verb, tuple(spans), where, tuple(between), quoted)
            # "The staff denied it: by its account": the next stretch may go back to this one.
            memory.last = voice
            yield voice


def _chain_of(
    sentence: str, frame: Frame, memory: _Memory, wording: Wording, so_far: tuple[Speaker, ...]
) -> tuple[tuple[Speaker, ...], Named | None]:
    """The link that a frame adds, with its naming; a whole chain where it goes back to someone who spoke before.

    `so_far` is the chain of the frames before: "officers deny it, because, they point out" are the same officers.
    """
    if frame.who is None:
        return NOBODY, None
    speech = wording.speech
    words = sentence[frame.who.start : frame.who.end]
    bare = speech.lead.sub("", words).strip().casefold()
    if bare in speech.plural and (head := head_of(sentence, frame.start, speech)):
        named = speaker_of(head, wording)
        return (named.speaker,), named
    if bare in speech.pronouns:
        if so_far and bare in speech.plural:
            return so_far, None
        person = () if bare in speech.plural else memory.subject or memory.person()
        return person or memory.last.speakers or (memory.person() if " " in bare else ()), None
    named = speaker_of(words, wording)
    if role := _described(sentence, words, frame.who.end, wording):
        named = replace(named, speaker=replace(named.speaker, role=role))
    if named.speaker.side is None and (side := memory.side_of(named.speaker.name or "")):
        named = replace(named, speaker=replace(named.speaker, side=side))
    if speech.anonymity.search(sentence):
        named = replace(named, speaker=replace(named.speaker, role="anonymous"))
    if back := _back(words, bare, named, memory, wording):
        return back, None
    return (named.speaker,), named


def _described(sentence: str, words: str, end: int, wording: Wording) -> str | None:
    """The role that is told behind a mere name: "Anna Kral, a teacher in the town"; None where the naming tells it."""
    role = role_of(words, wording.speech)
    if role not in (None, "military") or sentence[end : end + 2] != ", ":
        return None
    behind = wording.speech.cut.split(sentence[end + 2 : end + 2 + _DESCRIBED])[0]
    if role and not wording.speech.retired.match(behind):
        return None
    return role_of(behind, wording.speech) if wording.speech.appositive.match(behind) else None


def _back(words: str, bare: str, named: Named, memory: _Memory, wording: Wording) -> tuple[Speaker, ...]:
    """The chain of the one that a naming goes back to: "the general", "the same sources", a surname alone."""
    speech = wording.speech
    if speech.same.match(words.strip()):
        return memory.last.speakers or memory.by_words(named.words, frozenset({named.speaker.role}))
    if match := speech.back.fullmatch(words.strip()):
        roles = next((roles for pattern, roles in speech.back_roles if pattern.search(match[1])), None)
        noun = frozenset({match[1].casefold().split()[-1]})
        back = memory.by_words(noun, roles, named.speaker.side)
        if not speech.one_person.fullmatch(match[1]):
            return back
        # "The spokesman" is no administration that spoke last, though both are officials.
        return memory.by_words(noun, None) or (() if back and role_of(back[-1].name or "", speech) else back)
    if " " not in bare and named.speaker.name and named.speaker.name[:1].isupper():
        return next(
            (
                (chain[-1],)
                for told, chain in reversed(memory.known)
                if bare in told
                and chain[-1].name
                and " " in chain[-1].name
                and chain[-1].name.casefold().endswith(bare)
            ),
            (),
        )
    return ()


def _named_outlets(result: list[tuple[Voice, ...]], wording: Wording) -> Iterator[tuple[Voice, ...]]:
    """Give "an American outlet" its name, where the article names exactly one outlet."""
    links = [link for own in result for voice in own for link in voice.speakers if link.role == "outlet" and link.name]
    unnamed = {link.name for link in links if wording.speech.unnamed_outlet.fullmatch(link.name or "")}
    names = {link.name for link in links if wording.speech.name.fullmatch(link.name or "")} - unnamed
    if len(names) != 1 or not unnamed:
        yield from result
        return
    name = next(iter(names))
    for own in result:
        yield tuple(
            replace(
                voice,
                speakers=tuple(replace(link, name=name) if link.name in unnamed else link for link in voice.speakers),
            )
            for voice in own
        )
