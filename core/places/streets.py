"""Main streets as lines, found from the records' own block texts, such as `013XX W 79TH ST`.

Blocks of one street are put in order by their house numbers, and a line is run through
their middles that misplaced blocks do not mislead (`core.places.lines`). Where the next
block lies far away the street is cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from core.places import lines, projection
from core.places.fold import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.places.fold import Fold
    from core.places.points import Floats
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
_HUNDRED = 100
_BLOCK = re.compile(r"(\d+)(X*)\s+(?:BLOCK\s+(?:OF\s+)?)?(?:([NSEW])\s+)?(.*[A-Z].*)")
_CARRIAGEWAY = re.compile(r"\s+(?:[NSEWIO]B|RAMP)$")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")


class Block(NamedTuple):
    """A block's street and its place along it.

    `axis` is `NS` or `EW` where the text has a direction, so that house numbers are counted both ways from
    zero, and empty otherwise; `number` is the middle of its hundred, negative towards south and west.
    """

    street: str
    axis: str
    number: int


class Street(NamedTuple):
    """A street, drawn as lines of (n, 2) easting and northing in metres, from low house numbers to high.

    `residual_m` is the median distance of its records' places from the lines.
    """

    name: str
    records: int
    length_m: float
    residual_m: float
    lines: tuple[Floats, ...]


def parse_block(text: str) -> Block | None:
    """Read a block's text; None where it names no house number or no street."""
    found = _BLOCK.fullmatch(" ".join(text.upper().split()))
    if found is None:
        return None
    digits, hidden, direction, street = found.groups()
    number = int(digits) * 10 ** len(hidden)
    axis = {"N": "NS", "S": "NS", "E": "EW", "W": "EW", None: ""}[direction]
    middle = number + _HUNDRED // 2
    return Block(_CARRIAGEWAY.sub("", street), axis, -middle if direction in {"S", "W"} else middle)


def fit_streets(fold: Fold, most: int = MOST) -> tuple[Street, ...]:
    """Draw the main streets: those first that have many records, and many a kilometre.

    Args:
        fold: Records with their blocks and places.
        most: How many streets to keep.
    """
    found = [street for name, places in _gather(fold) if (street := _draw(name, places))]
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


def _gather(fold: Fold) -> Iterator[tuple[str, pd.DataFrame]]:
    """Collect the places of each street; a row is a place in a block, with its records and house number."""
    blocks = [parse_block(text) for text in fold.names[BLOCK]]
    read = pd.DataFrame([block or Block("", "", 0) for block in blocks], columns=Block._fields)
    known = (fold.coded[BLOCK] < len(blocks)) & (fold.place < len(fold.x_m))
    pair = fold.coded[BLOCK][known].astype(np.int64) * len(fold.x_m) + fold.place[known]
    pair, records = np.unique(pair, return_counts=True)
    code, place = np.divmod(pair, len(fold.x_m))
    places = read.iloc[code].assign(x_m=fold.x_m[place], y_m=fold.y_m[place], records=records)
    places = places[places["street"] != ""].sort_values(["street", "axis", "number", "x_m", "y_m"])
    middles = places.groupby(["street", "axis", "number"])[["x_m", "y_m"]].transform("median")
    places = places.assign(middle_x_m=middles["x_m"], middle_y_m=middles["y_m"])
    for (street, _), rows in places.groupby(["street", "axis"]):
        yield _capitalised(street), rows


def _draw(name: str, places: pd.DataFrame) -> Street | None:
    """Fit, cut and thin one street; none where no part of it is long enough, or it is no street."""
    blocks = places.drop_duplicates("number")
    fitted = lines.run_line(blocks["number"].to_numpy(np.float64), blocks[["middle_x_m", "middle_y_m"]].to_numpy())
    parts = [part for part in lines.split(fitted, GAP_M) if lines.length(part) >= LEAST_M]
    if not parts:
        return None
    drawn = tuple(lines.thin(part, TOLERANCE_M) for part in parts)
    residual_m = float(np.median(lines.distances(places[["x_m", "y_m"]].to_numpy(), drawn)))
    if residual_m > STRAY_M:
        return None
    return Street(name, int(places["records"].sum()), sum(map(lines.length, drawn)), residual_m, drawn)


def _capitalised(street: str) -> str:
    """Write a street's name with small letters: `79th St`."""
    return " ".join(word.lower() if _ORDINAL.fullmatch(word) else word.capitalize() for word in street.split())
