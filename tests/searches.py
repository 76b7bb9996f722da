"""What a reader types, and which of the places that a page is about it must find, and no other."""

from __future__ import annotations

PLACES = {
    "geonames:706483": "Kharkiv",
    "geonames:687700": "Zaporizhzhya",
    "geonames:713122": "Avdiyivka",
    "geonames:690237": "Velyka Novosilka",
    "geonames:710915": "Chasiv Yar",
    "geonames:486816": "Sudzha",
    "geonames:703448": "Kyiv",
    "geonames:690823": "Vuhledar",
    "ne:RU-KRS": "Kursk Oblast",
    "curated:kursk-npp": "Kursk nuclear power plant",
    "test:1": "Hrushivka",
    "test:2": "Hruzivka",
    "test:3": "Zaliznychne",
    "article#e1": "north of the river",
}
"""Places of every source; of those of a test's or a user's own no other name is known."""
FOUND = {
    "Харьков": "Kharkiv", "Харків": "Kharkiv", "Kharkiv": "Kharkiv", "Kharkov": "Kharkiv", "Charkiw": "Kharkiv", "Charków": "Kharkiv", "харьк": "Kharkiv",
    "Запорожье": "Zaporizhzhya", "Запоріжжя": "Zaporizhzhya", "Zaporozhye": "Zaporizhzhya", "Saporischschja": "Zaporizhzhya", "Zaporizhia": "Zaporizhzhya",
    "Zaporoże": "Zaporizhzhya", "Авдеевка": "Avdiyivka", "Авдіївка": "Avdiyivka", "Avdeevka": "Avdiyivka", "Avdiivka": "Avdiyivka", "Awdijiwka": "Avdiyivka",
    "Великая Новоселка": "Velyka Novosilka", "Великая Новосёлка": "Velyka Novosilka", "Велика Новосілка": "Velyka Novosilka", "Welyka Nowosilka": "Velyka Novosilka",
    "Часов Яр": "Chasiv Yar", "Часів Яр": "Chasiv Yar", "Chasov Yar": "Chasiv Yar", "Tschassiw Jar": "Chasiv Yar", "Czasiw Jar": "Chasiv Yar",
    "Суджа": "Sudzha", "Sudzha": "Sudzha", "Sudscha": "Sudzha", "Soudja": "Sudzha", "Sudża": "Sudzha",
    "Київ": "Kyiv", "Киев": "Kyiv", "Kiev": "Kyiv", "Kijów": "Kyiv", "Kiew": "Kyiv", "Kyjiw": "Kyiv",
    "Угледар": "Vuhledar", "Ugledar": "Vuhledar", "Wuhledar": "Vuhledar",
    "Курская область": "Kursk Oblast", "Курщина": "Kursk Oblast", "Курская АЭС": "Kursk nuclear power plant",
    "Грушівка": "Hrushivka", "Gruszywka": "Hrushivka", "Gruschiwka": "Hrushivka", "Hruzivka": "Hruzivka", "Залізничне": "Zaliznychne", "Salisnytschne": "Zaliznychne",
}  # fmt: skip
"""In Russian, Ukrainian, English, German, Polish and French, and begun words."""
NOT_FOUND = (
    "Одеса", "Odessa", "Торецк", "Lviv", "Ош", "Сумы", "Kupiansk", "Белгород", "Изюм", "Kherson", "Novosibirsk", "Авдотьино", "Gorki", "Ужгород", "Часовня",
    "Saporow", "Sudak", "Kievlyanin",
)  # fmt: skip
