"""Claims in a table that a person can correct in a spreadsheet, and back: a report goes out as rows, rows come in as readings.

`layout.py` names the columns, `vocabulary.py` the words they may hold; `cells.py` writes and reads single cells, `originals.py` keeps
beside each row what the program had read; `write.py` makes rows, `workbook.py` writes and `opened.py` opens XLSX, `sheet.py` opens any file of rows (`table.py`), `features.py`, `placemarks.py`
and `retold.py` those that are none, `drawn.py` knows their shapes, `rows.py` finds
what a person changed, `desk.py` puts an article together again; `read.py` is the way in. `framed.py` is a report as a frame.
"""

from geo.review.drawn import filed
from geo.review.featured import cleaned
from geo.review.features import sheet_of_frame
from geo.review.framed import framed
from geo.review.read import from_frame, is_claims_table, read_claims, readings_of
from geo.review.write import article_packs, claim_packs, claims_template, to_table, to_workbook

__all__ = [
    "article_packs",
    "claim_packs",
    "claims_template",
    "cleaned",
    "filed",
    "framed",
    "from_frame",
    "is_claims_table",
    "read_claims",
    "readings_of",
    "sheet_of_frame",
    "to_table",
    "to_workbook",
]
