"""Renew hash and number of rows in the sidecars of the tables under data/places. Run by hand after editing one:

    python tests/recipes/renew.py

Comes in: the tables and what their sidecars say. Goes out: the same sidecars with `sha256` and `rows` as the tables now are.
"""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

from geo.catalog import SIDECAR, sha256_of, write_whole

PLACES = Path(__file__).parents[2] / "data/places"


def main() -> None:
    """Renew the sidecar of every table that has changed."""
    for table in sorted(PLACES.glob("*.csv")):
        sidecar = table.with_name(table.name + SIDECAR)
        facts = json.loads(sidecar.read_text("utf-8"))
        if facts.get("sha256") == (found := sha256_of(table)):
            continue
        with table.open(encoding="utf-8", newline="") as file:
            rows = sum(1 for _ in csv.DictReader(file))
        changed = {"sha256": found, "rows": rows, "retrieved_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        with write_whole(sidecar) as file:
            file.write(json.dumps(facts | changed, ensure_ascii=False, indent=1) + "\n")
        print(f"{table.name}: {rows} rows")


if __name__ == "__main__":
    main()
