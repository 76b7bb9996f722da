"""Time expressions: text and publication day in, `TimeSpan`s out ("last August" -> first day, last day, anchor).

`english.py` and `slavic.py` read words into `forms.py`, which know no language; `numeric.py` reads figures in any; `readings.py` and
`yearly.py` put one form on the calendar by the arithmetic of `days.py`; `resolve.py` keeps the thread of the story. Another language
is another grammar of `rules.py`.
"""

from __future__ import annotations

from datetime import date

from geo.dates.english import english_grammar
from geo.dates.forms import Form
from geo.dates.resolve import resolve
from geo.dates.rules import Grammar
from geo.dates.slavic import russian_grammar, ukrainian_grammar
from geo.records import TimeSpan
from geo.sentences import small_words

__all__ = ["find_times"]

_GRAMMARS = {"en": english_grammar, "uk": ukrainian_grammar, "ru": russian_grammar}
# No time expression has its month, unit or year further than this from its first word, in characters.
_REACH = 60
# Longer words begin no time expression.
_LONGEST = 20


def find_times(text: str, *, published: date | None = None, language: str | None = None) -> tuple[TimeSpan, ...]:
    """Return the time expressions of a text, in text order.

    Parameters
    ----------
    text
        The article's text; offsets count its code points.
    published
        The day relative wording counts from. None leaves such expressions without days.
    language
        "en", "uk" or "ru"; any other, and None, is read as English. Dates in figures are read in every language.

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
    northern hemisphere. The beginning and the end of a year are its first and its last month.
    A night that leads to a day ("в ночь на 6 августа") has both.

    Examples
    --------
    >>> span, = find_times("The town fell last August.", published=date(2025, 3, 18))
    >>> span.text, span.from_day.isoformat(), span.to_day.isoformat(), span.anchor
    ('last August', '2024-08-01', '2024-08-31', 'article_date')
    """
    grammar = _GRAMMARS.get(language or "en", english_grammar)()
    return resolve(text, _find_forms(text, grammar), published, grammar.cues)


def _find_forms(text: str, grammar: Grammar) -> list[Form]:
    plain, runs, starts = small_words(text)
    words = [word[:_LONGEST] for word in runs]
    anchors = [
        start
        for word, start in zip(words, starts, strict=True)
        if word in grammar.anchors or (not word.isalpha() and _is_figure(text, start, word, grammar))
    ]
    # Russian prints "ё" as "е" as a rule.
    low = plain.replace("ё", "е")
    if "ё" in plain or "ʼ" in plain:
        words = [word.replace("ё", "е").partition("ʼ")[0] for word in words]
    forms: list[Form] = []
    end = index = 0
    for word, start in zip(words, starts, strict=True):
        if start < end or not grammar.may_begin(word):
            continue
        while index < len(anchors) and anchors[index] < start:
            index += 1
        if index == len(anchors):
            break
        if anchors[index] - start > _REACH or _is_inside_number(text, start):
            continue
        if form := grammar.form_at(text, low, start, word):
            forms.append(form)
            end = form.end
    return forms


def _is_figure(text: str, start: int, word: str, grammar: Grammar) -> bool:
    # The month or the year of "10.09.24" has two figures, and the point before it.
    return grammar.is_anchor(word) or (len(word) == 2 and text[start - 1 : start] == "." and word.isdecimal())


def _is_inside_number(text: str, start: int) -> bool:
    # "1,500" and "$2024" hold no year, "Su-24" no day.
    before, is_digit = text[max(0, start - 2) : start], text[start].isdigit()
    if before[-1:] in {"$", "€", "£", "₴", "№", "#"}:
        return True
    if not is_digit:
        return False
    return (before[-1:] in {".", ","} and before[:1].isdigit()) or (
        before[-1:] == "-" and before[:1].isupper() and text[start + 2 : start + 3].isdigit() is False
    )
