"""The city's cells as one palette PNG, coloured by zone or by risk.

The picture weighs the same whatever the number of records; a busier cell of a zone
is drawn more opaque, so zones show where inside them it happens.
"""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from core.places.points import ABSENT, NOISE, OUTSIDE
from dashboard import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHADES = (70, 120, 175, 235)
"""Opacity of the emptiest to the busiest quarter of the cells, 0-255."""
NOISE_SHADES = (45, 65, 90, 115)
OUTSIDE_SHADES = (22, 36, 50, 64)
SPECIAL = {NOISE: 1, OUTSIDE: 2}
"""Palette slots (of `len(SHADES)` entries each) of what belongs to no zone; slot 0 is transparent."""
FIRST_ZONE = 3


def paint(
    cell: NDArray[np.int32], labels: NDArray[np.int32], records: NDArray[np.float64], colours: Sequence[str]
) -> str:
    """Draw the cells.

    Args:
        cell: (height, width) inhabited cell of each pixel, counted from 1; 0 is transparent.
        labels: (m,) label of each inhabited cell.
        records: (m,) records that give each inhabited cell its shade.
        colours: Colour of each zone, by label.

    Returns:
        The picture as a data URI.
    """
    used = list(dict.fromkeys(colours))
    slot_of_zone = np.array([FIRST_ZONE + used.index(colour) for colour in colours] or [0], dtype=np.uint8)
    slot = np.zeros(len(labels) + 1, dtype=np.uint8)
    zoned = np.flatnonzero(labels >= 0)
    slot[zoned + 1] = slot_of_zone[labels[zoned]]
    for label, special in SPECIAL.items():
        slot[1:][labels == label] = special
    entry = slot * np.uint8(len(SHADES))
    entry[1:][labels != ABSENT] += _shade(records)[labels != ABSENT]
    return "data:image/png;base64," + base64.b64encode(_png(entry[cell], _palette(used))).decode("ascii")


def _shade(records: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Sort the cells that hold records into quarters, from 0 (few) to 3 (many)."""
    held = records[records > 0]
    quarters = np.quantile(held, (0.25, 0.5, 0.75)) if len(held) else np.zeros(3)
    return np.searchsorted(quarters, records, side="left").astype(np.uint8)


def _palette(colours: Sequence[str]) -> NDArray[np.uint8]:
    """List red, green, blue, opacity of every palette entry."""
    nothing = np.zeros((len(SHADES), 4), dtype=np.uint8)
    named = ((palette.NOISE, NOISE_SHADES), (palette.NOISE, OUTSIDE_SHADES), *((colour, SHADES) for colour in colours))
    shaded = [[(*palette.rgb(colour), alpha) for alpha in shades] for colour, shades in named]
    return np.concatenate([nothing, np.array(shaded, dtype=np.uint8).reshape(-1, 4)])


def _png(pixels: NDArray[np.uint8], entries: NDArray[np.uint8]) -> bytes:
    height, width = pixels.shape
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter, 0
    rows[:, 1:] = pixels
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", entries[:, :3].tobytes()),
        (b"tRNS", entries[:, 3].tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
