"""The counts that the demo city is drawn from, as `scripts/calibrate.py` wrote them.

They count a real city's records; nothing in them is a record or a place.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

FOLDER = Path(__file__).parent
CODES = dict.fromkeys(("iucr", "fbi_code", "location", "type", "description"), "str")


class Tables(NamedTuple):
    """One frame a file; rows and columns in the files' order."""

    types: pd.DataFrame
    """Records by type: without coordinates, and on the first of a month with and without a known time."""
    areas: pd.DataFrame
    """Area (1 has most records) by type."""
    offences: pd.DataFrame
    """IUCR with its type and words, by domestic and arrest."""
    locations: pd.DataFrame
    """Location description; `place_records` adds up, over its `mapped` records, the records of the place of each."""
    offence_locations: pd.DataFrame
    """IUCR by number of the location."""
    hours: pd.DataFrame
    """Type and weekday (0 is Monday) by slot: `0000`, `0001`, the rest of hour `00`, the hours `01`-`23`."""
    full_hours: pd.DataFrame
    """Type by slot, of records at minute 0."""
    minutes: pd.DataFrame
    """Records at the minutes 1-59 with a known time."""
    months: pd.DataFrame
    """Type by month, complete years only."""
    days: pd.DataFrame
    """Day of the year, complete years only."""
    folds: pd.DataFrame
    """Area by records with coordinates and places in two years, and its class by their ratio."""
    weights: pd.DataFrame
    """Class of areas by records at a place."""


@cache
def load() -> Tables:
    """Read the committed tables once a process; do not change the frames."""
    frames = (pd.read_csv(FOLDER / f"{name}.csv", dtype=CODES, keep_default_na=False) for name in Tables._fields)
    return Tables(*frames)
