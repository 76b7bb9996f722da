"""What a share is a share of: the words behind "20 per cent of", "две трети"."""

from __future__ import annotations

import re

from geo.quantities.readings import GAP
from geo.records import Quantity

_SHARES = frozenset({"percent", "fraction"})
_WORD = re.compile(r"[^\W_][\w'’ʼ.-]{0,40}")
_GAP = re.compile(GAP)
_MOST_WORDS = 7
_OF = re.compile(rf"(?:{GAP}(?:or{GAP}(?:more|so))?)?{GAP}?of{GAP}", re.IGNORECASE)
_THE = re.compile(rf"{GAP}(?=(?:the|its|their|his|our|that|this)\b)", re.IGNORECASE)
_SLAVIC_OF = re.compile(rf"{GAP}(?:(?:від|од|от|из|із|з|зі){GAP})?", re.IGNORECASE)
# Words that end the phrase for the whole.
_ENDS = frozenset(
    "is are was were be been being has have had do does did will would can could may might must should and or but that which who whose where when "
    "while than as if in on at by to from for with over under after before between during since into against near now still "
    "today fell lies lie remain remains remained came come went go lost left held live lives lived said say says not also only".split()
)
_DETERMINERS = frozenset("the a an its their his our this that these those all ukraine's russia's".split())
# After a name only a word for what it names goes on with the phrase.
_KINDS = frozenset(
    "region regions oblast oblasts district districts raion province territory area city town village peninsula republic salient land soil population".split()
)
_SLAVIC_ENDS = frozenset(
    "в у на по до за під под над перед при про о об від от од із из з с і й и та а але но що что який яка які которые которая який це это є есть "
    "було был была были будет буде не ни ще ещё еще вже уже нині сейчас теперь тепер тоді ніж чем как як для без через після после между між же "
    "більше больше менше меньше вище выше нижче ниже или або чи є під".split()
)
_SLAVIC_VERB = re.compile(
    r"(?:[аияу]в|л[аоиы]|лис[ья]|лас[ья]|ло[сс]ь|[аея]но|[юуая]ть|[аеиі]ться|[аеиюу]тся|[аеу]ет|[ая]ют|шла|шло)$"
)
_SLAVIC_KINDS = re.compile(
    r"(?:област|район|громад|міст|город|територі|территори|населенн|населени|сел|п[іо]востр|респуб)"
)


def whole_of(text: str, quantity: Quantity, *, slavic: bool) -> tuple[int, int] | None:
    """Return the span of the words for the whole behind a share, None where the quantity is no share or none follow it."""
    if quantity.unit not in _SHARES:
        return None
    link = (
        _SLAVIC_OF.match(text, quantity.end) if slavic else _OF.match(text, quantity.end) or _half_the(text, quantity)
    )
    if link is None:
        return None
    end = _slavic_end(text, link.end()) if slavic else _english_end(text, link.end())
    return (link.end(), end) if end else None


def _half_the(text: str, quantity: Quantity) -> re.Match[str] | None:
    return _THE.match(text, quantity.end) if quantity.unit == "fraction" else None


def _english_end(text: str, start: int) -> int | None:
    end, named = None, False
    for number, word in enumerate(_words(text, start)):
        lowered = word[0].lower().rstrip(".")
        name = word[0][0].isupper() and lowered not in _DETERMINERS
        if (lowered in _ENDS and (number or lowered != "that")) or (
            named and not (name or lowered in _KINDS or lowered == "of")
        ):
            break
        if lowered == "of":
            named = False
            continue
        named = named or name
        end = word.start() + len(word[0].rstrip("."))
        if word[0].endswith(".") or (not named and lowered.endswith("ed") and end and lowered != "occupied"):
            break
    return end


def _slavic_end(text: str, start: int) -> int | None:
    end, named = None, False
    for number, word in enumerate(_words(text, start)):
        lowered = word[0].lower()
        name = word[0][0].isupper()
        if lowered in _SLAVIC_ENDS or _SLAVIC_VERB.search(lowered) or lowered[0] in "0123456789":
            break
        goes_on = name or _SLAVIC_KINDS.match(lowered) or _ADJECTIVE.search(_last(text, end))
        # A second noun hangs on the first only where it is a genitive: "території країни".
        if number and not goes_on and (number > 1 or not _GENITIVE.search(lowered)):
            break
        named = named or name
        end = word.start() + len(word[0].rstrip("."))
        if word[0].endswith("."):
            break
    return end


_ADJECTIVE = re.compile(r"(?:ої|ого|его|ій|ой|ей|их|ых|ією)$")
_GENITIVE = re.compile(r"(?:[аяиіїыую]|ів|ов|ей|ей|их|ых)$")


def _last(text: str, end: int | None) -> str:
    return text[max(0, (end or 0) - 4) : end or 0].lower()


def _words(text: str, start: int) -> list[re.Match[str]]:
    """The words from a position on with only gaps between them."""
    words: list[re.Match[str]] = []
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, start)):
        words.append(word)
        gap = _GAP.match(text, word.end())
        if gap is None:
            break
        start = gap.end()
    return words
