"""Ukrainian and Russian shares and ratios in words: "дві третини", "половина", "каждый пятый", "вдвічі більше", "в три раза"."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.quantities.readings import GAP, Number, Read, Unit, per_day
from geo.quantities.slavic_numbers import Said, number_at, word_at
from geo.quantities.slavic_units import TIMES, measure_at, name_of
from geo.quantities.slavic_words import SCALES, VALUES, plain
from geo.quantities.units import FRACTION

_PARTS: dict[str, float] = {
    word: value
    for value, words in (
        (1 / 2, "половина половини половині половину половиною половины половине половиной"),
        (1 / 3, "третина третини третину третиною третин третині треть трети третью третей"),
        (1 / 4, "чверть чверті чвертю чвертей четверть четверти четвертью четвертей"),
    )
    for word in words.split()
}
_ORDINALS: dict[str, int] = {
    stem: value
    for value, stems in (
        (2, "друг втор"), (3, "трет"), (4, "четверт"), (5, "п'ят пят"), (6, "шост шест"), (7, "сьом седьм"), (8, "восьм"),
        (9, "дев'ят девят"), (10, "десят"), (20, "двадцят двадцат"), (100, "сот"), (1000, "тисячн тысячн"),
    )
    for stem in stems.split()
}  # fmt: skip
_ORDINAL = re.compile(
    rf"(?P<stem>{'|'.join(_ORDINALS)})(?:ий|ій|ый|ой|ий|ого|ему|ьего|ього|а|ая|у|ую|ої|ою|я|ю|ьої|ьей|их|ых|іх|і|ые|ьих)\b"
)
_PIECE = re.compile(rf"{GAP}(?:частин|част|дол|частк)(?:а|и|у|ою|ку|ка|ь|я|ю|і)?\b", re.IGNORECASE)
_EVERY = frozenset("кожен кожний кожна кожного кожному кожну каждый каждая каждого каждому каждую".split())
# "Первая половина дня", "вторая треть июля": parts of a whole told in order; "четверть первого" is a time of day.
_ORDERED = re.compile(r"(?:перш|друг|перв|втор|третьей|останн|последн)\w{1,4}\s{1,3}\Z", re.IGNORECASE)
_TIME_OF_DAY = re.compile(
    rf"{GAP}(?:на{GAP})?(?:перш|перв|друг|втор|трет|четверт|п['’]ят|пят|шост|шест|сьом|седьм|восьм|дев['’]ят|девят|десят|одинадцят|одиннадцат|дванадцят|"
    r"двенадцат)(?:ого|ьего|у|ої|ої|ьої|ої|ю)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(rf"{GAP}(?:від|од|от|из|із|з|зі)?[^\W\d_]|{GAP}?\Z", re.IGNORECASE)
_TIMES_WORDS: dict[str, float] = {
    word: value
    for value, words in (
        (2, "вдвічі удвічі вдвоє удвоє вдвое двічі дважды"), (3, "втричі утричі втроє утроє втрое тричі трижды"),
        (4, "вчетверо учетверо"), (5, "вп'ятеро уп'ятеро впятеро"), (6, "вшестеро ушестеро"), (7, "всемеро усемеро"),
        (8, "ввосьмеро восьмикратно"), (10, "вдесятеро удесятеро"), (1.5, "півтораразово"),
    )
    for word in words.split()
}  # fmt: skip
_FREQUENCIES = frozenset("двічі дважды тричі трижды".split())
_COMPARED = re.compile(
    rf"{GAP}(?:більш|больше|більше|больш|менше|меньше|менш|частіше|чаще|вище|выше|нижче|ниже|швидше|быстрее|ширш|шире|довш|длинн|дальш|дальше|далі|"
    r"перевищ|превыш|превос|переваж|збільш|увелич|зрос|вырос|скорот|сократ|зменш|уменьш|дешевш|дорожч|рідше|реже|сильн|слабш|слабее|повільн|медлен|"
    r"кращ|лучше|гірш|хуже|ефективн|эффективн)",
    re.IGNORECASE,
)
_IN_TIMES = re.compile(rf"(?:в|у){GAP}(?=[^\W_])", re.IGNORECASE)
_RAZ = re.compile(rf"(?:-|{GAP})?раз(?:а|и|ів|у|ам|ами|ы|ов)?\b", re.IGNORECASE)
_TO_ONE = re.compile(rf"(?:{GAP}(?:до|к|проти|против){GAP}(?:одного|одному|1)\b)", re.IGNORECASE)
_COLON_ONE = re.compile(r"(?P<n>[0-9]{1,3}):1\b(?![:.,]?[0-9])")
_RATIO_CUE = re.compile(
    r"(?:співвідношен|соотношен|перевес|перевага|перевагу|превосходств|переваги)\w{0,4}[^.!?\n]{0,24}\Z", re.IGNORECASE
)
_RATE = re.compile(
    rf"(?:{GAP}(?:(?:в|у|на|кожні|кожну|каждый|каждую|каждые|щодо){GAP}(?P<in>добу|сутки|день|ніч|ночь|тиждень|неделю|місяць|месяц|рік|год|годину|час)"
    rf"|за{GAP}(?P<over>добу|сутки|день|ніч|ночь)|(?P<adverb>щодоби|щодня|щоночі|щотижня|щомісяця|щороку|ежедневно|ежесуточно|еженедельно|"
    r"ежемесячно|ежегодно))|/(?P<slash>добу|доба|сутки|сут|день|д|місяць|месяц|тиждень|неделю|рік|год))\b",
    re.IGNORECASE,
)
_PERIODS: dict[str, str] = {
    word: period
    for period, words in (
        ("day", "добу доба сутки сут день д щодоби щодня ежедневно ежесуточно"), ("night", "ніч ночь щоночі"), ("week", "тиждень неделю щотижня еженедельно"),
        ("month", "місяць месяц щомісяця ежемесячно"), ("year", "рік год щороку ежегодно"), ("hour", "годину час"),
    )
    for word in words.split()
}  # fmt: skip


def share_at(text: str, start: int, *, hedged: bool) -> Read | None:
    """Return the share that words give at a position: "половина", "дві третини", "п'ята частина", "каждый пятый"."""
    return _part(text, start, hedged=hedged) or _every(text, start) or _numerator(text, start)


def ratio_at(text: str, start: int, said: Said | None) -> Read | None:
    """Return the ratio or frequency at a position: "вдвое больше", "в 5-6 раз", "семь к одному", "двічі на день".

    `said` is the number that begins there.
    """
    return _times_word(text, start) or _in_times(text, start, said) or _to_one(text, start, said)


def rate_at(text: str, read: Read) -> Read:
    """Return a reading as a rate, where a period follows it; else as it is."""
    match = None if read.unit.kind in {"speed", "share", "time"} else _RATE.match(text, read.end)
    if match is None:
        return read
    word = next(part for part in match.groups() if part)
    return Read(read.number, per_day(read.unit, _PERIODS[word.lower()]), match.end())


def _of(start: float, end: int) -> Read:
    return Read(Number(end, start, 0.95 * start, 1.05 * start), FRACTION, end)


def _part(text: str, start: int, *, hedged: bool) -> Read | None:
    word = word_at(text, start)
    said = plain(word[0]) if word else ""
    if word is None or not starts_share(said) or _ORDERED.search(text, max(0, start - 14), start):
        return None
    if _scale_behind(text, word.end()):
        return None
    if said in _PARTS and not _TIME_OF_DAY.match(text, word.end()) and (hedged or _FOLLOWED.match(text, word.end())):
        return _of(_PARTS[said], word.end())
    if said == "пів" and _FOLLOWED.match(text, word.end()) and not _TIME_OF_DAY.match(text, word.end()):
        # "Пів міста"; what is measured or counted by scale was read before.
        return _of(0.5, word.end())
    piece = _PIECE.match(text, word.end())
    ordinal = _ORDINAL.fullmatch(said) if piece else None
    return _of(1 / _ORDINALS[ordinal["stem"]], piece.end()) if ordinal and piece else None


def part_of_scale(text: str, start: int) -> Number | None:
    """Return the number that a part of a hundred, thousand or million is: "чверть мільйона", "пів сотні"."""
    word = word_at(text, start)
    part = None if word is None else 0.5 if plain(word[0]) == "пів" else _PARTS.get(plain(word[0]))
    scale = _scale_behind(text, word.end()) if word and part else None
    if not part or scale is None:
        return None
    value = part * SCALES[plain(scale[0])]
    return Number(scale.end(), value, 0.9 * value, 1.1 * value, "about")


def _scale_behind(text: str, end: int) -> re.Match[str] | None:
    word = word_at(text, end + 1) if text[end : end + 1].isspace() else None
    return word if word and plain(word[0]) in SCALES else None


def _every(text: str, start: int) -> Read | None:
    """Read "кожен п'ятий" as a fifth; "каждый второй день" is a frequency and left."""
    word = word_at(text, start)
    following = word_at(text, word.end() + 1) if word and plain(word[0]) in _EVERY else None
    ordinal = _ORDINAL.fullmatch(plain(following[0])) if following else None
    if ordinal is None or following is None or measure_at(text, following.end(), ukrainian=False):
        return None
    return _of(1 / _ORDINALS[ordinal["stem"]], following.end())


def _numerator(text: str, start: int) -> Read | None:
    """Read "дві третини", "три чверті", "две пятых"."""
    over = word_at(text, start)
    value = VALUES.get(plain(over[0])) if over else None
    if (
        over is None
        or value is None
        or not 1 <= value < 10
        or text[over.end() : over.end() + 1] not in ("-", " ", "\u00a0", "\n")
    ):
        return None
    under = word_at(text, over.end() + 1)
    if under is None:
        return None
    said = plain(under[0])
    ordinal = _ORDINAL.fullmatch(said) if said.endswith(("их", "ых", "іх", "а", "ая")) else None
    whole = _PARTS.get(said) or (ordinal and 1 / _ORDINALS[ordinal["stem"]])
    if (
        not whole
        or value * whole >= 1
        or (ordinal and name_of(_next(text, under.end())) in {"brigade", "battalion", "army"})
    ):
        return None
    piece = _PIECE.match(text, under.end())
    if ordinal and said.endswith(("а", "ая")) and not (piece or value == 1):
        return None
    return _of(value * whole, piece.end() if piece else under.end())


def _next(text: str, end: int) -> str:
    word = word_at(text, end + 1)
    return word[0] if word else ""


def _times_word(text: str, start: int) -> Read | None:
    word = word_at(text, start)
    said = plain(word[0]) if word else ""
    if word is None or said not in _TIMES_WORDS:
        return None
    value = float(_TIMES_WORDS[said])
    number = Number(word.end(), value, 0.9 * value, 1.1 * value)
    if said not in _FREQUENCIES:
        return Read(number, TIMES, word.end())
    rate = rate_at(text, Read(number, Unit("", 1.0, "1", "count"), word.end()))
    return rate if rate.unit.kind == "rate" else None


def _in_times(text: str, start: int, said: Said | None) -> Read | None:
    """Read "в три раза", "у 5-6 разів"; "три раза" is a ratio only with a comparison, a rate with a period."""
    lead = None if said else _IN_TIMES.match(text, start)
    said = number_at(text, lead.end()) if lead else said
    times = _RAZ.match(text, said.number.end) if said else None
    if said is None or times is None:
        return None
    if lead or _COMPARED.match(text, times.end()):
        return Read(said.number, TIMES, times.end())
    rate = rate_at(text, Read(said.number, Unit("", 1.0, "1", "count"), times.end()))
    return rate if rate.unit.kind == "rate" else None


def _to_one(text: str, start: int, said: Said | None) -> Read | None:
    """Read "семь к одному" and, where a ratio is spoken of, "7:1"."""
    if said and said.number.value is not None and (match := _TO_ONE.match(text, said.number.end)):
        return Read(said.number, TIMES, match.end())
    match = _COLON_ONE.match(text, start)
    if match is None or not _RATIO_CUE.search(text, max(0, start - 60), start):
        return None
    value = float(match["n"])
    return Read(Number(match.end(), value, value - 0.5, value + 0.5), TIMES, match.end())


_SHARE_STARTS = frozenset({*_PARTS, *_TIMES_WORDS, *_EVERY, "пів"})


@lru_cache(maxsize=65_536)
def starts_share(word: str) -> bool:
    """Return whether a word, in the form of `plain`, can begin a share or a ratio."""
    return word in _SHARE_STARTS or _ORDINAL.fullmatch(word) is not None
