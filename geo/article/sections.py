"""The parts of an article and who holds them: headline, notes of the editors or the author, body, reader comments.

Comes in: the text with what is known about it. Goes out: `Section`s in text order. A comment or an editor's note always has a
holder, so that what it says is never taken for the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.article.comments import Line, find_comments
from geo.records import Section

EDITORS, AUTHOR = "the editors", "the author"
"""Who holds a note where no publisher, or no author, is known."""
_TOP, _END = 6, 3
"""Lines at the top and before the end where notes in italics or in the author's own name stand."""
_LONGEST_STANDFIRST = 250
_LONGEST_NOTE = 1_500
_NOTE = re.compile(
    r"[*_>\[(\s]{0,6}(?:"
    r"(?:editor(?:ial|s|'s|’s|s'|s’)?|translator(?:'s|’s)?|publisher(?:'s|’s)?)\s?(?:note|comment)s?\b"
    r"|from\sthe\seditors?\b|notes?\s(?:to|for)\seditors\b|(?:correction|clarification|disclaimer)s?\s?(?:\([^()\n]{1,40}\))?:"
    r"|(?:this|the\sfollowing)\s(?:is\san?\s(?:edited|abridged|updated|shortened|translated|condensed|lightly\sedited)\b"
    r"|(?:article|piece|story|report|essay|column|interview|text|post|analysis|commentary)\s(?:(?:was|has\sbeen|is)\s)?(?:\w{1,12}\s){0,2}"
    r"(?:published|appeared|updated|amended|corrected|edited|translated|republished|reprinted|adapted)\b)"
    r"|(?:the\s)?(?:statements,?\s)?(?:views|opinions)(?:,?\sand\sopinions)?\sexpressed\b"
    r"|(?:від\sредакції|(?:примітка|прим\.)\s(?:редакції|редактора|ред|перекладача)|редакція\sможе\sне|виправлення:|уточнення:|передрук"
    r"|(?:ця|цей|цю)\s(?:стаття|статтю|текст|матеріал)\s(?:вперше|уперше|було?а?|перекладено)|матеріал\s(?:оновлено|доповнено|виправлено)|(?:думка|позиція)\s(?:автора|авторів|редакції)\sможе)"
    r"|(?:от\sредакции|(?:примечание|прим\.)\s(?:редакции|редактора|ред|переводчика)|редакция\sможет\sне|исправление:|уточнение:"
    r"|(?:эта|этот|данная|данный)\s(?:статья|текст|материал)\s(?:впервые|была?|переведена?)|материал\s(?:обновл[её]н|дополнен|исправлен)|мнение\s(?:автора|авторов|редакции)\sможет)"
    r")",
    re.IGNORECASE,
)
# The author's own word before the article begins.
_OWN_NOTE = re.compile(
    r"\b(?:my|моя|мою|моей|мій|мой)\s(?:\w{1,14}\s){0,3}(?:article|piece|column|essay|op-ed|post|interview|статт\w{1,2}|стат\w{2,3}|колонк\w{1,2}|текст)\b[^\n]{0,200}?"
    r"\b(?:published|posted|appeared|carried|ran|опублік\w{3,6}|опублик\w{3,7}|вийшл\w|вышл\w)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[*_\s]{0,4}(?:by|автор:?)\s[A-ZА-ЯІЇЄҐ][^\n]{2,150}\Z", re.IGNORECASE)
_ABOUT = re.compile(r"[*_\s]{0,4}(?:about\sthe\sauthors?|про\sавтора|об\sавторе)\b", re.IGNORECASE)
_BIO = re.compile(r"[*_–—]{1,3}\s?[A-ZА-ЯІЇЄҐ][^\n]{2,80}?\s(?:is|was|are)\s(?:an?|the)\s")


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    kind: str
    holder: str | None


