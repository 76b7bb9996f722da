"""How fluid the notebook widget is in a real JupyterLab: 10,000 claims beside 769 days, in a Chromium that reaches only the server.

Measured beside the same report as the last line of a cell, its page in a frame, which has to be sent and drawn anew for whatever Python changes.
Clocks of page and kernel are those of one machine; "drawn" is the first frame that the browser paints after the change.
"""

from __future__ import annotations

import ast
import base64
import json
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.jupyter import ROOT, Notebook, jupyter, local_chromium, wait_for, write_notebook

CLAIMS = 10_000
STEPS = 60
CHOSEN = 1_000
PREPARE = f"""import sys, time, warnings
sys.path.insert(0, {str(ROOT)!r})
warnings.simplefilter("ignore")
import geo
from tests.benchmarks.page import daily_line, made_claims
report = geo.Report(generator="benchmark", frontlines=(daily_line(),), articles=made_claims({CLAIMS}))
frame = report.to_frame("claims")
told, seen = [], []"""
SHOW = """began = time.time()
widget = report.widget()
made = time.time()
widget.observe(lambda change: seen.append([len(change.new), time.time()]), "visible_ids")
widget.on_window(lambda first, last: told.append([str(last), time.time()]))
widget"""
FRAME = """framed = time.time()
report"""
WATCH = """window.seenDays = []; window.seenCounts = []; window.readyAt = null;
const now = () => performance.timeOrigin + performance.now();
new MutationObserver(() => {
  const root = document.querySelector('.frontline[data-ready]');
  if (!root || window.readyAt) return;
  window.readyAt = now();
  const handle = root.querySelector('.fl-handle');
  new MutationObserver(() => { const day = handle.dataset.day; requestAnimationFrame(() => window.seenDays.push([day, now()])); })
    .observe(handle, { attributes: true, attributeFilter: ['data-day'] });
  const count = root.querySelector('.fl-count');
  new MutationObserver(() => requestAnimationFrame(() => window.seenCounts.push([count.textContent, now()])))
    .observe(count, { childList: true, characterData: true, subtree: true });
}).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready'] });"""
KERNEL = """const [code, expressions, done] = arguments;
const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
kernel.requestExecute({ code, silent: false, store_history: false, user_expressions: expressions }).done
  .then(({ content }) => done(content), (error) => done({ status: String(error) }));"""
KEYS = """const [steps, pause, done] = arguments;
const handle = document.querySelector('.frontline .fl-handle');
const spent = [], at = [];
(async () => {
  for (let step = 0; step < steps; step++) {
    const start = performance.now();
    at.push(performance.timeOrigin + start);
    handle.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    document.querySelector('.frontline .fl-list').getBoundingClientRect();
    spent.push(performance.now() - start);
    at.push(handle.dataset.day);
    await new Promise((go) => setTimeout(go, pause));
  }
  done({ spent, at });
})();"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Messages between page and kernel about the widget."""

    to_page: int
    """Bytes."""
    from_page: int
    largest: int
    messages: int


class _Kernel:
    """The kernel of an open notebook, spoken to as a cell would."""

    def __init__(self, opened: Notebook) -> None:
        self.opened = opened

    def run(self, code: str) -> None:
        """Run code to its end.

        Raises
        ------
        RuntimeError
            It failed.
        """
        self._ask(code, {})

    def value(self, expression: str) -> Any:
        """Return what an expression is worth, by way of JSON."""
        said = self._ask("import json", {"value": f"json.dumps({expression})"})["user_expressions"]["value"]
        return json.loads(ast.literal_eval(said["data"]["text/plain"]))

    def _ask(self, code: str, expressions: dict[str, str]) -> Any:
        answer = self.opened.browser.execute_async_script(KERNEL, code, expressions)
        if answer["status"] != "ok":
            raise RuntimeError(f"the kernel says {answer}")
        return answer


