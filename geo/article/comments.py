"""Reader comments below an article: where they begin, and who wrote which.

They begin at a heading of their own ("Comments (12)"), else where names stand with the time of day and "Reply" below them, else,
unsurely, where someone praises the article to its author's face.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

READER = "a reader"
"""Who wrote a comment without a name."""
PROSE_CHARS = 60
"""A line of so many characters is prose, not a button or a heading."""
LONGEST_NAME_LINE = 90
_EDGES = "*_#>= \t\r:•·|—–-"
_COUNT = r"\(?\d{1,3}(?:[,.\s]?\d{3})?\)?"
_HEADING = re.compile(
    rf"(?:{_COUNT}\s)?(?:(?:all|top|best|featured|user|latest|recent)\s)?(?:reader(?:s|s'|s’|'s|’s)?\s)?comments?(?:\son\sthis\s\w{{3,9}})?(?:[:\s]{{0,2}}{_COUNT})?"
    r"|most\s(?:recommended|liked|popular)(?:\scomments)?"
    rf"|(?:{_COUNT}\s)?(?:(?:усі|всі|найкращі|останні)\s)?коментар(?:і|ів|ь|я)(?:\sчитачів)?(?:[:\s]{{0,2}}{_COUNT})?"
    rf"|(?:{_COUNT}\s)?(?:(?:все|лучшие|последние)\s)?комментари(?:и|ев|й|я)(?:\sчитателей)?(?:[:\s]{{0,2}}{_COUNT})?",
    re.IGNORECASE,
)
# These also stand as buttons in the middle of a text, or as headings of its own chapters.
_WEAK_HEADING = re.compile(
    rf"(?:leave|post|add|write)\s(?:a|your)\s(?:comment|reply)|join\sthe\s(?:conversation|discussion)|discussion(?:\sabout\sthis\spost)?"
    rf"|(?:{_COUNT}\s)?(?:responses|replies|thoughts\son\s.{{1,80}})|(?:sort\sby\s)?(?:newest|oldest)(?:\sfirst)?"
    r"|(?:залишити|додати|написати)\sкоментар|обговорення|(?:оставить|добавить|написать)\sкомментарий|обсуждение",
    re.IGNORECASE,
)
_DATE = r"\d{1,2}\s[^\W\d]{3,10}\.?(?:,?\s\d{4})?|[^\W\d]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?"
_AGO = (
    r"\d{1,3}\s?(?:min|hrs?|[smhdwy])(?:\sago)?\b|(?:\d{1,3}|an?|one)\s(?:second|minute|hour|day|week|month|year)s?\sago|just\snow"
    r"|(?:\d{1,3}\s)?(?:хвилин|годин|дн|день|тиж|місяц|рок|рік)[^\W\d]{0,4}\sтому|(?:\d{1,3}\s)?(?:минут|час|дн|день|недел|месяц|год|лет)[^\W\d]{0,4}\sназад"
)
_WHEN = (
    rf"(?:{_AGO}|(?:{_DATE})(?:,?\s(?:at\s|о\s|об\s|в\s)?{_CLOCK})?|{_CLOCK})(?:\s\(?(?:edited|змінено|изменено)\)?)?"
)
_NAME = r"@?[^\W_][\w.’'-]{0,30}(?:\s[\w.’'-]{1,30}){0,3}"
_NAME_LINE = re.compile(
    rf"(?:(?:posted\s)?by\s|from\s|від\s|от\s)?(?P<name>{_NAME}?)(?:\ssays|\swrote|\sпише|\sпишет)?\s{{0,2}}[·•|,:(—–-]{{0,2}}\s{{0,2}}(?:on\s)?(?P<when>{_WHEN})\)?:?",
    re.IGNORECASE,
)
_SAYS_LINE = re.compile(
    rf"(?P<name>{_NAME}?)\s(?:says|wrote|writes|said|пише|пишет|написав|написала|написал)\s?:", re.IGNORECASE
)
_WHEN_LINE = re.compile(_WHEN, re.IGNORECASE)
_INLINE = re.compile(r"(?P<name>@?[^\W\d_a-zа-яіїєґ][\w.’'-]{1,30}(?:\s[\w.’'-]{1,30}){0,2}):\s")
_NOT_NAMES = frozenset("note ps edit update nb quote source p.s".split())
_FRESH = re.compile(rf"(?:{_AGO})|{_CLOCK}", re.IGNORECASE)
_BUTTON = re.compile(
    r"(?:\d{1,5}\s)?(?:reply|like|likes|recommend|recommended|report|upvote|відповісти|подобається|ответить|нравится|пожаловаться)"
    r"(?:[\s·|()/,]{1,4}(?:\d{1,5}|reply|like|likes|share|report|recommend|відповісти|ответить|поділитися|поделиться|\)){1,2}){0,4}",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"(?:(?:very|really|what\san?|such\san?|another|a|thank\syou,?|thanks)\s){0,2}(?:great|interesting|excellent|good|brilliant|superb|fine|nice|terrific|outstanding|thank\syou\sfor|thanks\sfor|well\ssaid)"
    r"\s(?:\w{1,12}\s){0,3}(?:article|piece|post|essay|analysis|column|read|write-?up|summary|work)\b"
    r"|(?:чудова|гарна|цікава|дякую\sза|отличная|хорошая|интересная|спасибо\sза)\s(?:\w{1,12}\s)?(?:стаття|статтю|статья|статью|колонка|колонку|аналіз|анализ|пост|текст)\b",
    re.IGNORECASE,
)
_LONGEST_PRAISE = 120
_LINK = re.compile(r"https?://\S{4,2000}")
_QUOTED = re.compile(r"[“«\"][^“”«»\"\n]{0,1000}[”»\"]")
_BACK = 8
"""Paragraphs before the praise within which other comments are looked for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Lines of comments by one reader, from one line to before another."""

    first: int
    last: int
    name: str


def find_comments(lines: Sequence[Line], told: int | None = None) -> tuple[tuple[Remark, ...], bool]:
    """Return who wrote which lines of the reader comments, by line number; and whether it is sure where they begin.

    Parameters
    ----------
    told
        Number of the line where they begin at the latest, where markup says so.

    Examples
    --------
    >>> lines = [Line(0, 70, "The mill fell in the night, and with it went the bridge by the river."), Line(71, 79, "Comments"),
    ...          Line(80, 97, "Ann B · 3 hours ago"), Line(98, 110, "It did not.")]
    >>> find_comments(lines)
    ((Remark(first=1, last=4, name='Ann B'),), True)
    """
    prose = next((number for number, line in enumerate(lines) if len(line.text) >= PROSE_CHARS), len(lines))
    begin = _heading(lines, prose + 1)
    if begin is None:
        begin = _names(lines, prose + 1)
    if told is not None:
        begin = told if begin is None else min(begin, told)
    if begin is not None:
        return tuple(_remarks(lines, begin)), True
    begin = _praise(lines, prose + 3)
    return ((Remark(begin, len(lines), READER),), False) if begin is not None else ((), True)


def _heading(lines: Sequence[Line], start: int) -> int | None:
    for number in range(start, len(lines) - 1):
        words = lines[number].text.strip(_EDGES)
        if len(words) > LONGEST_NAME_LINE:
            continue
        if _HEADING.fullmatch(words) or (
            _WEAK_HEADING.fullmatch(words) and _are_comments(lines[number + 1 : number + 9])
        ):
            return number
    return None


def _are_comments(lines: Sequence[Line]) -> bool:
    return any(_name_of(line) or _BUTTON.fullmatch(line.text.strip(_EDGES)) for line in lines)


def _names(lines: Sequence[Line], start: int) -> int | None:
    """Return the first line that names a writer and a fresh time, where buttons below such lines show what they are."""
    for number in range(start, len(lines)):
        if not _name_of(lines[number]) or not _FRESH.search(lines[number].text):
            continue
        if any(_BUTTON.fullmatch(line.text.strip(_EDGES)) for line in lines[number + 1 : number + 7]):
            return number
    return None


def _name_of(line: Line) -> str | None:
    words = line.text.replace("*", "").strip(_EDGES + "()")
    if len(words) > LONGEST_NAME_LINE:
        return None
    match = _NAME_LINE.fullmatch(words) or _SAYS_LINE.fullmatch(line.text.replace("*", "").strip("_ "))
    name = match["name"].strip() if match else ""
    # One word may be a user's name; of several, small ones make a sentence ("Troops entered on 3 May").
    is_name = name and not name.isdecimal() and (" " not in name or not any(w[0].islower() for w in name.split()))
    return name if is_name else None


def _remarks(lines: Sequence[Line], begin: int) -> Iterator[Remark]:
    """Part the comments by writer; the lines before the first name belong to whom it names, or to nobody known."""
    starts: list[tuple[int, str]] = []
    for number in range(begin + 1 if _is_heading(lines[begin]) else begin, len(lines)):
        if name := _writer(lines, number):
            # Where the time stands on a line of its own, the name is on the line before.
            on_own = _WHEN_LINE.fullmatch(lines[number].text.strip(_EDGES)) is not None
            starts.append((number - on_own, name))
    if not starts:
        yield Remark(begin, len(lines), READER)
        return
    if any(len(line.text) >= PROSE_CHARS for line in lines[begin : starts[0][0]]):
        yield Remark(begin, starts[0][0], READER)
    else:
        starts[0] = (begin, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    for (start, name), end in zip(starts, ends, strict=True):
        if end > start:
            yield Remark(start, end, name)


def _is_heading(line: Line) -> bool:
    words = line.text.strip(_EDGES)[: LONGEST_NAME_LINE + 1]
    return bool(_HEADING.fullmatch(words) or _WEAK_HEADING.fullmatch(words))


def _writer(lines: Sequence[Line], number: int) -> str | None:
    line = lines[number]
    words = line.text.strip(_EDGES)
    if _BUTTON.fullmatch(words[:LONGEST_NAME_LINE]) or _is_heading(line):
        return None
    if len(words) <= LONGEST_NAME_LINE and _WHEN_LINE.fullmatch(words):
        before = lines[number - 1].text.strip(_EDGES)
        is_name = re.fullmatch(_NAME, before) and not _is_heading(lines[number - 1])
        return before if is_name else None
    if name := _name_of(line):
        return name
    inline = _INLINE.match(line.text)
    return inline["name"] if inline and inline["name"].casefold() not in _NOT_NAMES else None


def _praise(lines: Sequence[Line], start: int) -> int | None:
    """Return where comments begin that nothing announces: at the praise, or at an exclamation or bare link shortly before it."""
    for number in range(start, len(lines)):
        words = lines[number].text
        if len(words) <= _LONGEST_PRAISE and _PRAISE.match(words):
            loud = [n for n in range(max(start, number - _BACK), number) if _is_loud(lines[n].text)]
            return min(loud, default=number)
    return None


def _is_loud(words: str) -> bool:
    return bool(_LINK.fullmatch(words)) or "!" in _QUOTED.sub("", words)