def find_sections(
    text: str,
    title: str | None,
    *,
    author: str | None = None,
    publisher: str | None = None,
    italic: Iterable[tuple[int, int]] = (),
    comments_at: int | None = None,
) -> tuple[tuple[Section, ...], tuple[str, ...]]:
    """Return the sections of a text, in order, and what is doubtful about them.

    Parameters
    ----------
    title
        Where the text begins with it, that is the headline, with a standfirst before a byline or note.
    author, publisher
        Who holds their own notes.
    italic
        Spans that markup sets in italics as a whole.
    comments_at
        Where reader comments begin at the latest, where markup tells.

    Examples
    --------
    >>> sections, _ = find_sections("The mill falls\\nEditor's note: first published in May.\\nIt fell at noon.", "The mill falls")
    >>> [(part.kind, part.holder) for part in sections]
    [('headline', None), ('editor_note', 'the editors'), ('body', None)]
    """
    lines = _lines(text)
    told = None if comments_at is None else next((n for n, line in enumerate(lines) if line.start >= comments_at), None)
    remarks, is_sure = find_comments(lines, told)
    own = lines[: remarks[0].first] if remarks else lines
    parts = _own_parts(text, own, title, author, publisher, set(italic))
    parts += [_Part(lines[remark.first].start, "comment", remark.name) for remark in remarks]
    doubts = () if is_sure else ("the text seems to run on into reader comments; where they begin is not sure",)
    # A line end between two parts is none of its own.
    return tuple(part for part in _joined(parts, len(text)) if text[part.start : part.end].strip() or not text), doubts


def _lines(text: str) -> list[Line]:
    lines, at = [], 0
    for piece in text.split("\n"):
        if words := piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            lines.append(Line(start, start + len(words), words))
        at += len(piece) + 1
    return lines


def _own_parts(
    text: str,
    lines: Sequence[Line],
    title: str | None,
    author: str | None,
    publisher: str | None,
    italic: set[tuple[int, int]],
) -> list[_Part]:
    notes = {
        number: holder
        for number, line in enumerate(lines)
        if (holder := _note_holder(number, line, len(lines), author, publisher, italic))
    }
    head = _headline_end(text, lines, title, notes)
    parts = [_Part(lines[0].start, "headline", None), _Part(head, "body", None)] if head else [_Part(0, "body", None)]
    for number, line in enumerate(lines):
        if line.start < head:
            continue
        if number in notes:
            parts.append(_Part(line.start, "editor_note", notes[number]))
        elif parts[-1].kind == "editor_note":
            parts.append(_Part(line.start, "body", None))
    return parts


def _note_holder(
    number: int, line: Line, count: int, author: str | None, publisher: str | None, italic: set[tuple[int, int]]
) -> str | None:
    """Return who holds the note that a line is; None where it is no note."""
    if len(line.text) > _LONGEST_NOTE:
        return None
    if _NOTE.match(line.text) or _ABOUT.match(line.text):
        return publisher or EDITORS
    is_top, is_end = number < _TOP, number >= count - _END
    if is_top and count > 2 and _OWN_NOTE.search(line.text):
        return author or AUTHOR
    if is_end and count > 2 and _BIO.match(line.text):
        return publisher or EDITORS
    if (is_top or is_end) and number and count > 2 and (line.start, line.end) in italic:
        return publisher or EDITORS
    return None


def _headline_end(text: str, lines: Sequence[Line], title: str | None, notes: dict[int, str]) -> int:
    """Return where the headline ends, with the standfirst where a byline or a note shows that it is one; 0 without one."""
    if not title or not lines or not text.startswith(title, lines[0].start):
        return 0
    end = lines[0].start + len(title)
    if not text[end:].strip():
        return 0
    follows = len(lines) > 2 and lines[0].end == end and 1 not in notes and len(lines[1].text) <= _LONGEST_STANDFIRST
    if follows and not _BYLINE.match(lines[1].text) and (2 in notes or _BYLINE.match(lines[2].text)):
        return lines[1].end
    return end


def _joined(parts: Sequence[_Part], length: int) -> Iterable[Section]:
    """Make sections of parts, each as long as the next begins; neighbours of one kind and holder are one."""
    kept: list[_Part] = []
    for part in parts:
        if kept and kept[-1].start >= part.start:
            kept.pop()
        if kept and (kept[-1].kind, kept[-1].holder) == (part.kind, part.holder):
            continue
        kept.append(part)
    ends = [part.start for part in kept[1:]] + [length]
    return (
        Section(start=part.start, end=end, kind=part.kind, holder=part.holder)
        for part, end in zip(kept, ends, strict=True)
    )
