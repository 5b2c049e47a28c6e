"""Records and outlines from the city's data portal, by pages.

Pages follow each other by key (`date`, then `id`, newest first), not by offset: a
record that the portal adds or removes meanwhile shifts offsets, which would lose
some records and repeat others. A page that comes short is then harmless, too.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from core import columns as col
from core import settings
from core.errors import PortalError
from core.language import say, say_many
from core.records.page_files import PageFiles, replace_file
from core.records.responses import read_count, read_outlines, read_page
from core.records.socrata import GarbledError, Socrata

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from core.cities.city import City, Portal
    from core.progress import Report
    from core.records.page_files import Key
    from core.records.responses import Page

AREAS_AT_MOST = 50_000
_FIELD = re.compile(r"[a-z_][a-z0-9_]*")


class _Table(NamedTuple):
    """A data set, the fields that order it, and which of its records are asked for (SoQL)."""

    dataset: str
    date: str
    id: str
    condition: str

    @property
    def path(self) -> str:
        """Address of the records."""
        return f"/resource/{self.dataset}.csv"

    def beyond(self, key: Key, sign: str) -> str:
        """Return the condition of records behind (`<`, `<=`) or before (`>=`) a key."""
        return (
            f"{self.condition} AND ({self.date} {sign[0]} '{key.date}' "
            f"OR ({self.date} = '{key.date}' AND {self.id} {sign} {key.id}))"
        )


@dataclass
class _Download:
    """One download under way: `wanted` records of a table, page by page."""

    portal: Socrata
    table: _Table
    files: PageFiles
    wanted: int
    page_rows: int

    def fill(self, tell: Callable[[str], None]) -> None:
        """Fetch pages until all wanted records are there."""
        began, before = time.monotonic(), self.files.rows
        while self.files.rows < self.wanted:
            page = self._next()
            self.files.add(page.body, len(page.keys), page.keys[0], page.keys[-1])
            each_s = (time.monotonic() - began) / (self.files.rows - before)
            tell(_progress(self.files.rows, self.wanted, each_s))

    def check(self) -> None:
        """Count the portal's records between the first key and the last, which must be as many as came.

        Raises:
            PortalError: They are not; what came is given up, so that the same command starts afresh.
        """
        if not self.files.listed:
            return
        behind = self.table.beyond(self.files.listed[0].first, "<=")
        within = self.table._replace(condition=behind).beyond(self.files.listed[-1].last, ">=")
        count, came = _count(self.portal, self.table, within), self.files.rows
        if count != came:
            self.files.forget()
            msg = say(
                "The portal's records changed during the download: it sent {sent:,} and now counts {counted:,}. Run "
                "the same command again; it starts afresh.",
                sent=came,
                counted=count,
            )
            raise PortalError(msg)

    def _next(self) -> Page:
        last = self.files.listed[-1].last if self.files.listed else None
        limit = min(self.page_rows, self.wanted - self.files.rows)
        params = {
            "$where": self.table.condition if last is None else self.table.beyond(last, "<"),
            "$order": f"{self.table.date} DESC, {self.table.id} DESC",
            "$limit": str(limit),
        }
        return self.portal.ask(self.table.path, params, partial(self._read, last=last, limit=limit))

    def _read(self, body: bytes, last: Key | None, limit: int) -> Page:
        page = read_page(body, (self.table.date, self.table.id), last, limit)
        if not page.keys:
            msg = say(
                "it sent no record behind the {came:,} that came, though it counted {wanted:,}",
                came=self.files.rows,
                wanted=self.wanted,
            )
            raise GarbledError(msg)
        return page


def download(
    city: City,
    folder: Path,
    recent: int | None,
    report: Report,
    *,
    since: date | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> list[Path]:
    """Bring the city's records into a folder, as gzipped CSV pages, newest first.

    A download of the same question that was killed goes on where it stopped, and
    one that was complete is taken as it is, unless the portal's number of records
    changed since. Records without a date are left out: no order holds them.

    Args:
        city: Tells the portal and the names of its fields.
        folder: Where the pages and the list of them are kept.
        recent: How many records, by date and then id; None for all.
        report: Hears the share that is done, 0 to 1, and a line for the reader.
        since: First day, inclusive; None for all.
        pause: Sleeps for seconds.

    Returns:
        The files of the pages, in order.

    Raises:
        PortalError: The city has no portal, or that answers wrongly or not at all.
    """
    place = _portal_of(city)
    table = _table(city, place, since)

    def tell(line: str) -> None:
        report(files.rows / wanted if wanted else 0.0, line)

    wanted = 0
    with PageFiles(folder, place.dataset).opened() as files:
        portal = Socrata(place.base_url, settings.portal_token(), tell, pause)
        count = _count(portal, table, table.condition)
        wanted = count if recent is None else min(count, recent)
        head = {"dataset": place.dataset, "condition": table.condition, "recent": recent, "count": count}
        if files.begin(head):
            tell(
                say_many(
                    "{came:,} of {count} record is here already",
                    "{came:,} of {count} records are here already",
                    wanted,
                    came=files.rows,
                )
            )
        work = _Download(portal, table, files, wanted, place.page_rows)
        work.fill(tell)
        work.check()
        return files.paths()


def download_boundaries(
    city: City,
    folder: Path,
    report: Report,
    *,
    pause: Callable[[float], None] = time.sleep,
) -> Path | None:
    """Bring the outlines of the city's territories, each under the first of its file names.

    Returns:
        The folder; None where the city names no outlines.

    Raises:
        PortalError: The portal answers wrongly or not at all.
    """
    named = [one for one in city.territories if one.portal_dataset and one.files]
    if city.portal is None or not named:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for number, territory in enumerate(named):
        done = number / len(named)
        portal = Socrata(city.portal.base_url, settings.portal_token(), partial(report, done), pause)
        report(done, say("Outlines: {territory}", territory=territory.title))
        path, params = f"/resource/{territory.portal_dataset}.geojson", {"$limit": str(AREAS_AT_MOST)}
        body = portal.ask(path, params, partial(read_outlines, properties=territory.code_properties))
        replace_file(folder / territory.files[0], body)
    told = say_many("Outlines of {count} kind of territory", "Outlines of {count} kinds of territory", len(named))
    report(1.0, told)
    return folder


def _progress(came: int, wanted: int, each_s: float) -> str:
    """Say how many records are here, and how long the others will take, if that is worth saying."""
    minutes = round(each_s * (wanted - came) / 60)
    if not minutes:
        return say_many("{came:,} of {count} record", "{came:,} of {count} records", wanted, came=came)
    return say_many(
        "{came:,} of {count} record, about {minutes:,} min left",
        "{came:,} of {count} records, about {minutes:,} min left",
        wanted,
        came=came,
        minutes=minutes,
    )


def _portal_of(city: City) -> Portal:
    if city.portal is None:
        msg = say("{city} names no data portal. Give its records with --source FILE instead.", city=city.title)
        raise PortalError(msg)
    return city.portal


def _table(city: City, place: Portal, since: date | None) -> _Table:
    day, number = _field(city, col.DATE), _field(city, col.ID)
    condition = f"{day} IS NOT NULL" if since is None else f"{day} >= '{since.isoformat()}T00:00:00'"
    return _Table(place.dataset, day, number, condition)


def _field(city: City, column: str) -> str:
    """Return the name of a column in the portal's API: of its names, which know no case, the one in snake case."""
    names = (name.casefold() for name in city.columns.get(column, ()))
    return next((name for name in names if _FIELD.fullmatch(name)), column)


def _count(portal: Socrata, table: _Table, condition: str) -> int:
    return portal.ask(f"/resource/{table.dataset}.json", {"$select": "count(*)", "$where": condition}, read_count)
