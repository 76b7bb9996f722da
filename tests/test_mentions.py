"""Names in sentences of our own, with what each stands for."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.mentions import find_mentions
from geo.records import Article, Mention
from tests.atlas import Atlas

ATLAS = Atlas()


def read(text: str) -> list[Mention]:
    return list(find_mentions(Article(text=text), ATLAS))


# text, then (name, usage, mapped) of each mention
USAGES = (
    ("Shelling was heard in Pokrovsk all night.", [("Pokrovsk", "literal", True)]),
    ("Moscow said the talks were over.", [("Moscow", "metonymic", False)]),
    ("The delegation flew to Moscow on Friday.", [("Moscow", "literal", True)]),
    (
        "Residents of central Kyiv, and people living in Kyiv, slept badly.",
        [("Kyiv", "literal", True), ("Kyiv", "literal", True)],
    ),
    ("Ukraine’s army crossed into Russia.", [("Ukraine", "metonymic", False), ("Russia", "literal", True)]),
    ("The ruins lie inside Ukraine’s territory.", [("Ukraine", "literal", True)]),
    ("Nothing remained of the Minsk II terms.", [("Minsk", "embedded", False)]),
    ("The Minsk agreements were never kept.", [("Minsk", "embedded", False)]),
    ("The New York Times had a reporter in Toretsk.", [("New York", "embedded", False), ("Toretsk", "literal", True)]),
    ("The Kursk operation surprised the staff.", [("Kursk", "literal_mod", True)]),
    ("Guards left the Kursk nuclear power plant.", [("Kursk nuclear power plant", "literal", True)]),
    ("The US sent observers.", [("US", "metonymic", False)]),
    ("They asked us, in May, about a rifle.", []),
    ("The 5th Toretsk Brigade left.", [("Toretsk", "embedded", False)]),
    ("Critics in the West were divided.", [("the West", "metonymic", False)]),
    ("Turkish and Syrian troops met.", [("Turkish", "metonymic", False), ("Syrian", "metonymic", False)]),
    ("He taught at the University of Toretsk for years.", [("Toretsk", "embedded", False)]),
    ("GLASGOW (AP) — A bridge fell.", [("GLASGOW", "literal", True)]),
    ("KYIV (Reuters) - A bridge fell.", [("KYIV", "literal", True)]),
    ("They came from Syria, Iraq and Turkey.", [(name, "literal", True) for name in ("Syria", "Iraq", "Turkey")]),
    ("In countries such as Iraq and Syria it rained.", [("Iraq", "literal", True), ("Syria", "literal", True)]),
    ("Turkey wants a deal.", [("Turkey", "metonymic", False)]),
    ("They ate turkey. Turkey was no topic.", []),
    ("They sat in Syria’s notorious jails.", [("Syria", "literal", True)]),
    ("Moscow-based firms paid.", [("Moscow", "literal_mod", True)]),
    ("The town of Glasgow, Ky., was dark.", [("Glasgow", "literal", True), ("Ky.", "literal", True)]),
    ("Thousands fled north-eastern Syria.", [("Syria", "literal", True)]),
    ("The Kremlin aide smiled.", [("Kremlin", "metonymic", False)]),
    ("They evacuated Toretsk, and Russia is near.", [("Toretsk", "literal", True), ("Russia", "metonymic", False)]),
    ("The cruiser Moskva sank. Then the Moskva was found.", [("Moskva", "embedded", False)] * 2),
    ("Dynamo Kyiv won.", [("Kyiv", "embedded", False)]),
    ("The Moscow-based firm paid.", [("Moscow", "literal_mod", True)]),
    ("They visited Glasgow, Ky., on Monday.", [("Glasgow", "literal", True), ("Ky.", "literal", True)]),
    ("They fought in Toretsk. Governor Filashkin spoke.", [("Toretsk", "literal", True)]),
    ("They offered Minsk as a venue.", [("Minsk", "literal", True)]),
    ("What could that bring for Kyiv?", [("Kyiv", "metonymic", False)]),
    ("Few live in the centre of Jackson.", [("Jackson", "literal", True)]),
    ("Losing Kursk would hurt.", [("Kursk", "literal", True)]),
    ("The Rifle Street Journal asked.", []),
    ("Help from Turkey came late.", [("Turkey", "metonymic", False)]),
    ("They reached the village of Zzyzivka at dawn.", [("Zzyzivka", "literal", True)]),
)


@pytest.mark.parametrize(("text", "expected"), USAGES)
def test_each_name_is_known_for_what_it_stands_for(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = [
        (text[slice(*m.full)] if m.kind_hint == "facility" and m.full else m.text, m.usage, m.mapped)
        for m in read(text)
    ]
    assert found == expected


NAMES_OF_OTHERS = (
    "Paris Hilton smiled. Later Paris left.",
    "President Jackson spoke, and Jackson was cheered.",
    "Mayor Emma Jackson said no. Jackson was angry.",
    "J. Paris wrote the book.",
    "Rifle fire was heard.",
    "WHO and NATO met; GDP rose.",
)


@pytest.mark.parametrize("text", NAMES_OF_OTHERS)
def test_persons_words_and_acronyms_are_no_places(text: str) -> None:
    assert [m.text for m in read(text) if m.usage != "metonymic"] == []


def test_a_name_that_is_a_place_once_is_one_wherever_it_stands() -> None:
    assert [m.text for m in read("Glasgow woke. They were in Glasgow. Rain is what Glasgow knows.")] == ["Glasgow"] * 3


def test_towns_of_the_scene_need_no_word_of_place() -> None:
    text = "They fought in Toretsk, in Bakhmut and in Pokrovsk. Soon Terny was calm, and Rifle was calm."
    assert [m.text for m in read(text)] == ["Toretsk", "Bakhmut", "Pokrovsk", "Terny"]


def test_a_settlement_that_no_gazetteer_knows_is_a_mention_by_its_wording() -> None:
    (unknown,) = read("They reached the village of Zzyzivka at dawn.")
    assert (unknown.kind_hint, unknown.mapped) == ("city", True)


HINTS = (
    ("Fighting continued in the Kursk region.", "region"),
    ("Fighting continued in the city of Kursk.", "city"),
    ("They retook the region of Kursk.", "region"),
    ("They stopped 40 km east of Kursk.", "city"),
    ("The Kursk nuclear power plant is safe.", "facility"),
    ("The Kursk incursion began.", "region"),
    ("The battle was for Kursk.", None),
)


@pytest.mark.parametrize(("text", "hint"), HINTS)
def test_the_words_beside_a_name_ask_for_a_kind_of_place(text: str, hint: str | None) -> None:
    (mention,) = read(text)
    assert mention.kind_hint == hint


def test_a_nickname_of_an_operation_stays_at_its_place() -> None:
    mentions = read("They fought in Toretsk. Then came the Toretsk Tango, as wits called it.")
    assert [(m.usage, m.mapped) for m in mentions] == [("literal", True), ("literal_mod", True)]


def test_names_in_any_script_are_found_in_their_base_form() -> None:
    assert [m.text for m in read("Понад Toretsk летіли дрони.")] == ["Toretsk"]


@given(st.text(max_size=400))
def test_every_mention_slices_back_whatever_the_text(text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in read(text))


@given(
    st.lists(
        st.sampled_from(
            ["Kursk", "region", "Moscow", "said", "in", "the", "New", "York", "Times", ",", ".", "\n", "’s"]
        ),
        max_size=40,
    )
)
def test_mentions_are_in_order_and_apart(pieces: list[str]) -> None:
    mentions = read(" ".join(pieces))
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@pytest.mark.parametrize("unit", ["Kursk ", "A", "’s ", "Moscow, ", "Kursk. ", "He said. "])
def test_time_grows_in_step_with_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text, costs = unit * (size // len(unit)), []
        # The better of two: a pass of the garbage collector over all that the tests hold is no part of the work.
        for _ in range(2):
            start = time.process_time()
            read(text)
            costs.append(time.process_time() - start)
        return min(costs)

    seconds(10_000)
    assert seconds(400_000) < 4 * 2 * max(seconds(100_000), 0.02)