def print_figures() -> None:
    """Print one table: the widget, and the page in a frame where it can do the same."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        write_notebook(home / "map.ipynb", [PREPARE, SHOW, FRAME])
        with local_chromium(Path(folder) / "chromium") as browser, jupyter("lab", home) as address:
            rows = _measured(Notebook.opened(browser, "lab", address, home))
    table = Table(title=f"The widget in JupyterLab: {CLAIMS:,} claims, 769 days; {STEPS} steps each, 95th percentile")
    for column in ("figure", "widget", "page in a frame, sent anew"):
        table.add_column(column, justify="left" if column == "figure" else "right")
    for row in rows:
        table.add_row(*row)
    Console(width=130).print(table)


def _measured(opened: Notebook) -> list[tuple[str, str, str]]:
    kernel = _Kernel(opened)
    opened.run(WATCH)
    kernel.run(PREPARE)
    _traffic(opened)
    _run_cell(opened, 1)
    ready = opened.wait("return window.readyAt") / 1000 - kernel.value("began")
    made = kernel.value("made - began")
    time.sleep(2)
    opening = _traffic(opened)
    _run_cell(opened, 2)
    framed = _frame_ready(opened) - kernel.value("framed")
    size = kernel.value("len(report._repr_html_())")
    time.sleep(1)
    opened.run("document.querySelector('.frontline').scrollIntoView()")
    again = f"{framed:.2f} s"
    rows = [
        ("ready after the cell began", f"{ready:.2f} s ({made:.2f} in Python)", again),
        ("sent to the page for it", f"{opening.to_page / 1e6:.2f} MB", f"{size / 1e6:.2f} MB"),
    ]
    _traffic(opened)
    rows.append(("day set in Python, drawn", _day_from_python(opened, kernel), again))
    moved = _traffic(opened)
    told = f"{moved.to_page / STEPS:,.0f} B there, {moved.from_page / STEPS:,.0f} B back, largest {moved.largest:,} B"
    rows.append(("a day step over the wire", told, f"{size / 1e6:.2f} MB"))
    kernel.run("widget.window = 30")
    time.sleep(0.5)
    rows.append(("day set in Python, window of 30 days, drawn", _day_from_python(opened, kernel), again))
    rows += _keyboard(opened, kernel)
    rows.append(("filters set in Python, drawn", _filters_from_python(opened, kernel), again))
    rows.append(("filters set in Python, `visible_ids` right", _filters_in_python(kernel), ""))
    rows.append(("search typed on the page, `visible_ids` in Python", _search_on_page(opened, kernel), "never"))
    rows.append((f"{CHOSEN:,} rows selected from Python, drawn", _selection(opened, kernel), again))
    return rows


def _day_from_python(opened: Notebook, kernel: _Kernel) -> str:
    opened.run("window.seenDays.length = 0")
    kernel.run(f"""from datetime import date, timedelta
sent = []
for step in range({STEPS}):
    day = str(date(2025, 1, 1) + timedelta(days=step))
    sent.append([day, time.time()])
    widget.day = day
    time.sleep(0.12)
widget.day = "2024-12-31"
""")
    time.sleep(0.5)
    drawn = dict(opened.run("return window.seenDays"))
    return _spread([drawn[day] / 1000 - at for day, at in kernel.value("sent") if day in drawn])


def _keyboard(opened: Notebook, kernel: _Kernel) -> list[tuple[str, str, str]]:
    kernel.run("told.clear(); widget.window = 30")
    slow = opened.browser.execute_async_script(KEYS, STEPS, 250)
    time.sleep(0.5)
    pressed = dict(zip(slow["at"][1::2], slow["at"][::2], strict=True))
    heard = [at - pressed[day] / 1000 for day, at in kernel.value("told") if day in pressed]
    _traffic(opened)
    kernel.run("told.clear()")
    fast = opened.browser.execute_async_script(KEYS, STEPS, 16)
    time.sleep(1)
    last = fast["at"][-2] / 1000
    calls = kernel.value("told")
    spent = _spread([milliseconds / 1000 for milliseconds in slow["spent"]])
    return [
        ("day step by key in the page, script and layout", spent, spent),
        ("day step by key in the page, callback in Python", f"{_spread(heard)} ({len(heard)} of {STEPS})", "never"),
        ("a brush of 60 days a second, last day in Python", f"{(calls[-1][1] - last) * 1000:.0f} ms after, {len(calls)} callbacks", "never"),
    ]  # fmt: skip


def _filters_from_python(opened: Notebook, kernel: _Kernel) -> str:
    opened.run("window.seenCounts.length = 0")
    kernel.run("""widget.window = 0; time.sleep(0.5)
