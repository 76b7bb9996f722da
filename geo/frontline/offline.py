"""PROJ without a network: it fetches grids of shifts where the environment lets it, and no file may make it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def offline() -> Iterator[None]:
    """Keep PROJ from fetching grids of shifts, whatever the environment or the caller's program allows it."""
    # pyproj's public names for these are imports that it does not mark as exports.
    from pyproj.network import is_network_enabled, set_network_enabled  # type: ignore[attr-defined]

    before = is_network_enabled()
    set_network_enabled(active=False)
    try:
        yield
    finally:
        set_network_enabled(active=before)
