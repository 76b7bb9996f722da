"""The errors Frontline raises on purpose, and the warnings it gives.

Every error also derives from the built-in a caller would already catch, and carries its facts as attributes.
A message says what went wrong, with which value, where, and what to do next, in one line.
"""

from __future__ import annotations

import re
from pathlib import Path

# With the separators of lines and paragraphs, and the marks that turn the direction of text.
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")


def one_line(message: str) -> str:
    """Return a message with line breaks and control characters spelled out: names of files and layers may hold them.

    Examples
    --------
    >>> one_line("a\\nb.kml \\x1b[2J is empty.")
    'a\\\\nb.kml \\\\x1b[2J is empty.'
    """
    return _CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), message)


class GeoError(Exception):
    """Root of every error that Frontline raises on purpose."""

    def __init__(self, message: str, *, path: str | Path | None = None) -> None:
        super().__init__(one_line(message))
        self.path = None if path is None else str(path)
        """The file, folder or URL the error is about, where there is one."""


class ArticleError(GeoError, ValueError):
    """An article cannot be read: missing, empty, binary, or of an unknown kind."""


class GazetteerError(GeoError, LookupError):
    """A gazetteer source or its index cannot be used, or a name is not in it."""


class FrontLineError(GeoError, ValueError):
    """A front-line dataset cannot be read or does not say what it must say."""


class SourceError(GeoError, OSError):
    """A file is missing, altered, without source or licence, or cannot be written."""


class RecordError(GeoError, ValueError):
    """A record was given a value outside its vocabulary or range."""


class MissingExtra(GeoError, ImportError):
    """An optional package is needed; the message names the extra to install."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(f"{package} is not installed. Install it with: pip install 'frontline-mapper[{extra}]'")
        self.package = package
        self.extra = extra


class GeoWarning(UserWarning):
    """Root of every warning that Frontline gives."""


class ArticleWarning(GeoWarning):
    """An article was read, with a doubt the reader should know."""


class FrontLineWarning(GeoWarning):
    """A front-line dataset was read, with a doubt the reader should know."""


class SourceWarning(GeoWarning):
    """A file, cache or index was replaced, repaired or could not be kept."""
