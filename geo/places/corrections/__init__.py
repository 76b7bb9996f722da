"""What a user knows better: names and single mentions pinned to a place, or barred from the map.

Comes in: a file of corrections (`file.py`), the gazetteer, the resolutions of an article. Goes out: the resolutions with the
corrections applied, last of all. `entries.py` holds the records, `settle.py` finds the places, `apply.py` applies them; `written.py`
writes a file back.
"""

from __future__ import annotations

from geo.places.corrections.apply import apply_corrections, unused_corrections
from geo.places.corrections.entries import Correction, Corrections
from geo.places.corrections.file import read_corrections
from geo.places.corrections.settle import Settled, settle_corrections
from geo.places.corrections.written import write_corrections

__all__ = [
    "Correction",
    "Corrections",
    "Settled",
    "apply_corrections",
    "read_corrections",
    "settle_corrections",
    "unused_corrections",
    "write_corrections",
]
