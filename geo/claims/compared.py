"""Days of a comparison: "120 km² in August, down from 300 in July" is no claim about July."""

from __future__ import annotations

import re

from geo.records import TimeSpan
from geo.sentences import Span

# How far before a time its comparison may begin.
_REACH = 100
_UNIT = r"(?!\S{0,4}\s?(?:бригад|полк|батальй|батальо|арм|див[іи]з|корпус))"
_FIGURE = rf"(?:[а-яіїєґё]{{2,12}}\s){{0,2}}\d[\d.,]{{0,8}}(?!-){_UNIT}"
# Up to the time, with no comma between: what stands behind one is told of the main figure again.
_COMPARED = re.compile(
    r"\b(?:(?:down|up)\sfrom|compared\s(?:with|to)|in\scomparison\s(?:with|to)|versus|than\s(?:in|during|over)|(?<=,\s)against\s(?=(?:\w{1,10}\s){0,2}\d)|"
    rf"(?:проти|против)\s(?={_FIGURE})|пор[іи]вняно\s[зі]|(?:у|в)\sпорівнянні\s(?:з|із)|(?:по|в)\sсравнени[юи]\s(?:с|со)|(?:ніж|чем)\s(?:у|в|во|за|протягом|в\sтечение))"
    r"(?:[^,;]|,(?=\d)){0,90}$",
    re.IGNORECASE,
)


def is_compared(text: str, sentence: Span, time: TimeSpan) -> bool:
    """Tell whether a time of a sentence only dates what a figure is compared with."""
    # The time may bring its preposition along, and ends a word of its own.
    start = max(sentence.start, time.start - _REACH)
    head = text[time.start : time.start + 4].partition(" ")[0]
    return _COMPARED.search(f"{text[start : time.start]}{head} ") is not None
