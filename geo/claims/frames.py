"""Where a sentence says that someone says something: who, with which verb, and how far it reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from geo.claims.heads import Searched, find_each
from geo.claims.naming import can_speak, role_of
from geo.claims.wording import Speech
from geo.sentences import Span

# How far before its verb a subject may begin.
_REACH = 200
# A verb of saying with fewer words behind it stands behind what was said.
_TOLD_WORDS = 4
# A name before its description has so many words; more are a statement.
_LONGEST_NAME = 3
# "Said (on Tuesday) that": so many words may stand between.
_DAY_WORDS = 2
# Before the last of several names.
_LISTED = re.compile(r"\b[A-ZА-ЯІЇЄҐЁ][\w’'ʼ-]{2,20},?\s(?:and|or|та|і|й|и|або|или)\s$")
_APPOSED = (",", "–", "—", ")")
# No sentence that a person wrote names more sources; what is none must not cost more than its length.
_MOST_FRAMES = 30


@dataclass(frozen=True, slots=True)
class Frame:
    """One naming of a source; offsets count within the sentence."""

    start: int
    end: int
    who: Span | None
    """None where nobody is named: "reportedly"."""
    verb: str = ""
    cites: bool = False
    """Whether it is named behind the source that it cites, and still stands outside it."""
    outer: bool = False
    """Whether it frames the whole of its stretch, whatever its place: "according to"."""


def frames_of(sentence: str, speech: Speech, whole: Searched, offset: int) -> Iterator[tuple[Span, list[Frame]]]:
    """Yield stretches of a sentence that have a source of their own, with their frames, outermost first.

    "A said X, while B said Y" has two stretches; "A reported that B said X" has one with two frames. `offset` is where
    the sentence begins in the whole text.
    """
    frames = sorted(islice(_frames(sentence, speech, whole, offset), _MOST_FRAMES), key=lambda frame: frame.start)
    groups: list[tuple[int, list[Frame]]] = []
    for frame in frames:
        last = groups[-1][1][-1] if groups else None
        cut = _joint(sentence, last, frame, speech) if last is not None else None
        if last is None or cut is not None:
            groups.append((cut or _opening(sentence, frame, speech), [frame]))
        else:
            groups[-1][1].append(frame)
    if not groups:
        return
    ends = [*(start for start, _ in groups[1:]), len(sentence)]
    for (start, group), end in zip(groups, ends, strict=True):
        named = [frame for frame in group if frame.who is not None] or group[:1]
        yield Span(start, end), sorted(named, key=lambda frame: (not frame.cites, not frame.outer, frame.start))


def _opening(sentence: str, frame: Frame, speech: Speech) -> int:
    """Where the words of the first frame begin: what stands before a joint is not told by who speaks behind it.

    "X happened, and the Kremlin says Y"; but of "X happened while Y did, the Kremlin said" all is told.
    """
    behind = frame.who is not None and len(sentence[frame.end :].split()) < _TOLD_WORDS
    # "As Kyiv denies loss of X": who denies names what is denied behind the verb, in however few words.
    behind = behind and not (frame.verb.startswith(speech.denying) and sentence[frame.end : frame.end + 1] == " ")
    joint = _last_joint(sentence, 0, frame.start, speech)
    put_in = sentence[: frame.start].endswith(", ") and sentence[frame.end : frame.end + 2] == ", " and not behind
    if frame.outer and put_in and joint is not None and joint.end() < frame.start - len(", "):
        # "They crossed, but held, by Kyiv's account, some 1,300": what stands before the joint is told by the writer.
        return joint.start()
    if frame.outer or behind:
        # What a semicolon parts off is told by somebody else.
        return sentence.rfind("; ", 0, frame.start) + 1
    return joint.start() if joint is not None and "," not in sentence[joint.end() : frame.start] else 0


def _joint(sentence: str, last: Frame, frame: Frame, speech: Speech) -> int | None:
    """Where the stretch of a frame begins, if it is coordinated with the one before and not a part of its words."""
    joint = _last_joint(sentence, last.end, frame.start, speech)
    return None if joint is None else joint.start()


def _last_joint(sentence: str, start: int, end: int, speech: Speech) -> re.Match[str] | None:
    # The pattern looks ahead, so the end of the search lies behind the end of the stretch.
    joints = [joint for joint in speech.joint.finditer(sentence, start, end + 8) if joint.end() <= end]
    return joints[-1] if joints else None


def _frames(sentence: str, speech: Speech, whole: Searched, offset: int) -> Iterator[Frame]:
    patterns = (speech.according, speech.citing, speech.told_to, speech.says, speech.reportedly)
    according, citing, told_to, says, reportedly = find_each(patterns, sentence, whole, offset)
    owned = "’" in sentence or "'" in sentence
    nominal = find_each((speech.nominal,), sentence, whole, offset)[0] if owned else []
    taken: list[Span] = []
    for frame, stretch in _named_frames(sentence, speech, according, nominal, citing):
        yield frame
        taken.append(stretch)
    for match in speech.cited_by.finditer(sentence):
        yield Frame(match.start(1), match.end(), Span(*match.span(1)), outer=True, cites=True)
    for match in told_to:
        # "told the BBC": the outlet stands outside, whoever is named first.
        yield Frame(match.start(1), match.end(), Span(*match.span(1)), "", outer=True)
    yield from _subject_frames(sentence, speech, says, taken)
    for match in reportedly:
        yield Frame(match.start(), match.end(), None)


def _named_frames(
    sentence: str,
    speech: Speech,
    according: Sequence[re.Match[str]],
    nominal: Sequence[re.Match[str]],
    citing: Sequence[re.Match[str]],
) -> Iterator[tuple[Frame, Span]]:
    """Frames in which the words themselves say who speaks, each with the stretch in which no other subject is looked for."""
    for match in according:
        who = _apposed_name(sentence, Span(*match.span(1)), speech)
        yield Frame(match.start(), who.end, who, "", outer=True), Span(match.start(), who.end)
    for match in nominal:
        yield (
            Frame(match.start(), match.end(), Span(*match.span(1)), match[2].casefold()),
            Span(*match.span()),
        )
    for match in speech.inverted.finditer(sentence):
        if match.group().startswith(",") and _has_own_subject(sentence, match, speech):
            continue
        who = _apposed_name(sentence, Span(*match.span(2)), speech)
        end = max(match.end(), who.end)
        yield Frame(match.start(), end, who, match[1].casefold(), outer=True), Span(match.start(), end)
    for match in citing:
        if (outlet := _citing_outlet(sentence, match.start(), speech)) is not None:
            # The outlet may yet be the subject of a verb of its own.
            yield Frame(outlet.start, outlet.end, outlet), Span(outlet.start, outlet.start)
        yield Frame(match.start(), match.end(), Span(*match.span(1))), Span(*match.span())


def _subject_frames(
    sentence: str, speech: Speech, says: Sequence[re.Match[str]], taken: Sequence[Span]
) -> Iterator[Frame]:
    """Frames of a verb of saying and the subject before it."""
    last = 0
    if not says:
        return
    # "The Post, citing two officials, says that Kyiv believes": who is cited is not the subject of what follows.
    plain = speech.citing.sub(_without_cited, sentence)
    for match in says:
        if any(span.start <= match.start(1) < span.end for span in taken):
            continue
        subject = _subject(plain, match.start(), speech, after=last)
        if subject is not None:
            last = match.end()
            # "citing officials who said": they are named already.
            if not any(span.start <= subject.start < span.end for span in taken):
                yield Frame(subject.start, match.end(), subject, match[1].casefold())


def _citing_outlet(sentence: str, citing: int, speech: Speech) -> Span | None:
    """The outlet that stands right before "citing": its own verb may come late, or never."""
    before = sentence[max(0, citing - _REACH) : citing]
    if not before.endswith(", "):
        return None
    end = citing - 2
    cuts = [cut.end() for cut in speech.cut.finditer(before[:-2])]
    start = citing - len(before) + (cuts[-1] if cuts else 0)
    words = sentence[start:end]
    named = role_of(words, speech) == "outlet" and can_speak(words, speech.lead.sub("", words).strip(), speech)
    return Span(start, end) if named else None


def _without_cited(match: re.Match[str]) -> str:
    """Blanks for "citing X"; of "citing X who said", where X speaks on, for the first word alone."""
    words, apart = match.group(), match.string[match.end() : match.end() + 1] in (",", "")
    first = len(words) if apart else len(words.partition(" ")[0])
    return " " * first + words[first:]


def _apposed_name(sentence: str, who: Span, speech: Speech) -> Span:
    """A naming with the name that is apposed to it: "the head of the council, Denis Pushkov"."""
    if speech.full_name.search(sentence, who.start, who.end):
        return who
    match = speech.apposed.match(sentence, who.end)
    return Span(who.start, match.end(1)) if match else who


def _has_own_subject(sentence: str, match: re.Match[str], speech: Speech) -> bool:
    """Whether ", said X" closes an apposition ("Smirnov, a captain, said X") instead of naming who speaks."""
    subject = _subject(sentence, match.start(1), speech)
    if subject is None:
        return False
    bare = speech.lead.sub("", sentence[subject.start : subject.end]).strip()
    return speech.name.fullmatch(bare) is not None or subject.end + 1 < match.start()


def _subject(sentence: str, verb: int, speech: Speech, *, after: int = 0) -> Span | None:
    """The subject before a verb of saying, where it is someone who can speak."""
    low = max(after, verb - _REACH)
    before = speech.aside.sub(lambda match: " " * len(match.group()), sentence[low:verb])
    stripped = before.rstrip()
    if not stripped or stripped.endswith(speech.no_subject_ends):
        return None
    apposed = stripped.endswith(_APPOSED[:3])
    if after == 0 and (shared := _shared_subject(sentence, verb, speech)) is not None:
        return shared
    described: Span | None = None
    reach = 0
    for start, end in _pieces(before, speech, told=low == after > 0):
        piece = before[start:end]
        subject = speech.lead.sub("", piece).strip()
        lead = len(piece) - len(piece.lstrip())
        span = Span(low + start + lead, low + start + len(piece.rstrip()))
        if apposed and speech.appositive.match(piece.strip()):
            # "the town fell, the commander, call sign Ivan, reported": nobody stands before the description.
            described = span if can_speak(piece, subject, speech) else described
            reach = reach or (end if speech.described else 0)
            continue
        if described and len(subject.split()) > _LONGEST_NAME:
            # What stands before the description is no naming but what is told.
            break
        if apposed and _LISTED.search(before, 0, start) and not role_of(piece, speech):
            # "took X and Y, said the spokesman": Y is the last of what was taken.
            break
        if subject and (subject.casefold() in speech.pronouns or can_speak(piece, subject, speech)):
            return Span(span.start, low + reach) if reach else span
        break
    return described


def _shared_subject(sentence: str, verb: int, speech: Speech) -> Span | None:
    """The subject with which a sentence begins, of "went further and claimed"."""
    if not sentence[:verb].endswith(" and "):
        return None
    match = speech.first_subject.match(sentence, 0, verb)
    words = match[1].rstrip(",") if match else ""
    naming = words.partition(",")[0]
    if not naming or not can_speak(naming, speech.lead.sub("", naming).strip(), speech):
        return None
    return Span(0, len(words))


def _pieces(before: str, speech: Speech, *, told: bool) -> Iterator[tuple[int, int]]:
    """Where a subject may stand, nearest first; an apposition set off by commas is a piece of its own.

    `told` says that a verb of saying stands right before.
    """
    end = len(before)
    apposed = before.rstrip().endswith(_APPOSED)
    for _ in range(4):
        while end > 0 and (before[end - 1].isspace() or before[end - 1] in ",;:–—)"):
            end -= 1
        cuts = list(speech.cut.finditer(before, 0, end))
        cut = cuts[-1] if cuts else None
        relative = cut is not None and speech.relative.match(before, cut.start())
        start = cut.end() if cut else 0
        if relative and cut is not None and not _begins_subject(before, cut, speech, told=told):
            # "A friend who serves there tells": the subject stands before the relative clause.
            end = cut.start()
            apposed = before[:end].rstrip().endswith(",") or apposed
            continue
        if end > start:
            yield start, end
        if cut is None or not apposed:
            return
        end = cut.start()


def _begins_subject(before: str, cut: re.Match[str], speech: Speech, *, told: bool) -> bool:
    """Whether who speaks stands behind "that" or "which" ("..., which Russian sources claimed"), not before it."""
    own = before[cut.end() :]
    if (
        speech.own_subject.fullmatch(own.strip())
        and own.rstrip()[-1:] not in _APPOSED
        and cut.group().strip() != "that"
    ):
        return True
    return _is_object(before[: cut.start()], speech, told=told)


def _is_object(before: str, speech: Speech, *, told: bool) -> bool:
    """Whether what follows "that" is what is said: a verb of saying stands right before it, or was cut off."""
    tail = before[-30:].rstrip(" ,")
    if not tail or (told and len(before.split()) <= _DAY_WORDS):
        return True
    matches = list(speech.says.finditer(tail))
    return bool(matches) and matches[-1].end() >= len(tail) - 12
