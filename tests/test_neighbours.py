"""Villages of one name are told apart by the names that stand beside them."""

from __future__ import annotations

import time
from dataclasses import replace

from geo.places.evidence import Case, Choice
from geo.places.neighbours import settle_by_neighbours
from geo.records import Mention, Place

# Two neighbourhoods 250 km apart, each with a village called Lug.
EAST, WEST = (38.0, 48.5), (34.6, 48.5)
TEXT = "Near Ada and Bor, then Lug.\nFar from it Cer and Dol, with Lug."


def village(name: str, lon: float, lat: float, people: int = 0) -> Place:
    return Place(
        id=f"user:{name}:{lon}",
        name=name,
        kind="city",
        lon=lon,
        lat=lat,
        radius_m=1000.0,
        country="UA",
        population=people,
    )


LUGS = (village("Lug", EAST[0] + 0.05, EAST[1]), village("Lug", WEST[0] + 0.05, WEST[1]))
PLACES = {
    "Ada": (village("Ada", *EAST),),
    "Bor": (village("Bor", EAST[0] + 0.1, EAST[1]),),
    "Cer": (village("Cer", *WEST),),
    "Dol": (village("Dol", WEST[0] + 0.1, WEST[1]),),
    "Eno": (village("Eno", EAST[0], EAST[1] + 0.05),),
    "Fil": (village("Fil", EAST[0] + 0.1, EAST[1] + 0.05),),
    "Lug": LUGS,
}


def case(name: str, start: int, places: tuple[Place, ...] | None = None) -> Case:
    mention = Mention(id=f"m{start}", start=start, end=start + len(name), text=name, name=name)
    return Case(mention, PLACES[name] if places is None else places, None, "")


def undecided(one: Case) -> Choice | None:
    if not one.candidates:
        return None
    return Choice(
        ranked=one.candidates,
        share=0.5,
        supported=False,
        stated=False,
        local=False,
        reason="",
        nearest_m=None,
        n_anchors=0,
    )


def test_one_name_on_two_lines_means_two_villages() -> None:
    cases = [case(name, TEXT.index(name)) for name in ("Ada", "Bor", "Lug", "Cer", "Dol")]
    cases.append(case("Lug", TEXT.rindex("Lug")))
    settled = settle_by_neighbours(TEXT, cases, [undecided(one) for one in cases])
    first, second = settled[2], settled[5]
    assert first is not None
    assert second is not None
    assert (first.ranked[0], second.ranked[0]) == LUGS
    assert min(first.share, second.share) > 0.9


def test_a_name_that_stands_alone_stays_as_it_was() -> None:
    alone = [case("Lug", TEXT.index("Lug"))]
    before = [undecided(one) for one in alone]
    assert settle_by_neighbours(TEXT, alone, before) == before


def test_a_name_without_candidates_has_no_choice() -> None:
    unknown = [case("Lug", TEXT.index("Lug"), ()), case("Ada", TEXT.index("Ada"))]
    assert settle_by_neighbours(TEXT, unknown, [undecided(one) for one in unknown])[0] is None


def test_what_the_text_states_is_left_alone() -> None:
    cases = [case(name, TEXT.index(name)) for name in ("Ada", "Bor", "Lug", "Cer", "Dol")]
    chosen = [undecided(one) for one in cases]
    assert chosen[2] is not None
    chosen[2] = replace(chosen[2], stated=True)
    assert settle_by_neighbours(TEXT, cases, chosen)[2] == chosen[2]


def city_against_village(*, name: str, around: tuple[str, ...], own: str = "Lug") -> Place:
    """What Lug means in a list, where the western one is a city of half a million and the eastern one is called as told."""
    city = replace(LUGS[1], population=500_000)
    village_there = replace(LUGS[0], name=own)
    text = ", ".join((*around[:2], name, *around[2:]))
    cases = [case(word, text.index(word)) for word in (*around[:2], name, *around[2:]) if word != name]
    cases.insert(min(2, len(around)), case(name, text.index(name), (village_there, city)))
    settled = settle_by_neighbours(text, cases, [undecided(one) for one in cases])[min(2, len(around))]
    assert settled is not None
    return settled.ranked[0]


def test_a_great_city_alone_is_meant_by_its_name() -> None:
    assert city_against_village(name="Lug", around=()).population == 500_000


def test_one_town_beside_it_does_not_turn_a_great_city_into_a_hamlet() -> None:
    assert city_against_village(name="Lug", around=("Ada",)).population == 500_000


def test_a_village_called_like_a_great_city_is_meant_among_its_neighbours() -> None:
    assert city_against_village(name="Lug", around=("Ada", "Bor", "Eno", "Fil")).population != 500_000


def test_a_town_once_called_like_a_great_city_is_not_meant_by_that_name() -> None:
    assert city_against_village(name="Lug", around=("Ada", "Bor", "Eno", "Fil"), own="Krasny").population == 500_000


def test_other_letters_of_a_name_are_still_its_own() -> None:
    lugs = (replace(LUGS[0], name="Korolev"), replace(LUGS[1], name="Luh", population=500_000))
    alone = [case("Луг", 0, lugs)]
    settled = settle_by_neighbours("Луг", alone, [undecided(one) for one in alone])[0]
    assert settled is not None
    assert settled.ranked[0].name == "Luh"


def seconds_for(mentions: int) -> float:
    """Processor seconds for a text of so many mentions, each of six villages, of 40 names."""
    names = [f"Selo{number}" for number in range(40)]
    bearers = {
        name: tuple(village(name, 30 + (7 * n + 3 * i) % 10, 46 + (5 * n + 2 * i) % 6) for i in range(6))
        for n, name in enumerate(names)
    }
    cases = [case(names[n * n % 37], 8 * n, bearers[names[n * n % 37]]) for n in range(mentions)]
    chosen = [undecided(one) for one in cases]
    began = time.process_time()
    settle_by_neighbours("Selo, \n" * mentions, cases, chosen)
    return time.process_time() - began


def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    few, many = (min(seconds_for(mentions) for _ in range(3)) for mentions in (1_500, 6_000))
    # Growth with the square would be sixteenfold; a machine at work elsewhere makes single figures half as large again.
    assert many < 8 * few
