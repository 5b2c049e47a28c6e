"""A small invented city for tests: clumps of records on a street grid, seeded."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pandas as pd

from core.cities.city import City, Grouping, Territory
from core.places import fold_writer, history_writer
from core.places.fold import DISTRICT, TYPE, Fold, load_fold
from core.places.selection import LISTS, Filters
from core.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from core.store import Build, Draft

TYPES = ("ASSAULT", "BURGLARY", "NARCOTICS", "THEFT")
KINDS = ("Apartment", "Street")
GROUPED = tuple(column for column in LISTS.values() if column not in {TYPE, DISTRICT})
"""Columns that a filter lists and that a city groups; each record has one of `KINDS` there."""
EVERY = Filters(
    **{
        **dict.fromkeys(LISTS, KINDS[:1]),
        "types": ("THEFT",),
        "districts": ("1",),
        "weekdays": (4,),
        "hours": (18, 2),
        "unknown_times": True,
        "area": ((0.0, 3.0), (0.0, 3.05), (0.05, 3.05), (0.05, 3.0)),
        "since": date(2020, 2, 1),
        "until": date(2020, 3, 1),
        "domestic": True,
        "arrest": True,
        "enforcement": True,
    }
)
"""A value of every filter that some records have and others have not."""
FIRST = datetime(2020, 1, 6)  # noqa: DTZ001 (records carry naive local time)


def city() -> City:
    """Describe the city: a square of twelve kilometres beside the equator, in metres of UTM zone 31."""
    areas = Territory(
        "community_area", "Community area", (), ("area",), ("name",), {"1": "West End", "2": "East End"}, None
    )
    beats = Territory("beat", "Beat", (), ("beat",), (), {}, None)
    return City(
        name="small",
        title="Small City",
        is_demo=True,
        epsg=32631,
        bounds=(0.0, 2.9, 0.2, 3.2),
        first_date="2001-01-01",
        cell_size_m=300.0,
        columns={},
        aliases={},
        enforcement_driven=("NARCOTICS",),
        unknown_time_minutes=(0, 1),
        severity=(),
        severity_default_days=182,
        severity_note="",
        territories=(areas, beats),
        named_territory="community_area",
        patrol_territory="beat",
        groups=tuple(
            Grouping(column, "location_description", "Kind", {kind: (kind,) for kind in KINDS}, "Other")
            for column in GROUPED
        ),
        portal=None,
        disclaimer="Invented records.",
        attribution="",
    )


def incidents(records: int = 6_000, seed: int = 1, days: int = 210, unmapped: int = 40) -> pd.DataFrame:
    """Draw records around five centres and over the whole square, on a grid of about 55 metres."""
    draw = np.random.default_rng(seed)
    centres = draw.uniform(0.02, 0.09, (5, 2))
    which = draw.integers(0, 7, records)
    spread = draw.normal(0, 0.004, (records, 2)) + centres[np.minimum(which, 4)]
    degrees = np.where((which < 5)[:, None], spread, draw.uniform(0.0, 0.11, (records, 2)))
    degrees = np.round(degrees * 2000) / 2000
    minute = draw.integers(0, 24 * 60, records)
    minute[draw.random(records) < 0.05] = 0
    day = draw.integers(0, days, records)
    day[:2] = 0, days - 1
    kind = draw.choice(TYPES, records, p=(0.2, 0.2, 0.1, 0.5))
    frame = pd.DataFrame(
        {
            "id": np.arange(records),
            "date": [FIRST + timedelta(days=int(d), minutes=int(m)) for d, m in zip(day, minute, strict=True)],
            "block": [f"{int(a * 2000):03}XX N {int(b * 200)} ST" for a, b in degrees],
            "primary_type": kind,
            "arrest": draw.random(records) < 0.2,
            "domestic": draw.random(records) < 0.15,
            "beat": [f"{int(a * 100):02}{int(b * 100):02}" for a, b in degrees],
            "district": draw.choice(["1", "2", "3"], records),
            "community_area": np.where(degrees[:, 1] < 0.05, "1", "2"),
            "latitude": degrees[:, 0],
            "longitude": degrees[:, 1] + 3.0,
            "crime_severity_score": draw.choice([182, 365, 1095], records),
            "time_known": ~np.isin(minute, (0, 1)),
            "enforcement_driven": kind == "NARCOTICS",
            **{column: np.array(KINDS)[np.arange(records) % 2] for column in GROUPED},
        },
    )
    frame.loc[frame.index[records - unmapped :], ["latitude", "longitude"]] = np.nan
    return frame


def write_history(connection: duckdb.DuckDBPyConnection, city: City, draft: Draft) -> None:
    """Keep the records as the history, all of them in scope."""
    connection.execute("CREATE OR REPLACE TABLE history AS SELECT *, true AS in_scope FROM given")
    history_writer.write_history(connection, "history", city, draft)


def publish(folder: Path, frame: pd.DataFrame) -> Build:
    """Fold the records and publish them as a build of the small city."""
    connection = duckdb.connect()
    connection.register("given", frame)
    connection.execute("CREATE TABLE incidents AS FROM given")
    store = Store(folder, "small")
    with store.draft() as draft:
        fold_writer.fold_records(connection, city(), draft)
        draft.write_query("incidents", connection, "FROM incidents")
        write_history(connection, city(), draft)
        draft.publish({"city": "small"})
    return store.current()


def fold_of(folder: Path, frame: pd.DataFrame | None = None) -> Fold:
    """Publish the records, or the usual ones, and map them into memory."""
    return load_fold(publish(folder, incidents() if frame is None else frame), city())
