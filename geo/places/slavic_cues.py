"""What the words beside a name say of its place, in Ukrainian and Russian; the English ones stand with the rules that use them.

Each table is a closed class of the language, none is taken from any one article.
"""

from __future__ import annotations

import re

# Before a name: what may be said of a place and seldom of a person.
PLACE_WORD = re.compile(
    r"(?:^|[\s(«])(?:в|у|во|на|під|под|за|біля|поблизу|неподалік|возле|около|близ|вблизи|недалеко|навколо|вокруг|до|від|от|з|із|зі|из|с|"
    r"через|між|между|над|по|к|бік|сторону|напрямк\w{1,2}|направлении|район\w{0,2}|околиц\w{1,2}|окраин\w{1,2}|"
    r"захоп\w{1,5}|захват\w{1,5}|звільн\w{1,5}|освоб\w{2,7}|окупу\w{1,5}|оккупир\w{2,5}|штурму\w{1,4}|атаку\w{1,4}|обстріл\w{1,4}|"
    r"обстрел\w{1,4}|утриму\w{1,4}|удержива\w{1,3}|контролю\w{1,4}|контролиру\w{1,4}|вз?яли?|узяли|зан(?:яла|яли?|яв|има\w{1,3}))\s(?:\w{4,20}\s)?$",
    re.IGNORECASE,
)
# Between two names for one place: "X (колишній Y)".
OTHER_NAME_LINKS = frozenset(
    {"(колишній", "(колишня", "(колишнє", "(бывший", "(бывшая", "(бывшее", "(ныне", "(нині", "(тепер", "(раніше", "(ранее", "(укр.",
     "(рос.", "(або", "(или", ", він же", ", он же", ", ныне", ", нині", "или", "або"}
)  # fmt: skip
# Between a town and the region or country it lies in; adjectives of regions stand in the genitive: "Суджа Курської області".
REGION_LINKS = frozenset({"", ",", "(", "в", "у", "на", ", в", ", у", ", що на", ", що в", ", що у", "(на", "(в", "(у"})
STATED_DISTANCE = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s?(км|кілом|килом|миль|мил[ія])", re.IGNORECASE)
# Peoples, armies and leaders point to a country without naming it as a place; beginnings of words, lower case.
COUNTRY_STEMS = {
    "росіян": "RU",
    "російськ": "RU",
    "россиян": "RU",
    "российск": "RU",
    "путін": "RU",
    "путин": "RU",
    "кремл": "RU",
    "українц": "UA",
    "українськ": "UA",
    "украинц": "UA",
    "украинск": "UA",
    "зеленськ": "UA",
    "зеленск": "UA",
    "всу": "UA",
    "зсу": "UA",
    "білорус": "BY",
    "белорус": "BY",
    "американ": "US",
    "британ": "GB",
    "польськ": "PL",
    "польск": "PL",
    "німец": "DE",
    "немец": "DE",
    "француз": "FR",
    "турец": "TR",
    "китай": "CN",
    "іран": "IR",
    "иран": "IR",
    "ізраїл": "IL",
    "израил": "IL",
}
