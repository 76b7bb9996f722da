"""The colours of the page: verdicts told apart by all eyes, text that can be read."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import geo.page

Colour = NDArray[np.float64]
CSS = (Path(geo.page.__file__).parent / "page.css").read_text("utf-8")
LEAST_DIFFERENCE = 14.0
LEAST_CONTRAST = 4.5
LEAST_LINE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.119192, 0.9503041]]
)
VERDICTS = ("supported", "contradicted", "partly", "open")
THEMES = {"light": ".frontline {", "dark": '.frontline[data-theme="dark"] {'}


def colours(theme: str) -> dict[str, Colour]:
    """Return the theme's colours as linear RGB."""
    block = CSS[CSS.index(THEMES[theme]) :].split("}")[0]
    found = re.findall(r"--([a-z-]+): #([0-9a-f]{6})\b", block)
    values = {name: np.array([int(code[at : at + 2], 16) for at in (0, 2, 4)]) / 255 for name, code in found}
    return {name: np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4) for name, v in values.items()}


def lab(linear: Colour) -> Colour:
    """Return CIE L*a*b* under D65."""
    xyz = TO_XYZ @ np.clip(linear, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def ciede2000(one: Colour, two: Colour) -> float:
    """Return the difference of two L*a*b* colours (Sharma, Wu and Dalal 2005)."""
    mean_c = (np.hypot(*one[1:]) + np.hypot(*two[1:])) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)))
    a1, a2 = one[1] * (1 + g), two[1] * (1 + g)
    c1, c2 = np.hypot(a1, one[2]), np.hypot(a2, two[2])
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, one[2]), (a2, two[2])))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    hue = (h1 + turn / 2) % 360 if c1 * c2 else h1 + h2
    light, chroma = (one[0] + two[0]) / 2, (c1 + c2) / 2
    t = 1 + sum(
        share * np.cos(np.radians(times * hue + by))
        for share, times, by in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    turned = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    r = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(turned))
    d_l, d_c = (two[0] - one[0]) / s_l, (c2 - c1) / s_c
    d_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / s_h
    return float(np.sqrt(d_l**2 + d_c**2 + d_h**2 + r * d_c * d_h))


@pytest.mark.parametrize(
    ("one", "two", "difference"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
        ((50, -1, 2), (50, 0, 0), 2.3669),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(
    one: tuple[float, ...], two: tuple[float, ...], difference: float
) -> None:
    assert ciede2000(np.array(one), np.array(two)) == pytest.approx(difference, abs=1e-4)


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_verdicts_are_told_apart_by_all_eyes(theme: str, eyes: str) -> None:
    known = colours(theme)
    seen = {name: lab(EYES[eyes] @ known[name]) for name in VERDICTS}
    differences = {pair: round(ciede2000(seen[pair[0]], seen[pair[1]]), 1) for pair in combinations(VERDICTS, 2)}
    assert {pair: one for pair, one in differences.items() if one < LEAST_DIFFERENCE} == {}


@pytest.mark.parametrize("ground", ["paper", "panel", "hover", "land"])
@pytest.mark.parametrize("text", ["ink", "dim", "focus"])
@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    known = colours(theme)
    bright, dark = sorted((float(TO_XYZ[1] @ known[name]) for name in (text, ground)), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


APART = (("front", "ua-edge"), ("front", "regain"), ("front", "supported"), ("regain", "contradicted"))
"""Edges of the two sides' ground, what one gained and what the other regained, and the verdicts that lie on them."""


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_edges_of_the_sides_and_what_changed_are_told_apart_by_all_eyes(theme: str, eyes: str) -> None:
    known = {name: lab(EYES[eyes] @ value) for name, value in colours(theme).items()}
    differences = {pair: round(ciede2000(known[pair[0]], known[pair[1]]), 1) for pair in APART}
    assert {pair: one for pair, one in differences.items() if one < LEAST_DIFFERENCE} == {}


@pytest.mark.parametrize("edge", ["front", "regain", "ua-edge", "grey-edge", "border"])
@pytest.mark.parametrize("theme", THEMES)
def test_lines_on_the_map_can_be_seen(theme: str, edge: str) -> None:
    known = colours(theme)
    for ground in ("land", "sea"):
        bright, dark = sorted((float(TO_XYZ[1] @ known[name]) for name in (edge, ground)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= LEAST_LINE_CONTRAST


def test_sides_and_changes_differ_without_colour() -> None:
    gain, loss = (CSS.split(f".fl-key-{name} {{")[1].split("}")[0] for name in ("gained", "lost"))
    assert ("135deg" in gain, "45deg" in loss.replace("135deg", "")) == (True, True)
    dotted = next(rule for rule in CSS.split("\n") if rule.startswith(".fl-control.fl-side-grey"))
    assert "stroke-dasharray" in dotted


def test_the_dark_theme_is_the_same_whoever_asks_for_it() -> None:
    chosen = CSS.split(THEMES["dark"])[1].split("}")[0]
    asked = CSS.split('.frontline[data-theme="auto"] {')[1].split("}")[0]
    assert chosen.split() == asked.split()
