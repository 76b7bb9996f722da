"""Villages of one name are told apart by the names that stand beside them."""

from __future__ import annotations

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
