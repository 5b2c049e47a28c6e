"""What happened: type, area, offence, location, arrest, domestic."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.records.demo import calibration, sampling

Indices = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Incidents(NamedTuple):
    """One row a record, grouped by type."""

    type: Indices
    """(n,) row of the types' table."""
    area: Indices
    """(n,) area from 1."""
    offence: Indices
    """(n,) row of the offences' table."""
    location: Indices
    """(n,) row of the table of locations."""
    domestic: Flags
    arrest: Flags
    mapped: Flags
    """(n,) whether the record has coordinates."""

    def take(self, rows: Indices) -> Incidents:
        """Return these rows, in this order."""
        domestic, arrest, mapped = (part[rows] for part in (self.domestic, self.arrest, self.mapped))
        type_, area, offence, location = (part[rows] for part in (self.type, self.area, self.offence, self.location))
        return Incidents(type_, area, offence, location, domestic, arrest, mapped)


def _offences(type_: str, size: int, random: np.random.Generator) -> tuple[Indices, Flags, Flags]:
    """Draw offences of a type: row, domestic, arrest; each (size,).

    The four columns stand in an order in which domestic records are neighbours and
    arrests are neighbours, so that both rates hold to one record.
    """
    frame = calibration.load().offences
    rows = np.flatnonzero((frame["type"] == type_).to_numpy())
    cells = frame.loc[rows, ["neither", "only_domestic", "domestic_and_arrest", "only_arrest"]].to_numpy()
    drawn = sampling.spread(cells.T.ravel(), size, random)
    column, row = np.divmod(drawn, len(rows))
    return rows[row], (column == 1) | (column == 2), column >= 2  # noqa: PLR2004 (columns of `cells`)


def _locations(offence: Indices, random: np.random.Generator) -> Indices:
    """Draw the location of each record from those of its IUCR: (n,) row of the table of locations."""
    counts = calibration.load()
    groups = dict(list(counts.offence_locations.groupby("iucr", sort=True)))
    codes = counts.offences["iucr"].to_numpy()[offence]
    location = np.empty(len(offence), dtype=np.int64)
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.r_[True, codes[order][1:] != codes[order][:-1]])
    for rows in np.split(order, starts[1:]):
        group = groups[codes[rows[0]]]
        numbers = group["number"].to_numpy() - 1
        location[rows] = numbers[sampling.spread(group["records"].to_numpy(), len(rows), random)]
    return location


def draw_incidents(records: int, seed: int) -> Incidents:
    """Draw `records` incidents; every marginal holds to a record or a few, not merely on average."""
    counts = calibration.load()
    random = sampling.generator(seed, 1)
    sizes = sampling.apportion(counts.types["records"].to_numpy(), records)
    missing = np.rint(sizes * (counts.types["unmapped"] / counts.types["records"]).to_numpy()).astype(np.int64)
    parts = []
    for number, (name, size) in enumerate(zip(counts.types["type"], sizes.tolist(), strict=True)):
        area = sampling.spread(counts.areas[name].to_numpy(), size, random) + 1
        mapped = random.permutation(np.arange(size) >= missing[number])
        parts.append((np.full(size, number), area, *_offences(name, size, random), mapped))
    type_, area, offence, domestic, arrest, mapped = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Incidents(type_, area, offence, _locations(offence, random), domestic, arrest, mapped)
