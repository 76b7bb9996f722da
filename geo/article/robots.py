"""What a site's robots.txt asks of a reader: which paths are not to be fetched, and how long to wait in between.

The rules are those of RFC 9309; `Crawl-delay`, which many sites write, is heeded too.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

MAX_BYTES = 512_000
"""RFC 9309, section 2.5: at least 500 KiB are to be read."""
MAX_RULES = 5_000
MAX_PATTERN = 1_000
MAX_DELAY_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules of one site for one reader."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Pattern of a path, and whether it may be fetched."""
    delay_s: float = 0.0
    """Seconds to wait between two pages."""

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched; the longest rule that fits decides, a permission among equals.

        Examples
        --------
        >>> read_robots("User-agent: *\\nDisallow: /a\\nAllow: /a/b$", "x").allows("https://news.example/a/b")
        True
        """
        parts = urlsplit(url)
        path = unquote(parts.path or "/") + (f"?{unquote(parts.query)}" if parts.query else "")
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NO_RULES = Robots()


def read_robots(text: str, agent: str) -> Robots:
    """Return the rules that a robots.txt holds for a reader of some name, else those for everyone."""
    own, everyone = _Group(), _Group()
    names: list[str] = []
    is_open = False
    for line in text.splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            names = [*(names if is_open else ()), value.lower()]
            is_open = True
            continue
        if key not in ("allow", "disallow", "crawl-delay"):
            continue
        is_open = False
        if any(name and name != "*" and agent.lower().startswith(name) for name in names):
            own.add(key, value)
        if "*" in names:
            everyone.add(key, value)
    group = own if own.met else everyone
    return Robots(rules=tuple(group.rules[:MAX_RULES]), delay_s=group.delay_s)


class _Group:
    """The rules met so far for one name."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, bool]] = []
        self.delay_s = 0.0
        self.met = False

    def add(self, key: str, value: str) -> None:
        self.met = True
        if key == "crawl-delay":
            whole = value.partition(".")[0]
            self.delay_s = min(float(whole), MAX_DELAY_S) if whole.isdecimal() and len(whole) < 9 else self.delay_s
        elif value and len(value) <= MAX_PATTERN:
            self.rules.append((unquote(value), key == "allow"))


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a path begins as a pattern says; a star stands for anything, a dollar at the end for the path's end."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for index, piece in enumerate(rest):
        if anchored and index == len(rest) - 1:
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not anchored or at == len(path)
