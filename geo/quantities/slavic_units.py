"""Ukrainian and Russian units and counted things: their spellings and stems, by the English name that each goes by."""

from __future__ import annotations

import re
from functools import lru_cache

from geo.quantities.readings import GAP, Unit
from geo.quantities.slavic_words import SCALES, VALUES, plain
from geo.quantities.units import UNITS

# "_" stands for one gap or hyphen, a trailing "*" for an ending of up to four letters.
_SPELLINGS = {
    "km²": r"кв\.?_?км\b|км(?:²|\^?2\b|\.?_?кв\b)|(?:квадратн\w{1,3}|кв\.?)_(?:кілометр|километр)*",
    "m²": r"кв\.?_?м\b|м(?:²|\^?2\b)|(?:квадратн\w{1,3}|кв\.?)_метр*",
    "square mile": r"(?:квадратн\w{1,3}|кв\.?)_мил[ьяіиюе]\w{0,2}",
    "hectare": r"га\b|гектар*",
    "acre": r"акр(?:а|и|ы|ів|ов)?\b",
    "km/h": r"км/(?:год|ч|час)\b|(?:кілометр|километр)*_(?:на_годину|в_час|за_годину)\b",
    "km": r"км\b|(?:кілометр|километр)(?:а|у|и|ы|ів|ов|ам|ами|ах|і|е|ом)?\b",
    "mile": r"мил(?:ь|я|и|і|ю|ям|ями|ях)\b",
    "m": r"м\b(?!/)|метр(?:а|у|и|ы|ів|ов|ам|ами|ах|і|е|ом)?\b",
    "yard": r"ярд(?:а|у|и|ы|ів|ов|ам|ами|ах)?\b",
    "foot": r"фут(?:а|у|и|ы|ів|ов|ам|ами|ах)?\b",
    "kg": r"кг\b|(?:кілограм|килограмм?)(?:а|и|ы|ів|ов|ам|ами)?\b",
    "tonne": r"т\b|тонн(?:а|у|и|ы|ам|ами|ах)?\b",
    "percentage point": r"п\.?_?п\.|(?:відсоткових?|процентных?|процентних?|відсоткові|процентні)_пункт\w{0,3}\b",
    "percent": r"%|процент(?:а|у|и|ы|ів|ов|ам|ами|ах|ом)?\b|відсот(?:ок|ка|ки|ку|ків|кам|ками|ках|ком)\b",
    "minute": r"хв\b|хвилин(?:а|и|у|ам|ами|ах|і)?\b|минут(?:а|ы|у|ам|ами|ах|е)?\b",
    "hour": r"годин(?:а|и|у|ам|ами|ах|і)?\b|час(?:а|у|ов|ам|ами|ах)\b",
    "day": r"діб\b|доб(?:а|у|и|і|ою|ам|ами|ах)\b|сут(?:ки|ок|кам|ками|ках)\b|дн(?:я|і|ів|и|ей|ям|ями|ях|ю)\b|день\b",
    "week": r"тиж(?:день|ня|ні|нів|ню|нями|нях)\b|недел(?:я|и|ю|ь|ям|ями|ях|е)\b",
    "month": r"місяц(?:ь|я|і|ів|ю|ям|ями|ях)\b|месяц(?:а|ы|ев|у|ам|ами|ах)?\b",
    "year": r"рок(?:и|у|ів|ам|ами|ах)\b|рік\b|год(?:а|у|ы|ам|ами|ах)\b|лет\b|год\b(?!\.)",
    "decade": r"десятиліт(?:тя|ь|тями)\b|десятилети(?:е|я|й)\b",
}  # fmt: skip
_NUMBERED = dict(enumerate(_SPELLINGS))
# "Two decimal places": letters after the symbol would make it another word.
_END = r"(?![^\W\d_])"


def _written(pattern: str) -> str:
    return re.sub(r"(?<=[^\W_])\*|(?<=\))\*", r"\\w{0,4}\\b", pattern).replace("_", rf"(?:-|{GAP})")


