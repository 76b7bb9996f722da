"""`python -m tests.benchmarks main` prints the figures of the main job; `--help` lists the rest."""

from __future__ import annotations

import argparse

from tests.benchmarks import (
    checks,
    checks_shape,
    checks_time,
    claims,
    expressions,
    frontline,
    gazetteer,
    general_staff,
    geoparser,
    hostile,
    main,
    page,
    pairs,
    quantities,
    speed,
    times,
    widget,
)

JOBS = {
    "main": main.print_figures,
    "checks": lambda **_: checks.print_figures(),
    "checks_shape": lambda **_: checks_shape.print_figures(),
    "checks_time": lambda **_: checks_time.print_figures(),
    "claims": lambda **_: claims.print_figures(),
    "expressions": lambda **_: expressions.print_figures(),
    "geoparser": lambda **_: geoparser.print_figures(),
    "general_staff": lambda **_: general_staff.print_figures(),
    "frontline": lambda **_: frontline.print_figures(),
    "hostile": lambda **_: hostile.print_figures(),
    "gazetteer": lambda **_: gazetteer.print_figures(),
    "times": lambda **_: times.print_figures(),
    "page": lambda **_: page.print_figures(),
    "pairs": lambda **_: pairs.print_figures(),
    "quantities": lambda **_: quantities.print_figures(),
    "speed": lambda **_: speed.print_figures(),
    "widget": lambda **_: widget.print_figures(),
}


def run() -> None:
    """Measure the job that the command line names."""
    ask = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure Frontline and print one table."
    )
    ask.add_argument("job", choices=JOBS)
    ask.add_argument("--install", action="store_true", help="also time the README's first command (downloads packages)")
    said = ask.parse_args()
    JOBS[said.job](install=said.install)


run()
