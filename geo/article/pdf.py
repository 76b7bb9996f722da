"""Text out of PDF by pypdf, within limits: what is drawn as letters, put back into paragraphs; pictures of text are named.

Comes in: a file's bytes. Goes out: a `Page`, or an ArticleError that says why there is no text. Nothing in the file is run.
"""

from __future__ import annotations

import logging
import re
import struct
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geo.article.markup import Page
from geo.article.paragraphs import join_lines
from geo.errors import ArticleError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_STREAM_BYTES = 4_000_000
"""Of one stream when unpacked. A page of text has some 10 kB; pypdf keeps some 40 bytes for each byte of drawing."""
MAX_PAGES = 1_000
MAX_TOKENS = 200_000
"""Of one page or form: numbers, names and operators. A page of text has some 10,000."""
MAX_SHOWN_BYTES = 50_000
"""Of the text that one page shows; a full one has some 5,000 letters, and a font can make 256 characters of one byte."""
MAX_CHARS = 2_000_000
MAX_SECONDS = 3.0
"""Of processor time; a page of text takes some 0.02 s."""
_HEAD, _TAIL = 1024, 4096
"""Bytes within which a PDF begins and ends (readers are asked to search the first 1024; some files carry trailing lines)."""
_DAY = re.compile(r"D?:?\s{0,3}(\d{4})-?(\d{2})-?(\d{2})")
_PAGE_NUMBER = re.compile(r"(?:[Pp]age\s)?[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?(?:/|of)\s?\d{1,4})?")
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_FACTS = ("/Title", "/Author", "/CreationDate")
_REASONS = {
    "empty": "without text; if it is a picture of text, OCR is needed",
    "large": "too large to be read, left out",
    "broken": "damaged, left out",
    "late": "left out, since all that is read of one file was read",
}
MOST_RUNS, MOST_REMARKS = 20, 1000
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 20_000_000,
    "array_based_stream_maximum_output_length": MAX_STREAM_BYTES,
    "lzw_maximum_output_length": MAX_STREAM_BYTES,
    "run_length_maximum_output_length": MAX_STREAM_BYTES,
    "zlib_maximum_output_length": MAX_STREAM_BYTES,
    "zlib_maximum_recovery_input_length": 200_000,
    "brotli_maximum_output_length": MAX_STREAM_BYTES,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 3 * MAX_STREAM_BYTES,
    "stream_parsing_work_maximum_count": MAX_TOKENS,
    "page_tree_maximum_entries": 2 * MAX_PAGES,
    "xform_maximum_invocations_per_extraction": 200,
    # No other program is run.
    "jbig2dec_binary": None,
    "disable_legacy_handling": True,
}
# What a broken file makes pypdf raise beside its own errors ("broken PDF files might cause other Exceptions", pypdf/errors.py).
_BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read_pdf(data: bytes, name: str) -> Page:
    """Return the text of a PDF, with title, author and day of making where the file says them.

    Lines are joined to paragraphs, hyphens at line ends and bare page numbers go.

    Raises
    ------
    ArticleError
        It is no PDF, cut short, damaged, locked, beyond the limits, or holds no text.
    """
    _demand_whole(data, name)
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    with apply_configuration(**_LIMITS), _remarks() as remarks:
        try:
            taken = _take(data)
        except (DependencyError, FileNotDecryptedError) as error:
            raise ArticleError(
                f"{name} is locked with a password or a cipher. Save it without, or save its text.", path=name
            ) from error
        except LimitReachedError as error:
            raise ArticleError(
                f"{name} goes beyond the size limit of what is read ({_line(error)}). Save its text.", path=name
            ) from error
        except (PyPdfError, *_BROKEN) as error:
            raise ArticleError(
                f"{name} is a damaged PDF ({_line(error)}). Get it anew, or save its text.", path=name
            ) from error
    text = join_lines(taken.lines)
    if not text:
        raise ArticleError(f"{name} {_why_empty(taken)}", path=name)
    return Page(
        text=text,
        title=taken.fact("/Title"),
        author=taken.fact("/Author"),
        published=taken.day,
        made=True,
        doubts=tuple(_doubts(taken, remarks)),
    )


@dataclass(slots=True)
class _Taken:
    """What was taken out of a PDF so far."""

    facts: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    missing: dict[int, str] = field(default_factory=dict)
    """Why the page of a number gave no text, a key of `_REASONS`."""

    def fact(self, key: str) -> str | None:
        """Return what the file says of itself, on one line; None for nothing."""
        return " ".join(self.facts.get(key, "").replace("\0", " ").split()) or None

    @property
    def day(self) -> str | None:
        """The day on which the file was made, ISO."""
        match = _DAY.match(self.facts.get("/CreationDate", ""))
        return "-".join(match.groups()) if match else None


class _Left(Exception):
    """A page is left out; the argument says why, a key of `_REASONS`."""


