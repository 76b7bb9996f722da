"""Country dumps fetched from GeoNames: resumed where they broke off, within a deadline, and gone when they have been read.

Comes in: a country's code. Goes out: the path of its ZIP, while it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.catalog import cache_folder
from geo.downloads import DownloadError, NotThere, Patience, alone, fetch_file
from geo.errors import GazetteerError

__all__ = ["GEONAMES_URL", "Patience", "dump_url", "fetched_dump"]

GEONAMES_URL = "https://download.geonames.org/export/dump/"


def dump_url(country: str, base_url: str | None = None) -> str:
    """Return where the dump of a country is: below `base_url`, else below `FRONTLINE_GEONAMES` of the environment, else at GeoNames.

    Raises
    ------
    GazetteerError
        The address is not one of the web.
    """
    base = base_url or os.environ.get("FRONTLINE_GEONAMES") or GEONAMES_URL
    if not base.startswith(("https://", "http://")):
        raise GazetteerError(f"{base!r} is no address to fetch from; it must begin with https://.")
    return f"{base.rstrip('/')}/{country}.zip"


@contextmanager
def fetched_dump(
    country: str,
    *,
    base_url: str | None = None,
    patience: Patience | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Iterator[Path]:
    """Fetch the dump of a country and give its path; it is removed afterwards, and kept for resuming where fetching failed.

    Parameters
    ----------
    country
        ISO 3166-1 alpha-2, in capitals.
    base_url
        Where dumps are; None for `FRONTLINE_GEONAMES` in the environment, else GeoNames itself.
    progress
        Called with (message, bytes there, bytes in all or 0).

    Raises
    ------
    GazetteerError
        The address is none, the server has no such dump, fails, or takes too long; the answer is no ZIP or too large.
    SourceError
        The cache folder cannot be written to.
    """
    url = dump_url(country, base_url)
    patience = patience or Patience()
    folder = cache_folder() / "downloads"
    advice = "Set FRONTLINE_CACHE to a folder that is writable."
    with alone(folder / "lock.sqlite", wait_s=patience.whole, advice=advice):
        path = folder / f"{country}.zip"
        try:
            fetch_file(url, path, form="zip", patience=patience, progress=progress)
        except NotThere as error:
            raise GazetteerError(f"{url} is not there; GeoNames has no dump of that country.", path=url) from error
        except DownloadError as error:
            raise GazetteerError(str(error), path=error.path) from error
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)
