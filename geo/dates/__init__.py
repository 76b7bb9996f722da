"""Time expressions: text and publication day in, `TimeSpan`s out ("last August" -> first day, last day, anchor).

`english.py` reads words into `forms.py`, which know no language; `readings.py` puts one form on the calendar by the arithmetic
of `days.py`; `resolve.py` keeps the thread of the story. Another language is another file like `english.py`.
"""

from __future__ import annotations

import re
from datetime import date

from geo.dates.english import forms_at, is_anchor
from geo.dates.forms import Form
from geo.dates.resolve import resolve
from geo.records import TimeSpan

__all__ = ["find_times"]

_TOKEN = re.compile(r"\w+")
# No time expression has its month, unit or year further than this from its first word, in characters.
_REACH = 60
# Longer words begin no time expression.
_LONGEST = 20


def find_times(text: str, *, published: date | None = None, language: str | None = None) -> tuple[TimeSpan, ...]:
    """Return the time expressions of an English text, in text order.

    Parameters
    ----------
    text
        The article's text; offsets count its code points.
    published
        The day relative wording counts from. None leaves such expressions without days.

    Returns
    -------
    tuple of TimeSpan
        With ids t1, t2, ... A day or month without a year takes the year of the narrative where one was given shortly
        before ("February 11-12" after "late January 2015"; anchor `narrative`), else the nearest one not after
        `published`, or not before it where the wording looks ahead (anchor `article_date`). Lengths of time ("almost a
        year") have `duration` set and no days. Bare "now" and "currently" are left out.

    Notes
    -----
    Spans leave prepositions out ("since 1 January" is `1 January`). Weeks begin on Monday; seasons are meteorological,
    northern hemisphere.

    Examples
    --------
    >>> span, = find_times("The town fell last August.", published=date(2025, 3, 18))
    >>> span.text, span.from_day.isoformat(), span.to_day.isoformat(), span.anchor
    ('last August', '2024-08-01', '2024-08-31', 'article_date')
    """
    return resolve(text, _find_forms(text), published)


def _find_forms(text: str) -> list[Form]:
    anchors = [token.start() for token in _TOKEN.finditer(text) if is_anchor(token[0])]
    forms: list[Form] = []
    end = index = 0
    for token in _TOKEN.finditer(text):
        if index == len(anchors):
            break
        start = token.start()
        if start < end or anchors[index] - start > _REACH or _is_inside_number(text, start):
            continue
        if form := forms_at(text, start, token[0][:_LONGEST].lower()):
            forms.append(form)
            end = form.end
        while index < len(anchors) and anchors[index] <= start:
            index += 1
    return forms


def _is_inside_number(text: str, start: int) -> bool:
    # "1,500" and "$2024" hold no year.
    before = text[max(0, start - 2) : start]
    return before[-1:] in tuple("$€£₴") or (
        before[-1:] in tuple(".,") and before[:1].isdigit() and text[start].isdigit()
    )
