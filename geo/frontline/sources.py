"""The public sources of front lines: who makes them, what they cover, on what terms, and every address they are fetched from.

The table below is the only place with such addresses. Terms are as they were found in 2026; where none are stated, that is said,
and the reader decides. What its maker lets nobody fetch stands here too, with the reason and the page to get it from by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from geo.errors import FrontLineError

_DAY_MARK = re.compile(r"%[Ymdy]")
_GITHUB = "https://github.com/"
_RAW = "https://raw.githubusercontent.com/"
# Files that a repository keeps in Git LFS are pointers at the raw address, and whole at this one.
_LFS = "https://media.githubusercontent.com/media/"
_KSE = f"{_RAW}kse-ua/KSE-Loc-Data-Hub/46264883bf3b43e7b06e7699d0c14a1dcbad7a34/data/derived/shapefiles/"
_NOT_STATED = "No licence is stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteFile:
    """One file to fetch."""

    url: str
    name: str
    """Of the file in the folder."""
    form: str
    day: date | None = None
    """Day that it shows; the first of the year for a file of a year, None for one that is of no day."""
    sha256: str = ""
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A file, or a series of files, at an address."""

    url: str
    """With %Y, %m, %d or %y where the day stands in a series."""
    form: Literal["json", "csv", "kml", "zip"] = "json"
    every: Literal["day", "year"] = "day"
    """Step of a series."""
    index: str = ""
    """Address of a JSON list that names the files of a series which does not have one each day."""
    day: date | None = None
    """Day of a single file."""
    sha256: str = ""
    """Of a single file that never changes."""
    limit: int = 64 << 20
    """Bytes that a file may have; the largest daily one has 1.5 MB."""

    @property
    def is_series(self) -> bool:
        """Whether the address is that of many files."""
        return _DAY_MARK.search(self.url) is not None

    def files(self, first: date, last: date) -> Iterator[RemoteFile]:
        """Yield the files of a period, in order; of a series with an index `listed` tells which there are."""
        if not self.is_series:
            if self.day is None or first <= self.day <= last:
                yield self._of(self.day)
        elif self.every == "year":
            yield from (self._of(date(year, 1, 1)) for year in range(first.year, last.year + 1))
        else:
            yield from (self._of(first + timedelta(days=after)) for after in range((last - first).days + 1))

    def listed(self, names: list[str], first: date, last: date) -> Iterator[RemoteFile]:
        """Yield those files of an index whose names are of this series and of the period, in order."""
        pattern = self.url.rpartition("/")[2]
        days = {day for name in names if (day := _day_of(name, pattern)) and first <= day <= last}
        yield from map(self._of, sorted(days))

    def _of(self, day: date | None) -> RemoteFile:
        # Only a series is filled in: an address may hold a % of its own.
        url = day.strftime(self.url) if day and self.is_series else self.url
        name = url.rpartition("/")[2]
        return RemoteFile(url=url, name=name, form=self.form, day=day, sha256=self.sha256, limit=self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSource:
    """A public source of front lines."""

    name: str
    """Also the kind of its reader, where it has one of its own."""
    maker: str
    covers: str
    """What it shows, of which ground."""
    sides: tuple[str, ...]
    """Sides that it draws, in the vocabulary of the house."""
    first_day: date
    last_day: date | None = None
    """None while it goes on."""
    licence: str
    terms: str
    """What its makers allow and ask for, in our words."""
    attribution: str
    url: str
    """Home page."""
    remotes: tuple[Remote, ...] = ()
    refusal: str = ""
    """Why it is not fetched; "" when it may be."""

    @property
    def is_dated(self) -> bool:
        """Whether a period of it can be fetched."""
        return any(remote.is_series or remote.day for remote in self.remotes)

    def facts(self) -> dict[str, object]:
        """Return what there is to know about the source, ready for JSON."""
        return {
            "name": self.name,
            "maker": self.maker,
            "covers": self.covers,
            "sides": list(self.sides),
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day and self.last_day.isoformat(),
            "licence": self.licence,
            "terms": self.terms,
            "attribution": self.attribution,
            "url": self.url,
            "may_be_fetched": not self.refusal,
            "refusal": self.refusal or None,
            "fetched_from": [remote.url for remote in self.remotes],
        }


def list_frontline_sources() -> tuple[LineSource, ...]:
    """Return the public sources of front lines, those that may be fetched first.

    Examples
    --------
    >>> [source.name for source in list_frontline_sources()][:2]
    ['deepstate-daily', 'uacontrolmap']
    """
    return _SOURCES


def frontline_source(name: str) -> LineSource:
    """Return the source of a name.

    Raises
    ------
    FrontLineError
        None is called so.
    """
    for source in _SOURCES:
        if source.name == name:
            return source
    names = ", ".join(source.name for source in _SOURCES)
    raise FrontLineError(f"no source of front lines is called {name[:40]!r}; known are {names}.")


def _day_of(name: str, pattern: str) -> date | None:
    try:
        day = datetime.strptime(name, pattern).date()  # noqa: DTZ007  a calendar day has no zone
    except ValueError:
        return None
    # strptime also takes 24_9_1, which would be asked for under another name than it has.
    return day if day.strftime(pattern) == name else None


_SOURCES: tuple[LineSource, ...] = (
    LineSource(
        name="deepstate-daily",
        maker="DeepState; copied daily by cyterat",
        covers="Russian-held ground in Ukraine within its borders of 1991, one area a day; nothing about Russia's own "
        "ground, and no grey zone",
        sides=("ru_held",),
        first_day=date(2024, 7, 8),
        licence=f"{_NOT_STATED} for the data; GPL-3.0 is that of the copying script",
        terms="The copies are made from DeepState's API. DeepState's licence gives the API free of charge to volunteers, "
        "charities and the defence of Ukraine, asks commercial users for an agreement first, and forbids passing its data "
        "on. Use the files locally and do not publish them.",
        attribution="© DeepState (deepstatemap.live); daily copies by cyterat/deepstate-map-data",
        url=f"{_GITHUB}cyterat/deepstate-map-data",
        remotes=(Remote(url=f"{_RAW}cyterat/deepstate-map-data/main/data/deepstatemap_data_%Y%m%d.geojson"),),
    ),
    LineSource(
        name="uacontrolmap",
        maker="Project Owl (UA Control Map)",
        covers="Russian-held ground in Ukraine, Ukrainian-held ground in Russia, front lines; a file a day, some days empty",
        sides=("ru_held", "ua_held"),
        first_day=date(2022, 12, 7),
        licence=_NOT_STATED,
        terms="The repository has no licence file, so all rights stay with its makers: ask them before publishing. The files "
        "also hold positions of units, which are dropped on reading.",
        attribution="Project Owl, uacontrolmap.com; daily data by owlmaps/map-data",
        url=f"{_GITHUB}owlmaps/map-data",
        remotes=(Remote(url=f"{_RAW}owlmaps/map-data/master/data/%Y%m%d.json"),),
    ),
    LineSource(
        name="nzz-liveuamap",
        maker="Neue Zürcher Zeitung, after liveuamap; copied by conflict-investigations",
        covers="Russian-held ground in Ukraine and Ukrainian-held ground in Russia, with gains and losses of a period",
        sides=("ru_held", "ua_held"),
        first_day=date(2022, 2, 24),
        licence=_NOT_STATED,
        terms="The copies have no licence file. An author at NZZ agreed in 2023 to their use in open-source investigations "
        "and asks those who use them to subscribe to liveuamap.",
        attribution="NZZ, data: liveuamap.com; daily copies by conflict-investigations/nzz-maps",
        url=f"{_GITHUB}conflict-investigations/nzz-maps",
        remotes=(Remote(url=f"{_RAW}conflict-investigations/nzz-maps/master/data/%Y-%m-%d.json"),),
    ),
    LineSource(
        name="creamy-caprice",
        maker="Creamy Caprice (Slivochny Kapriz), a Russian-side map",
        covers="zones of control in Ukraine and its border as a Russian-side mapper draws them; monthly at first, every "
        "fourth day since May 2025",
        sides=("ru_held",),
        first_day=date(2023, 9, 3),
        licence=_NOT_STATED,
        terms="The repository has no licence file, so all rights stay with the maker: ask before publishing.",
        attribution="Creamy Caprice (Slivochny Kapriz), by mini-krowka/mapsite",
        url=f"{_GITHUB}mini-krowka/mapsite",
        remotes=(
            Remote(
                url=f"{_RAW}mini-krowka/mapsite/HEAD/kml/ControlZones/Control_%y_%m_%d.kml",
                form="kml",
                index="https://api.github.com/repos/mini-krowka/mapsite/contents/kml/ControlZones",
            ),
        ),
    ),
    LineSource(
        name="viina",
        maker="Yuri Zhukov and Natalie Ayers (VIINA 2.0)",
        covers="who holds each populated place of Ukraine on each day, with the cell of ground around each; a file a year",
        sides=("ru_held", "ua_held", "grey"),
        first_day=date(2022, 2, 24),
        licence="ODbL-1.0",
        terms="Free to use and to pass on with attribution; a database made from it must have the same licence.",
        attribution="Zhukov, Yuri and Natalie Ayers (2023): VIINA 2.0, Violent Incident Information from News Articles on "
        "the 2022 Russian Invasion of Ukraine. Harvard University",
        url=f"{_GITHUB}zhukovyuri/VIINA",
        remotes=(
            Remote(
                url=f"{_LFS}zhukovyuri/VIINA/main/Data/control_latest_%Y.zip", form="zip", every="year", limit=256 << 20
            ),
            Remote(url=f"{_RAW}zhukovyuri/VIINA/main/Data/gn_UA_tess.geojson"),
        ),
    ),
    LineSource(
        name="wikipedia-towns",
        maker="Editors of Wikipedia; read out by vi-enne",
        covers="who held some 500 towns of Ukraine, and since when, as the list of English Wikipedia had it in August 2024",
        sides=("ru_held", "ua_held", "grey"),
        first_day=date(2022, 2, 24),
        last_day=date(2024, 8, 17),
        licence="CC-BY-SA-3.0 (Wikipedia), CC-BY-4.0 (coordinates by Simplemaps)",
        terms="Free to use and to pass on with attribution, under the same licence.",
        attribution="Wikipedia, Cities and towns during the Russo-Ukrainian War; simplemaps.com; read out by "
        "vi-enne/controlCitiesUkraine",
        url=f"{_GITHUB}vi-enne/controlCitiesUkraine",
        remotes=(
            Remote(
                url=f"{_RAW}vi-enne/controlCitiesUkraine/HEAD/output/"
                "Cities_and_towns_during_the_Russo-Ukrainian_War_latest.csv",
                form="csv",
            ),
        ),
    ),
    LineSource(
        name="kse-lines",
        maker="Kyiv School of Economics (KSE Loc Data Hub)",
        covers="the front as a line, without sides, on 28 September 2022 and 8 March 2023",
        sides=(),
        first_day=date(2022, 9, 28),
        last_day=date(2023, 3, 8),
        licence="MIT",
        terms="Free to use and to pass on with the notice of copyright.",
        attribution="KSE Loc Data Hub, Kyiv School of Economics (Andriy V. Koval)",
        url=f"{_GITHUB}kse-ua/KSE-Loc-Data-Hub",
        remotes=(
            Remote(
                url=f"{_KSE}frontline_28092022.geojson",
                day=date(2022, 9, 28),
                sha256="f9698a0b5199f90eef3b6d2578a7c14b606b49e6a8d2aaec0b96899f03eacc41",
            ),
            Remote(
                url=f"{_KSE}frontline_08032023.geojson",
                day=date(2023, 3, 8),
                sha256="5de1eae2b685107ba0ec8a749ff5c1a830a6b6178780d70ac13584a9b5faa4ef",
            ),
        ),
    ),
    LineSource(
        name="deepstate-raw",
        maker="DeepState",
        covers="the whole map at each of its changes: held, grey and freed ground of both countries, and much besides",
        sides=("ru_held", "ua_held", "grey", "pre2022_ru"),
        first_day=date(2022, 4, 3),
        licence="DeepState's own licence agreement",
        terms="The API is free of charge for volunteers, charities and the defence of Ukraine; others need an agreement, and "
        "nobody may pass its data on.",
        attribution="© DeepState (deepstatemap.live)",
        url="https://deepstatemap.live/license-en.html",
        refusal="DeepState's licence ties the use of its API to an agreement and forbids passing its data on",
    ),
    LineSource(
        name="isw",
        maker="Institute for the Study of War and Critical Threats Project",
        covers="Russian advances, claimed and assessed control, Ukrainian counteroffensives, infiltration; both countries",
        sides=("ru_held", "claimed_ru", "claimed_ua", "advance_ru", "infiltration_ru", "pre2022_ru"),
        first_day=date(2022, 2, 24),
        licence="Exclusive property of ISW; use only with its written consent",
        terms="ISW asks for its written permission before its geodata are used, changed, passed on, or built into other maps. "
        "Those who have it get the files by mail.",
        attribution="Institute for the Study of War and AEI's Critical Threats Project",
        url="https://understandingwar.org/",
        refusal="ISW allows the use of its geodata only with its written consent",
    ),
    LineSource(
        name="liveuamap",
        maker="Live Universal Awareness Map",
        covers="zones of control and events in Ukraine and its border",
        sides=("ru_held", "ua_held"),
        first_day=date(2022, 2, 24),
        licence="Proprietary; by subscription",
        terms="Its data are sold by subscription.",
        attribution="© liveuamap.com",
        url="https://liveuamap.com/",
        refusal="liveuamap gives its data to subscribers only",
    ),
)
