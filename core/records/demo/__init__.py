"""Demo City: a synthetic city for looking around, marked DEMO DATA wherever it shows.

Its records are drawn from counts of a real city's records (see `scripts/calibrate.py`),
its geography is invented: no record, coordinate, block or name in it is real. It is
written as a portal's export with boundaries and context, so that the pipeline builds it as it builds
any city.

Shares hold to one percentage point, the folding onto places (Gini coefficient, records
a place) to 0.01 and 2 %; tests/core/records/demo states every tolerance. Added to the
counts: corners that stay busy, a few near repeats of burglaries, some faulty rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import BadParameterError
from core.language import say_many
from core.records.demo import boundaries, calibration, context, export, incidents, near_repeats, places, streets, timing

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DemoFiles", "write"]

RECORDS = (1_000, 160_000)
"""How many records the city has room for, without those that are faulty on purpose."""
BURGLARY = "BURGLARY"


class DemoFiles(NamedTuple):
    """What a reader of exports needs."""

    export: Path
    """Gzipped CSV of the 22 columns."""
    boundaries: Path
    """Folder of the territories' GeoJSON files."""
    context: Path
    """Folder of tables of areas and files of points."""


def write(folder: Path, seed: int = 7, records: int = 130_000) -> DemoFiles:
    """Write the demo city's export, boundaries and context into a folder; equal arguments give equal records.

    Args:
        records: Clean records; `export.OLDER_ROWS + export.BAD_DATE_ROWS` more rows are there to be rejected.

    Raises:
        BadParameterError: `records` lies outside what the city has room for, or the seed is negative.
    """
    if not RECORDS[0] <= records <= RECORDS[1] or seed < 0:
        msg = say_many(
            "The demo city cannot have {count} record of seed {seed}; choose {least:,} to {most:,} records and a seed "
            "from 0.",
            "The demo city cannot have {count} records of seed {seed}; choose {least:,} to {most:,} records and a seed "
            "from 0.",
            records,
            seed=seed,
            least=RECORDS[0],
            most=RECORDS[1],
        )
        raise BadParameterError(msg)
    what = incidents.draw_incidents(records, seed)
    address = places.draw_places(what, seed)
    homes = streets.addresses()
    burglary = int(np.flatnonzero(calibration.load().types["type"] == BURGLARY)[0])
    rows = np.flatnonzero((what.type == burglary) & what.mapped)
    times = timing.draw_times(what.type, seed)
    times = near_repeats.exchange(times, homes.u_m[address], homes.v_m[address], rows, seed)
    files = DemoFiles(folder / "demo_city.csv.gz", folder / "boundaries", folder / "context")
    for part in (files.boundaries, files.context):
        part.mkdir(parents=True, exist_ok=True)
    export.write(export.add_faults(export.frame(what, times, address, seed), seed), files.export)
    boundaries.write(files.boundaries)
    context.write(files.context)
    return files
