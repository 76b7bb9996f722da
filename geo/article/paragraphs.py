"""Lines as they were set on a page, put back into paragraphs.

A line break in a PDF says where the paper ended, not the sentence; left as it is, it would part sentences and names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# A line this share of the usual length was broken by the margin; a shorter one by the writer.
_FULL = 0.7
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_BULLET = re.compile(r"[•●▪◦‣■*–—-]\s|\(?\d{1,2}[.)]\s")
_HYPHENS = "-\u2010\u00ad"


def join_lines(lines: Sequence[str]) -> str:
    """Return the text of some lines, one paragraph a line.

    Examples
    --------
    >>> join_lines(["The mill", "The bridge at the mill was ta-", "ken in the night, and the village", "fell."])
    'The mill\\nThe bridge at the mill was taken in the night, and the village fell.'
    """
    said = [" ".join(line.replace("\0", " ").split()) for line in lines]
    said = [line for line in said if line]
    usual = _usual_length(said)
    paragraphs: list[str] = []
    goes_on = False
    for line in said:
        if goes_on and not _BULLET.match(line):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        goes_on = len(line) >= _FULL * usual
    return "\n".join(_LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), one) for one in paragraphs)


def _usual_length(lines: Sequence[str]) -> int:
    """Return the length that one line in ten reaches; headings and last lines are shorter, tables longer."""
    lengths = sorted(map(len, lines))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _joined(before: str, line: str) -> str:
    if before[-1:] in _HYPHENS and before[-2:-1].isalpha():
        # "ta-ken" was parted by the setter; "Ivano-Frankivsk" by its writer.
        return (before[:-1] if line[:1].islower() or before[-1] == "\u00ad" else before) + line
    return f"{before} {line}"
