"""The language of a text, from its letters and its commonest words.

Comes in: text. Goes out: "en", "uk" or "ru", or None for too little text and for any other language; for text that is known to be
one of the two, `slavic_language` always answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

LANGUAGES = frozenset({"en", "uk", "ru"})
"""The languages that Frontline reads (ISO 639-1)."""
READ_CHARS = 20_000
"""No more of a text is looked at: a page is decided long before."""
# Beside so many words that belong to no language here, the few that do are quotations or chance.
LEAST_SHARE = 0.03
LEAST_VOTES, LEAST_WORDS = 0.5, 3
# Cyrillic letters and endings tell more than small Latin words do: two words are enough, one when a letter is no neighbour's.
LEAST_VOTES_OF_ONE = 0.8
_KEPT = 16_384
"""Words whose votes are kept: an article has some hundreds, most of them in the next one too."""
_STRESS = re.compile("[\u0300\u0301]")
_APOSTROPHE = re.compile("[\u0430-\u0457]['’ʼ][яюєї]")
_WORD = re.compile(r"[^\W\d_]{1,40}")
# Words of one language that its neighbours do not write so. The languages that are not read are here to lose no votes to
# those that are: Bulgarian shares half its small words with Russian, Dutch with English.
_WORDS = {
    "en": "the of and to for with by from has have had were which their its this said are been will after as on not "
    "would they his her he she it that near at",
    "uk": "та у що від це як його було після із й але які який яка цього також щодо через вже є ще під час бік біля лише "
    "поблизу між тому або вони він вона був були буде їх їхні проти доби ворог ворога зокрема зсу",
    "ru": "и что это как его было были после из от но или которые который которая также уже ещё еще они мы под к бы был "
    "при чтобы только время войска против где если более об во со бои боях боёв боев город города городу городе районе идут "
    "идёт идет ночью утром всу обстрел взяли заняли",
    "be": "што гэта як ад каб якія які быў было былі пасля таксама ужо яшчэ пад па пры яны толькі але супраць",
    "bg": "се че са във със като който което която това тази ще има беше след към е да си ги му от и или но също всу обстрел боеве",
    "sr": "је у се да су што као није које који али или од и после само već je su koji koje nije ali ili od i posle samo što kao",
    "pl": "w z i na się nie że jest do po przez dla od oraz to są był była jak ale który które",
    "de": "der die das und ist von mit nicht den dem im auf für ein eine sich wurde nach auch bei zu es",
    "nl": "de het een van en dat niet zijn met op voor te ook naar bij uit",
    "fr": "le la les des et est du une dans pour que par sur qui il ne pas au aux",
    "es": "el los las y del por con una se es en que la de para su al no",
    "it": "il di che della per non gli sono una nel con dei la le è e un",
    "pt": "o os as e do da em que uma não para com por um no na de",
    "ro": "și de la în cu pe că nu este din un o au pentru mai",
    "cs": "a v se na je že s z do o i to za by jsou byl ale který",
    "tr": "ve bir bu da de için ile olarak olan çok daha",
}
# Letters and endings that only these languages write, with what one word that has them is worth.
_LETTERS: dict[str, dict[str, float]] = {
    "ґєї": {"uk": 0.8},
    "і": {"uk": 0.5, "be": 0.4},
    "ыэё": {"ru": 0.5, "be": 0.4},
    "ъ": {"bg": 0.6, "ru": 0.1},
    "ў": {"be": 0.8},
    "јљњћђџѓќѕ": {"sr": 0.8},
    "әғқңөұүһ": {"other": 0.8},
    "ąęłśźż": {"pl": 0.8},
    "äöüß": {"de": 0.5, "tr": 0.3},
    "ñ": {"es": 0.8},
    "ãõ": {"pt": 0.8},
    "ășţț": {"ro": 0.8},
    "řěůďť": {"cs": 0.8},
    "ğşı": {"tr": 0.8},
}
_ENDINGS: dict[str, dict[str, float]] = {
    "ння ють ськ ські ської ському": {"uk": 0.5},
    "тся ают ует ает ский ское ская ость ского ской лся лась лись ляли рили тили нили ецке нске": {"ru": 0.5},
    "ая ое": {"ru": 0.4, "be": 0.3},
    "ть": {"ru": 0.3, "uk": 0.2},
    "ием ию ией": {"ru": 0.4},
    "лися лася вся": {"uk": 0.5},
    "ной": {"ru": 0.5, "be": 0.4},
    "ите ият ията": {"bg": 0.5},
    "цца асць": {"be": 0.5},
}
_OF_LETTER = {letter: worth for letters, worth in _LETTERS.items() for letter in letters}
_MARKED = frozenset(_OF_LETTER)
_OF_ENDING = {ending: worth for endings, worth in _ENDINGS.items() for ending in endings.split()}
_OF_WORD: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in _WORDS.items() if word in words.split())
    for word in sorted({word for words in _WORDS.values() for word in words.split()})
}


def detect_language(text: str) -> str | None:
    """Return the language that most of a text is written in: "en", "uk", "ru", or None.

    Returns
    -------
    None when the text says too little, or when another language fits better. Quotations in a second language do not
    matter as long as they are the smaller part. At most the first 20,000 characters are read.

    Examples
    --------
    >>> detect_language("Ворог атакував поблизу Покровська та Торецька.")
    'uk'
    >>> detect_language("Войска вошли в Суджу, сообщили власти.")
    'ru'
    """
    votes: dict[str, float] = defaultdict(float)
    words = _words(text)
    _vote(words, votes)
    ranked = sorted(((most, language) for language, most in votes.items()), reverse=True)
    if not ranked:
        return None
    most, best = ranked[0]
    tied = len(ranked) > 1 and ranked[1][0] == most
    if tied or best not in LANGUAGES or most < max(LEAST_VOTES, LEAST_SHARE * len(words)):
        return None
    if len(words) < (LEAST_WORDS if best == "en" else 2) and (best == "en" or most < LEAST_VOTES_OF_ONE):
        return None
    return best


def slavic_language(text: str) -> str:
    """Return "uk" or "ru" for a text in Cyrillic letters, whichever is nearer; "uk" when nothing tells.

    Examples
    --------
    >>> slavic_language("Суджа, Курск, Сумы"), slavic_language("Суджа, Курськ"), slavic_language("Суджа")
    ('ru', 'uk', 'uk')
    """
    votes: dict[str, float] = defaultdict(float)
    _vote(_words(text), votes)
    # Russian has no apostrophe; Ukrainian writes one before these letters.
    apostrophes = len(_APOSTROPHE.findall(text[:READ_CHARS].casefold()))
    return "ru" if votes["ru"] > votes["uk"] + LEAST_VOTES * apostrophes else "uk"


def _words(text: str) -> list[str]:
    """The words of the beginning of a text in lower case; stress marks part no word, "й" and "ї" are one letter each."""
    beginning = unicodedata.normalize("NFC", text[:READ_CHARS])
    return _WORD.findall(_STRESS.sub("", beginning).casefold())


def _vote(words: Sequence[str], votes: dict[str, float]) -> None:
    for told in map(_worth, words):
        for language, worth in told:
            votes[language] += worth


@lru_cache(maxsize=_KEPT)
def _worth(word: str) -> tuple[tuple[str, float], ...]:
    """What a word tells, as pairs of a language and a number of votes."""
    speakers = _OF_WORD.get(word, ())
    found = [(language, 1 / len(speakers)) for language in speakers]
    for letter in _MARKED.intersection(word):
        found += _OF_LETTER[letter].items()
    for size in (2, 3, 4, 5, 6):
        found += _OF_ENDING.get(word[-size:] if len(word) > size else "", {}).items()
    return tuple(found)