_MEASURE = re.compile(
    rf"(?:-|{GAP})?(?:"
    + "|".join(f"(?P<u{n}>{_written(_SPELLINGS[name])})" for n, name in _NUMBERED.items())
    + rf"){_END}",
    re.IGNORECASE,
)
_UKRAINIAN_HOUR = re.compile(rf"{GAP}?год\b\.?", re.IGNORECASE)
_MINUTE = re.compile(rf"{GAP}?мин\b", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"-?(?:(?P<km>(?:кілометр|километр)ов)|(?P<m>метров)|(?P<day>денн|дневн|добов|суточн)|(?P<hour>годинн|часов)|(?P<week>тижнев|недельн)|"
    r"(?P<month>місячн|месячн)|(?P<percent>відсотков|процентн)|(?P<tonne>тонн)|(?P<hectare>гектарн)|(?P<times>кратн|разов))"
    r"(?:ий|ій|ого|ому|им|ім|а|ої|у|ою|е|і|их|ими|ый|ая|ое|ые|ых|ым|ой|ую|ыми|ом)\b",
    re.IGNORECASE,
)
TIMES = Unit("times", 1.0, "1", "ratio")

# Stems of what is counted, and whole words after "=". The longest stem decides; an empty name is no counted thing.
_COUNTED = {
    "settlement": "поселен селищ поселок посёлок поселк посёлк =смт =пгт =нп",
    "village": "=село =села =селу =селом =селі =селе =сел =сіл =сёл =селам =селами =селах деревн =деревень",
    "hamlet": "хутор =станиця =станица =станиц =станиці =станицы",
    "city": "=місто =міста =міст =містам =містами =містах =місту город",
    "town": "містечк городк =городок =городков",
    "region": "област", "district": "район", "community": "громад общин", "municipality": "муніципалітет муниципалитет",
    "street": "вулиц улиц", "building": "будівл здани споруд строени", "house": "будинк =будинок хат двор =дом =дома =домов =домам =домами =домах",
    "home": "домівк осел", "apartment": "квартир", "bridge": "=мости =мостів =мостами =мосты =мостов =моста =мост",
    "school": "школ", "hospital": "лікарн больниц",
    "position": "позиці позици", "stronghold": "опорник =опорних =опорных",
    "person": "люд =чоловік человек =осіб =особи =особам =особами =особа =душ громадян =гражданин =граждан =гражданина",
    "civilian": "цивільн мирняк =гражданских =мирних =мирных",
    "resident": "мешкан жител", "refugee": "біженц беженц переселен",
    "child": "дитин =дітей =діти =дітям =дітьми =детей =дети =детям =детьми ребен ребён малюк школяр школьник",
    "woman": "жінк =жінок женщин", "man": "мужчин", "victim": "жертв", "casualty": "постраждал пострадавш",
    "killed": "загибл погибш вбит убит", "wounded": "поранен ранен", "missing": "пропавш",
    "soldier": "солдат військовослужбов =військових =військові =військовими військовик военнослужащ =военных =военными бійц =бійців =боєць боец бойц "
    "штурмовик піхотин пехотин північнокоре северокоре =корейцев =корейці =корейців =корейцы росіян россиян українц украинц вояк",
    "militant": "бойовик боевик", "paratrooper": "десантник", "marine": "морпіх морпех", "conscript": "призовник призывник строковик срочник",
    "recruit": "новобран рекрут", "mercenary": "найманц =найманців наемник наёмник", "officer": "офіцер офицер", "reservist": "резервіст резервист",
    "prisoner": "полонен військовополонен военноплен пленн", "invader": "окупант оккупант загарбник захватчик", "defender": "захисник защитник",
    "hostage": "заручник заложник", "troop": "правоохорон",
    "brigade": "бригад", "battalion": "батальйон батальон", "regiment": "=полк =полки =полку =полків =полка =полков =полками", "division": "дивізі дивизи",
    "company": "=рота =роти =роту =рот =роты =ротами", "platoon": "взвод", "army": "=армія =армії =армій =армии =армия =армий",
    "drone": "дрон безпілотник беспилотник =бпла =бпа шахед =бпак квадрокоптер", "tank": "танк =танків =танков",
    "vehicle": "=ббм =бтр =бмп =бмд машин бронемашин броньовик автомобіл автомобил бронетранспортер бронеавтомобіл бронеавтомобил автоцистерн",
    "truck": "вантажівк =вантажівок грузовик", "howitzer": "гаубиц", "gun": "гармат =пушка =пушки =пушку =пушек =орудий =орудия =знарядь артсистем",
    "mortar": "міномет миномет миномёт", "launcher": "=рсзв =рсзо установок пусков", "helicopter": "вертоліт вертольот вертолет вертолёт гелікоптер",
    "plane": "літак самолет самолёт", "jet": "винищувач истребител", "ship": "корабл =кораблів =судна =судов =суден =судами", "boat": "катер човн лодк =лодок",
    "missile": "ракет", "shell": "снаряд", "bomb": "бомб авіабомб авиабомб =каб =кабів =кабов =каби =кабы", "mine": "=міна =міни =мін =мінами =мина =мины =мин =минами",
    "round": "боєприпас боеприпас набо =патронов =патронів", "warhead": "боєголов боеголов", "piece": "одиниц =единица =единицы =единиц =единицу",
    "attack": "атак =дій =действий", "system": "систем", "assault": "штурм", "strike": "удар авіаудар авиаудар", "clash": "зіткнен боєзіткнен столкновен боестолкновен сутич стычк =стычек",
    "shelling": "обстріл обстрел", "battle": "=бій =бої =боїв =боями =боя =боев =боёв =бои", "explosion": "вибух взрыв", "raid": "рейд наліт налет налёт",
    "": "людськ ракетн штурмов танкер танкіст танкист танков авіаційн домов бригадн областн районн городищ городськ городск ударн мінськ снарядн атакув "
    "атакова вибухов взрывн обстріля обстреля поранил школьн хатн =ранение =ранения =поранення =поселення",
}  # fmt: skip
_WHOLE: dict[str, str] = {}
_STEMS: dict[str, str] = {}
for _name, _words in _COUNTED.items():
    for _word in _words.split():
        if _word.startswith("="):
            _WHOLE[plain(_word[1:])] = _name
        else:
            _STEMS[plain(_word)] = _name