sent = []
for number in range(20):
    sent.append(time.time())
    widget.filters = {"article": f"a{number}"}
    time.sleep(0.25)
""")
    time.sleep(0.5)
    drawn = [at / 1000 for _, at in opened.run("return window.seenCounts")]
    return _spread([min((at for at in drawn if at > sent), default=sent + 9) - sent for sent in kernel.value("sent")])


def _filters_in_python(kernel: _Kernel) -> str:
    kernel.run("""late = []
for number in range(20):
    seen.clear(); start = time.time()
    widget.filters = {"article": f"a{number + 20}"}
    for _ in range(50):
        if seen: break
        time.sleep(0.01)
    late.append(seen[-1][1] - start if seen else 9)
""")
    return _spread(kernel.value("late"))


def _search_on_page(opened: Notebook, kernel: _Kernel) -> str:
    kernel.run("widget.filters = {}; time.sleep(0.5)")
    late = []
    for word in ("bridge", "brigade heights", "outlet 7", "nothing at all", "river"):
        kernel.run("seen.clear()")
        at = opened.run(
            """const field = document.querySelector('.frontline .fl-search');
            field.value = arguments[0]; field.dispatchEvent(new Event('input')); return Date.now();""",
            word,
        )
        time.sleep(1)
        heard = kernel.value("seen")
        late.append(heard[-1][1] - at / 1000 if heard else 9)
    return _spread(late)


def _selection(opened: Notebook, kernel: _Kernel) -> str:
    kernel.run("widget.filters = {}; time.sleep(0.5)")
    opened.run("""window.rung = null;
    const halos = () => document.querySelectorAll('.frontline .fl-halo').length;
    const before = halos();
    const look = () => (halos() > before + 10 ? (window.rung = performance.timeOrigin + performance.now()) : requestAnimationFrame(look));
    look();""")
    kernel.run(f"began = time.time(); widget.select(frame.sample({CHOSEN}, random_state=1))")
    return f"{(opened.wait('return window.rung') / 1000 - kernel.value('began')) * 1000:.0f} ms"


def _run_cell(opened: Notebook, number: int) -> None:
    opened.run(
        """const { content } = window.jupyterapp.shell.currentWidget;
        content.deselectAll(); content.activeCellIndex = arguments[0];
        window.jupyterapp.commands.execute('notebook:run-cell');""",
        number,
    )


def _frame_ready(opened: Notebook) -> float:
    """Return when the page in the frame was ready, in seconds since 1970."""
    frame = wait_for(lambda: opened.browser.find_elements("css selector", ".jp-OutputArea-output iframe"), "a frame")[0]
    opened.run("arguments[0].scrollIntoView()", frame)  # a frame out of sight draws nothing
    opened.browser.switch_to.frame(frame)
    try:
        script = (
            "return document.body?.dataset.ready ? performance.timeOrigin + Number(document.body.dataset.ready) : null"
        )
        return float(opened.wait(script)) / 1000
    finally:
        opened.browser.switch_to.default_content()


def _traffic(opened: Notebook) -> Traffic:
    """Return what went over the kernel's socket about widgets since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in opened.browser.get_log("performance")]
    frames: dict[str, list[int]] = {"Network.webSocketFrameReceived": [], "Network.webSocketFrameSent": []}
    for event in events:
        if event["method"] in frames:
            data = _bytes_of(event["params"]["response"])
            if b'"comm_' in data:
                frames[event["method"]].append(len(data))
    there, back = frames.values()
    return Traffic(
        to_page=sum(there),
        from_page=sum(back),
        largest=max([*there, *back], default=0),
        messages=len(there) + len(back),
    )


def _bytes_of(response: dict[str, Any]) -> bytes:
    text = str(response["payloadData"])
    return text.encode() if response["opcode"] == 1 else base64.b64decode(text)


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "never"
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{late * 1000:.0f} ms (median {statistics.median(ordered) * 1000:.0f})"