class _Budget:
    """Counts what the pages of one file cost; pypdf asks it before every operator."""

    def __init__(self) -> None:
        self._until = time.thread_time() + MAX_SECONDS
        self._chars = 0
        self._shown = 0
        self._left: _Left | None = None

    def check(self) -> None:
        """Stop when a page already met its limit, or the file as a whole did."""
        if self._left is None and (self._chars > MAX_CHARS or time.thread_time() > self._until):
            self._left = _Left("late")
        if self._left is not None:
            raise self._left

    def operate(self, operator: bytes, operands: Any, *_: Any) -> None:
        """Stop at an operator that shows too much, or comes too late."""
        if operator in _SHOWING:
            self._shown += _shown(operands)
            if self._shown > MAX_SHOWN_BYTES:
                self._left = _Left("large")
        self.check()

    def turn(self) -> None:
        """Begin a page; one that was too large does not stand for the next."""
        self._left, self._shown = None, 0
        self.check()

    def take(self, text: str) -> str:
        """Count the text of a page, and return it."""
        # Within a form on the page pypdf goes on after any error, ours too.
        self.check()
        self._chars += len(text)
        return text


def _shown(operands: Any) -> int:
    pieces = [piece for operand in operands for piece in (operand if isinstance(operand, list) else (operand,))]
    return sum(len(piece) for piece in pieces if isinstance(piece, (str, bytes)))


def _take(data: bytes) -> _Taken:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    taken, budget = _Taken(facts=_facts(reader)), _Budget()
    for number, page in enumerate(reader.pages, start=1):
        try:
            lines = _page_text(page, budget).splitlines()
        except _Left as left:
            taken.missing[number] = str(left)
            continue
        if any(map(str.strip, lines)):
            taken.lines += _without_number(lines)
        else:
            taken.missing[number] = "empty"
    return taken


def _page_text(page: PageObject, budget: _Budget) -> str:
    from pypdf.errors import LimitReachedError, PyPdfError

    budget.turn()
    try:
        text = page.extract_text(visitor_operand_before=budget.operate)
    except LimitReachedError as error:
        raise _Left("large") from error
    except (PyPdfError, *_BROKEN) as error:
        raise _Left("broken") from error
    return budget.take(text)


def _facts(reader: PdfReader) -> dict[str, str]:
    from pypdf.errors import PyPdfError

    try:
        found: Mapping[str, object] = reader.metadata or {}
        return {key: str(value) for key in _FACTS if isinstance(value := found.get(key), str)}
    except (PyPdfError, *_BROKEN):  # the text may be whole all the same
        return {}


def _without_number(lines: list[str]) -> list[str]:
    """Return the lines of a page without a bare page number at its top or foot."""
    said = [line for line in lines if line.strip()]
    ends = {0, len(said) - 1}
    return [line for index, line in enumerate(said) if index not in ends or not _PAGE_NUMBER.fullmatch(line.strip())]


def _demand_whole(data: bytes, name: str) -> None:
    if b"%PDF-" not in data[:_HEAD]:
        begins = data[:12].decode("latin-1")
        raise ArticleError(
            f"{name} is not a PDF: it begins with {begins!r}. Give it the suffix of its kind.", path=name
        )
    if b"%%EOF" not in data[-_TAIL:]:
        raise ArticleError(f"{name} is corrupt: its end is missing. Get it anew, or save its text.", path=name)


def _why_empty(taken: _Taken) -> str:
    reasons = set(taken.missing.values())
    if reasons & {"large", "late"}:
        return "goes beyond the size limit of what is read. Save its text."
    if "broken" in reasons:
        return "is a damaged PDF: its pages cannot be read. Get it anew, or save its text."
    return "has no text: its pages are pictures or empty. OCR is needed; run one (ocrmypdf, say) and give its output."


def _doubts(taken: _Taken, remarks: list[str]) -> Iterator[str]:
    for reason, words in _REASONS.items():
        if pages := [number for number, why in taken.missing.items() if why == reason]:
            yield f"{words}: page {_listed(pages)}"
    if remarks:
        yield f"the PDF has {len(remarks)} faults that were mended in reading, the first: {_line(remarks[0])}"


def _listed(pages: list[int]) -> str:
    """Return page numbers in words: 1-3, 7."""
    runs = groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0], run[-1]) for _, pairs in runs if (run := [page for _, page in pairs])]
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in ends[:MOST_RUNS])


def _line(error: object) -> str:
    return " ".join(str(error).split())[:160] or type(error).__name__


class _Remarks(logging.Handler):
    """Keeps what pypdf remarks in one thread."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a remark."""
        if record.thread == self._thread and len(self.said) < MOST_REMARKS:
            self.said.append(record.getMessage())


@contextmanager
def _remarks() -> Iterator[list[str]]:
    """Collect what pypdf would otherwise write to the terminal."""
    logger, handler = logging.getLogger("pypdf"), _Remarks()
    logger.addHandler(handler)
    try:
        yield handler.said
    finally:
        logger.removeHandler(handler)
