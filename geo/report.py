"""The report with its doors: articles and front lines go in; a map, tables, JSON or a line of words come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo import records
from geo.article import read_articles
from geo.catalog import SIDECAR, shipped
from geo.frontline import read_frontline, settlement_timeline
from geo.gazetteer.online import OnlineGeocoder
from geo.pipeline import rerun
from geo.pipeline import run as run_rooms
from geo.places.corrections import Correction, Corrections
from geo.records import RELATIONS, VERDICTS, Article, Extractor, FrontLine, Lookup, Reading
from geo.review import framed, is_claims_table, read_claims

if TYPE_CHECKING:
    from folium import TileLayer
    from geopandas import GeoDataFrame
    from matplotlib.figure import Figure
    from sqlalchemy import Engine

    from geo.page import FrontlineMap


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report(records.Report):
    """Everything that was found in the articles, with the ways out of it."""

    def to_frame(self, what: str) -> GeoDataFrame:
        """Return the `"claims"`, `"places"`, `"findings"` or `"pairs"` as a GeoDataFrame in EPSG:4326.

        Claims have beside them, in the column `original`, what the program had read, packed, so that `geo.from_frame` and
        `geo.read_claims` take the frame, or any file that it is saved as, for the claims they were.

        Raises
        ------
        ValueError
            `what` is none of the four.
        """
        return framed(self, what)

    def map(self, title: str | None = None, *, tiles: str | TileLayer | None = None) -> FrontlineMap:
        """Return the page as a folium map; its `save` writes one HTML file that works offline.

        Parameters
        ----------
        title
            Heading of the page; None takes the only article's title, or a general one.
        tiles
            Web tiles under the map, which then wants the network: a name that folium knows ("OpenStreetMap") or a
            `folium.TileLayer`. None draws the base map that ships.
        """
        from geo.page import draw_map

        return draw_map(self, title=title, tiles=tiles)

    def plot(
        self,
        day: date | str | None = None,
        *,
        title: str | None = None,
        compare_day: date | str | None = None,
        extent: tuple[float, float, float, float] | str | None = None,
        size_cm: tuple[float, float] = (24.6, 26.0),
    ) -> Figure:
        """Return the map of one day as a matplotlib figure with legend and attribution; its `savefig` writes PNG, SVG and PDF.

        Parameters
        ----------
        day
            Day whose snapshots are drawn, also as ISO 8601; None takes the newest article's, or else the newest snapshot's.
        title
            Above the map; None takes the only article's title, or a general one.
        compare_day
            An earlier day: what changed hands since then is hatched, with its square kilometres in the legend: those of the
            extent where one is given, else of the whole front.
        extent
            West, south, east and north in degrees, or the name or id of a region or country ("Kursk Oblast", "ne:UA-14"); None
            shows the front lines and the claims near them.
        size_cm
            Width and height of the figure in centimetres, at most; the map keeps its shape.

        Raises
        ------
        MissingExtra
            matplotlib is not installed.
        ValueError
            `day` or `compare_day` is no day, `extent` is no box and no region, or `size_cm` is too small.
        """
        from geo.page.figure import plot_map

        return plot_map(self, day, title=title, compare_day=compare_day, extent=extent, size_cm=size_cm)

    def widget(self, title: str | None = None, *, height: int = 640) -> Any:
        """Return the page as a notebook widget that shares its days, view, filters and selection with Python; see `geo.widget`.

        Parameters
        ----------
        title
            Heading of the page; None takes the only article's title, or a general one.
        height
            Pixels.

        Raises
        ------
        MissingExtra
            anywidget is not installed.
        """
        from geo.widget import make_widget

        return make_widget(self, title=title, height=height)

    def to_json(self) -> str:
        """Return the report as one geo-report/1 JSON object."""
        from geo.exports import to_json

        return to_json(self)

    def save(self, path: str | Path, **options: Any) -> None:
        """Write the report as the file that the path's suffix says: .json .geojson .csv .xlsx .gpkg .parquet .kml .kmz .jsonld.

        Parameters
        ----------
        **options
            `form` for a format that the suffix does not say, and what its writer takes: `bom` for CSV, `days` for GeoPackage and
            KML, `reviewer`, `url` and `day` for ClaimReview.

        Raises
        ------
        RecordError
            The format does not know an option, or an option has a value that it cannot.
        SourceError
            The suffix is none of these, or the file cannot be written.
        MissingExtra
            pyarrow, which writes GeoParquet, is not installed.
        """
        from geo.exports import save

        save(self, path, **options)

    def to_postgis(
        self,
        engine: Engine,
        *,
        schema: str | None = None,
        if_exists: Literal["upsert", "replace", "fail"] = "upsert",
        days: Literal["cited", "span", "all"] = "cited",
    ) -> None:
        """Write the report into a PostGIS database, claims under article and id, as `geo.exports.to_postgis` says.

        Raises
        ------
        MissingExtra
            SQLAlchemy or GeoAlchemy2 is not installed.
        RecordError
            A table is there and `if_exists` is "fail".
        SourceError
            The database cannot be reached, refuses, or lacks PostGIS or the schema.
        """
        from geo.exports import to_postgis

        to_postgis(self, engine, schema=schema, if_exists=if_exists, days=days)

    def summary(self) -> str:
        """Return one line of counts: articles, places on the map, claims, the claims by verdict, and the pairs by relation."""
        places = {one.place.id for reading in self.articles for one in reading.resolutions if one.mapped and one.place}
        claims = sum(len(reading.claims) for reading in self.articles)
        counts = f"{_count(len(self.articles), 'article')}, {_count(len(places), 'place')}, {_count(claims, 'claim')}"
        verdicts = self._verdicts()
        told = ", ".join(f"{verdicts[name]} {name.replace('_', ' ')}" for name in VERDICTS if verdicts[name])
        told = f"{counts}: {told}" if told else counts
        if not self.pairs:
            return told
        relations = Counter(pair.relation for pair in self.pairs)
        kinds = ", ".join(f"{relations[name]} {name.replace('_', ' ')}" for name in RELATIONS if relations[name])
        return f"{told}; {_count(len(self.pairs), 'pair')}: {kinds}"

    def _verdicts(self) -> Counter[str]:
        from geo.frames import claim_rows

        return Counter(row["verdict"] for row in claim_rows(self))

    def __repr__(self) -> str:
        """Return the counts in angle brackets."""
        return f"<Report: {self.summary()}>"

    def _repr_html_(self) -> str:
        """Return the page in a frame, and a short table, which is all that a notebook shows before it is trusted."""
        from geo.widget.inert import page_in_frame

        return page_in_frame(self, self.summary())

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        """Return the report for a notebook: the summary as text, and the page as HTML where it is asked for."""
        ways = {"text/plain": self.__repr__, "text/html": self._repr_html_}
        return {
            kind: make()
            for kind, make in ways.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }

    def with_corrections(
        self, corrections: Corrections | Correction | Iterable[Correction] | str | Path, *, lookup: Lookup | None = None
    ) -> Report:
        """Return the report with places corrected, and everything that rests on them found anew.

        What the articles say otherwise stays: claims by a person or a user's own extractor are only checked again.

        Parameters
        ----------
        corrections
            One or more corrections, such as a widget's, or a file of them.
        lookup
            The gazetteer; None opens the user's own.

        Raises
        ------
        GazetteerError, SourceError
            A correction cannot be understood, or the gazetteer cannot be opened.

        Warns
        -----
        GeoWarning
            A correction was of no use in any article.
        """
        if isinstance(corrections, Correction):
            corrections = (corrections,)
        if not isinstance(corrections, (Corrections, str, Path)):
            corrections = Corrections(source="corrections", entries=tuple(corrections))
        return replace(self, **rerun(self, corrections, lookup=lookup))


def run(
    articles: Iterable[Article | str | Path] | Article | str | Path | None = None,
    frontlines: Iterable[FrontLine | str | Path] | FrontLine | str | Path | None = None,
    *,
    published: date | str | None = None,
    manifest: str | Path | None = None,
    language: str | None = None,
    geocoder: OnlineGeocoder | None = None,
    corrections: Corrections | str | Path | None = None,
    claims: Iterable[Reading | str | Path] | Reading | str | Path | None = None,
    extractor: Extractor | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Report:
    """Read articles, place and check their claims, and return the report.

    Parameters
    ----------
    articles
        Articles, files or folders, in any mixture (what is read from files comes last); claims tables among them are read as
        `claims`. None for the sample that ships, or for no article where `claims` are given.
    frontlines
        Front lines, or paths of their datasets; None for the settlement timeline that ships with the package, `[]` for none.
    published
        Day of publication of every file among the articles (ISO 8601 as text); None takes it from the file where it says so.
    manifest
        CSV file with the columns file, published, title, publisher, author, url, language.
    language
        ISO 639-1 code of every file among the articles; None to recognise it.
    geocoder
        Online service to ask for names that the gazetteer does not know, from `online_geocoder`; None asks nobody.
    corrections
        File (TOML or CSV) of names pinned to places or barred, or what `read_corrections` made of it; applied last.
    claims
        Claims tables (CSV, XLSX, or map files that `geo.write_*` wrote) that a person corrected or wrote, or what `read_claims` made of them; they come after the articles.
    extractor
        Finds the claims in place of the rules: a callable from an article to claims, as `geo.extractor` describes.
    progress
        Called with a message, the steps done and their number.

    Raises
    ------
    ArticleError
        An article is missing, empty, binary or of an unknown kind.
    FrontLineError
        A front-line dataset cannot be read.
    GazetteerError
        The gazetteer's index cannot be built, or a correction cannot be understood.
    SourceError
        A shipped file is missing or altered.
    RecordError
        A claims table cannot be read, or holds what it cannot; the message names row and column.

    Examples
    --------
    >>> said = Article(text="Russian forces captured Avdiivka on 17 February 2024.", published=date(2024, 2, 20))
    >>> run(said)
    <Report: 1 article, 1 place, 1 claim: 1 supported>
    """
    if frontlines is None:
        frontlines = [settlement_timeline()]
    lines = [
        line if isinstance(line, FrontLine) else read_frontline(line, progress=progress)
        for line in _listed(frontlines, FrontLine)
    ]
    known = [] if claims is None else _listed(claims, Reading)
    texts: tuple[Article, ...] = ()
    if articles is None and claims is None:
        texts = sample_articles()
    elif articles is not None:
        listed = _listed(articles, Article)
        paths = [one for one in listed if not isinstance(one, Article)]
        tables = [path for path in paths if is_claims_table(path)]
        known = [*tables, *known]
        paths = [path for path in paths if path not in tables]
        texts = tuple(one for one in listed if isinstance(one, Article))
        if paths or (manifest is not None and not tables):
            texts += read_articles(paths, published=published, manifest=manifest, language=language)
    found = run_rooms(
        texts,
        lines,
        geocoder=geocoder,
        corrections=corrections,
        claims=[reading for one in known for reading in (read_claims(one) if not isinstance(one, Reading) else [one])],
        extractor=extractor,
        progress=progress,
    )
    return Report(**{field.name: getattr(found, field.name) for field in fields(found)})


def sample_articles() -> tuple[Article, ...]:
    """Return the articles that ship with the package, in the package's own words.

    Raises
    ------
    SourceError
        One of them is missing or altered.
    """
    manifest, _ = shipped("articles/manifest.csv")
    sidecars = sorted(manifest.parent.glob(f"*{SIDECAR}"))
    paths = [shipped(f"articles/{sidecar.name.removesuffix(SIDECAR)}")[0] for sidecar in sidecars]
    return read_articles([path for path in paths if path != manifest], manifest=manifest)


def _listed(given: Any, kind: type) -> list[Any]:
    return [given] if isinstance(given, (str, Path, kind)) else list(given)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