_LONGEST_ENDING, _SHORTEST_STEM = 5, 3
_TWO_WORDS = re.compile(rf"(?:насел\w{{1,8}}{GAP}пункт\w{{0,3}}|н\.?{GAP}?п\.)", re.IGNORECASE)
_POINTS = re.compile(rf"опорн\w{{1,3}}{GAP}пункт\w{{0,3}}", re.IGNORECASE)
_CIVIL = re.compile(rf"(?:мирн|цивільн|гражданск)\w{{1,4}}{GAP}\w{{4,12}}\Z", re.IGNORECASE)
_BETWEEN = re.compile(rf"{GAP}(?P<word>[^\W\d_][\w'’ʼ-]{{0,24}})")
_ADJECTIVAL = re.compile(r"(?:[иыі][хмй]|[иыі]ми|[оеі]й|ої|ої|[ыи]е|ого|его|ні|кі|ві|[а-яґєії]{2}ні)$")
_SINGULAR = re.compile(r"(?:[аяуюеє]|ою|ею|ій|ой|ий|ый|ої|ому)$")
_STOPS = frozenset(
    "і й та и а але но або или чи в у на з із зі с со до по за під под від от о об про при для без як как що что не ні ни ж же року році рік годе году "
    "год роки гривень гривні гривня грн доларів долари долар долларов доллара доллар євро евро рублів рублей рубля рубль руб фунтов фунтів".split()
)
_STOPS |= frozenset(
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня января февраля марта апреля мая июня июля августа "
    "сентября октября ноября декабря".split()
)
_GENITIVE_PLURAL = re.compile(r"(?:[аяиы]|і)$")
_MANY_CASES = re.compile(r"(?:ами|ями|ьми)$")


def measure_at(text: str, start: int, *, ukrainian: bool) -> tuple[Unit, int] | None:
    """Return the unit of measurement that follows a number ending at `start`, and where it ends."""
    if ukrainian and (hour := _UKRAINIAN_HOUR.match(text, start)):
        return UNITS["hour"], hour.end()
    if text[max(0, start - 1) : start].isdigit() and (minute := _MINUTE.match(text, start)):
        return UNITS["minute"], minute.end()
    match = _MEASURE.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    symbol = match[match.lastgroup]
    # "У 2021-м" is a year; short symbols keep their letter case.
    if symbol in {"М", "Т", "ГА", "Га"} or (match[0][0] == "-" and symbol in {"м", "т", "га"}):
        return None
    return UNITS[_NUMBERED[int(match.lastgroup[1:])]], match.end()


@lru_cache(maxsize=65_536)
def is_anchor(word: str) -> bool:
    """Return whether a word can be the unit of a quantity or stand in its place: all have such a word near."""
    return bool(
        word == "%"
        or _MEASURE.match(word)
        or _MINUTE.match(word)
        or name_of(word)
        or _ADJECTIVE.search(word)
        or _OTHER_ANCHORS.match(plain(word))
    )


