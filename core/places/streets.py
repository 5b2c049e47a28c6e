"""Main streets as lines, found from the records' own block texts, such as `013XX W 79TH ST`.

Blocks of one street are put in order by their house numbers, and a line is run through
their middles that misplaced blocks do not mislead (`core.places.geometry.lines`). Where the next
block lies far away the street is cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from core.places.blocks import Block, parse_block, written
from core.places.fold import BLOCK
from core.places.geometry import lines, projection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.places.fold import Fold
    from core.places.points import Floats, Integers
    from core.places.territories import Collection

MOST = 400
"""Main streets that are kept."""
GAP_M = 600.0
"""Distance between neighbouring blocks at which a street is cut in two."""
LEAST_M = 500.0
"""Length below which a part of a street is not drawn."""
TOLERANCE_M = 8.0
"""Distance within which a corner is left out: less than a street's width."""
STRAY_M = 60.0
"""Median distance of its places from which on a name is not a street's, but an airport's or a park's."""
_DEGREE_DIGITS = 5


class Street(NamedTuple):
    """A street, drawn as lines of (n, 2) easting and northing in metres, from low house numbers to high.

    `residual_m` is the median distance of its records' places from the lines.
    """

    name: str
    records: int
    length_m: float
    residual_m: float
    lines: tuple[Floats, ...]


def fit_streets(fold: Fold, most: int = MOST) -> tuple[Street, ...]:
    """Draw the main streets: those first that have many records, and many a kilometre.

    Args:
        fold: Records with their blocks and places.
        most: How many streets to keep.
    """
    found = [street for places in _gather(fold) if (street := _draw(places))]
    return tuple(sorted(found, key=lambda each: (-each.records * each.records / each.length_m, each.name))[:most])


def write_streets(streets: Sequence[Street], epsg: int) -> Collection:
    """Write streets as GeoJSON in degrees, each with its `name` and its `rank` from 0."""
    features = [
        {
            "type": "Feature",
            "properties": {"name": street.name, "rank": rank},
            "geometry": {"type": "MultiLineString", "coordinates": [_degrees(line, epsg) for line in street.lines]},
        }
        for rank, street in enumerate(streets)
    ]
    return {"type": "FeatureCollection", "features": features}


def _degrees(line: Floats, epsg: int) -> list[list[float]]:
    latitude, longitude = projection.to_degrees(line[:, 0], line[:, 1], epsg)
    return np.round(np.column_stack((longitude, latitude)), _DEGREE_DIGITS).tolist()


class _Places(NamedTuple):
    """The places along one street by house number: n of them in b blocks."""

    name: str
    records: int
    at_m: Floats
    """(n, 2) easting and northing of each place."""
    number: Floats
    """(b,) house number of each block."""
    middle_m: Floats
    """(b, 2) median of each block's places."""


def _gather(fold: Fold) -> Iterator[_Places]:
    """Collect the places of each street; one that lies in two blocks counts in both."""
    blocks = [parse_block(text) or Block("", "", 0) for text in fold.names[BLOCK]]
    streets = sorted({block[:2] for block in blocks})
    index = {street: i for i, street in enumerate(streets)}
    street = np.array([index[block[:2]] for block in blocks], dtype=np.int64)
    number = np.array([block.number for block in blocks], dtype=np.int64)
    code, place, records = _pairs(fold, len(blocks))
    order = np.lexsort((number[code], street[code]))
    code, place, records = code[order], place[order], records[order]
    at_m = np.column_stack((fold.x_m[place], fold.y_m[place]))
    middles = pd.DataFrame(at_m).groupby([street[code], number[code]]).median()
    owner, numbers = (middles.index.get_level_values(level).to_numpy(np.float64) for level in (0, 1))
    middle_m = middles.to_numpy()
    ends, block_ends = (np.searchsorted(of, np.arange(len(streets) + 1)) for of in (street[code], owner))
    for i, (name, _) in enumerate(streets):
        here, its = slice(ends[i], ends[i + 1]), slice(block_ends[i], block_ends[i + 1])
        if name and its.start < its.stop:
            yield _Places(written(name), int(records[here].sum()), at_m[here], numbers[its], middle_m[its])


def _pairs(fold: Fold, blocks: int) -> tuple[Integers, Integers, Integers]:
    """List each block with each of its places: (n,) number of the block, of the place, and records there."""
    known = (fold.coded[BLOCK] < blocks) & (fold.place < len(fold.x_m))
    pair = fold.coded[BLOCK][known].astype(np.int64) * len(fold.x_m) + fold.place[known]
    pair, records = np.unique(pair, return_counts=True)
    return *np.divmod(pair, len(fold.x_m)), records


def _draw(places: _Places) -> Street | None:
    """Fit, cut and thin one street; none where no part of it is long enough, or it is no street."""
    fitted = lines.run_line(places.number, places.middle_m)
    parts = [part for part in lines.split(fitted, GAP_M) if lines.length(part) >= LEAST_M]
    if not parts:
        return None
    drawn = tuple(lines.thin(part, TOLERANCE_M) for part in parts)
    residual_m = float(np.median(lines.distances(places.at_m, drawn)))
    if residual_m > STRAY_M:
        return None
    return Street(places.name, places.records, sum(map(lines.length, drawn)), residual_m, drawn)
