"""Quantities: text in, `Quantity` records out, each as said and in SI with what the wording allows.

`english.py` and `slavic.py` find them, each with a file for numbers and one for units; `wholes.py` says what a share is of.
"""

from __future__ import annotations

import re
from dataclasses import replace

from geo.quantities.english import read_english
from geo.quantities.slavic import read_slavic
from geo.quantities.wholes import whole_of
from geo.records import Quantity

__all__ = ["find_quantities"]

_SLAVIC = frozenset({"uk", "ru"})
# Enough of a text to tell its letters by.
_LOOKED_AT = 20_000
_CYRILLIC, _LATIN = re.compile("[\u0400-\u04ff]"), re.compile("[A-Za-z]")


def find_quantities(text: str, *, language: str | None = None) -> tuple[Quantity, ...]:
    """Return the quantities of a text, in text order: measures, shares, lengths of time, counts, ratios, rates.

    Parameters
    ----------
    language
        "en", "uk" or "ru". None or another: Ukrainian and Russian wording is read where most letters are Cyrillic, English
        wording elsewhere.

    Returns
    -------
    tuple of Quantity
        With ids q1, q2, ...; `text` spans hedge, number and unit ("about 50km"). `si` is in `si_unit`: m, m2, m/s, kg, s,
        or 1 (counts, shares, ratios); rates are per day (m2/d, m/d, 1/d). `low` and `high` are what the wording allows, in
        the same unit, None where open: the rounding of the digits where nothing else is said, a tenth either way for
        "about". The value of a range is its middle. Vague amounts ("several hundred soldiers") have no value, only ends.
        `of` is the span of the words that name the whole of a share ("20 per cent of [the region]").

    Notes
    -----
    Ordinals, names with numbers ("80th Brigade", "T-72", "Minsk II"), calibres, dates, ages and money are not quantities.
    `unit` is the English word in every language.

    Examples
    --------
    >>> area, = find_quantities("They held about 20 sq km.")
    >>> area.text, area.si, area.si_unit, area.low, area.high, area.approx
    ('about 20 sq km', 20000000.0, 'm2', 18000000.0, 22000000.0, 'about')
    >>> share, = find_quantities("Понад дві третини області під окупацією.", language="uk")
    >>> share.text, round(share.value, 2), share.approx
    ('Понад дві третини', 0.67, 'at_least')
    """
    slavic = language in _SLAVIC or (language != "en" and _mostly_cyrillic(text))
    read = read_slavic(text, ukrainian=language == "uk") if slavic else read_english(text)
    return tuple(
        replace(quantity, id=f"q{number}", of=whole_of(text, quantity, slavic=slavic))
        for number, quantity in enumerate(read, start=1)
    )


def _mostly_cyrillic(text: str) -> bool:
    part = text[:_LOOKED_AT]
    return len(_CYRILLIC.findall(part)) > len(_LATIN.findall(part))