# Half and third, times, "to one", and what befell people.
_OTHER_ANCHORS = re.compile(
    r"(?:половин|трет|чверт|четверт|част|каж|кож|кажд|пів|пол|раз|вдв|удв|втр|утр|вч|уч|вп|уп|вш|уш|вс|ус|вв|вд|уд|дв|тр|одн|їх|них|пункт|п$|поран|ранен|ранил|"
    r"загин|загиб|погиб|вбит|убит|травм|постр|зник|пропал|сот|тисячн|тысячн|п'ят|пят|шост|шест|сьом|седьм|восьм|дев'ят|девят|десят|ч$|км|кв|год|співв|соотн|перев)"
)


def adjective_at(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the unit in a compound adjective ("-кілометрова") whose number ends at `start`, and where the word ends."""
    match = _ADJECTIVE.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    return TIMES if match.lastgroup == "times" else UNITS[match.lastgroup], match.end()


def name_of(word: str) -> str:
    """Return what a word counts, by its English name; empty where it is no counted thing."""
    said = plain(word)
    if "-" in said:
        # "FPV-дронів", "дронів-камікадзе": the head may be either part.
        head, _, tail = said.rpartition("-")
        return name_of(tail) or name_of(head.rpartition("-")[2])
    if said in _WHOLE:
        return _WHOLE[said]
    longest = len(said)
    for size in range(longest, max(_SHORTEST_STEM, longest - _LONGEST_ENDING) - 1, -1):
        if said[:size] in _STEMS:
            return _STEMS[said[:size]]
    return ""


def noun_at(text: str, start: int, *, value: float | None, digits: bool) -> tuple[Unit, int] | None:
    """Return the counted noun after a number ending at `start` (up to three adjectives between), and where it ends.

    `digits` demands that the noun stands in the form that a written figure asks for: "47 бригад" but not "47 бригада".
    """
    at = start
    for _ in range(4):
        gap = _BETWEEN.match(text, at)
        if gap is None:
            return None
        begin = gap.start("word")
        if two := _TWO_WORDS.match(text, begin) or _POINTS.match(text, begin):
            return _counted("stronghold" if two[0][0] in "оО" else "settlement"), two.end()
        name = name_of(gap["word"])
        if name and not (_is_adjective_here(text, gap, name) or (digits and not _agrees(gap["word"], value))):
            civil = name in {"person", "resident", "man"} and _CIVIL.search(text, max(start, begin - 24), gap.end())
            return _counted("civilian" if civil else name), gap.end()
        if name and digits and not _is_adjective_here(text, gap, name):
            return None
        word = plain(gap["word"])
        if word in _STOPS or word in VALUES or word in SCALES or not _may_stand_between(word, value):
            return None
        at = gap.end()
    return None


def _may_stand_between(word: str, value: float | None) -> bool:
    return bool(
        _ADJECTIVAL.search(word) or (value == 1 and _SINGULAR.search(word)) or word in {"fpv", "його", "її", "их"}
    )


def _is_adjective_here(text: str, gap: re.Match[str], name: str) -> bool:
    """Whether a word that can be a noun describes the next: "мирних жителів", "поранених солдатів"."""
    word = plain(gap["word"])
    if not word.endswith(("их", "ых", "і", "ие", "ые", "ими", "ыми")) or name not in {
        "civilian",
        "soldier",
        "wounded",
        "killed",
        "prisoner",
        "missing",
    }:
        return False
    following = _BETWEEN.match(text, gap.end())
    return bool(following and name_of(following["word"]))


def _agrees(word: str, value: float | None) -> bool:
    if value is None or value != int(value) or word.isupper():
        # "113 БПЛА" has no cases.
        return True
    said, last = plain(word), int(value) % 10
    if _MANY_CASES.search(said):
        return True
    if last in (2, 3, 4) and int(value) % 100 not in (12, 13, 14):
        return name_of(said) not in {"brigade", "battalion", "regiment", "division", "army", "company"}
    return (last == 1 and int(value) % 100 != 11) or not _GENITIVE_PLURAL.search(said) or said in {"люди", "діти"}


def _counted(name: str) -> Unit:
    return Unit(name, 1.0, "1", "count")
