"""What a notebook shows of a report as HTML: the page in a frame, and a short table for where frames and scripts are taken out.

Comes in: a report. Goes out: HTML, everything that an article says escaped.
"""

from __future__ import annotations

import html

from geo.page import draw_map
from geo.page.document import in_frame
from geo.page.rows import claim_rows
from geo.records import Report

FRAME_HEIGHT_PX = 640
TABLE_ROWS, TABLE_COLUMNS = 20, 6
# The table stands open where this does not run, since the frame is not there either.
_FOLD = (
    "<script>for (const table of document.querySelectorAll('iframe + details.frontline-claims')) "
    "{ table.open = false; table.classList.remove('frontline-claims'); table.querySelector('p').remove(); }</script>"
)


def page_in_frame(report: Report, summary: str) -> str:
    """Return the page in a frame, and the short table under its summary, folded up where scripts run."""
    frame = in_frame(draw_map(report).document(), height=f"{FRAME_HEIGHT_PX}px")
    hint = "The map is shown when the notebook is trusted, or the cell is run again."
    return (
        f'{frame}<details class="frontline-claims" open><summary>{html.escape(summary)}</summary><p>{hint}</p>'
        f"{short_table(report)}</details>{_FOLD}"
    )


def short_table(report: Report) -> str:
    """Return the first claims as a table."""
    head, *body = ([html.escape(cell) for cell in row[:TABLE_COLUMNS]] for row in claim_rows(report, most=TABLE_ROWS))
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
