"""Labelled places as a download: one row a place that holds selected records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from flask import Response

from core.places.points import ABSENT
from core.store import parquet_bytes
from dashboard.api import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from core.hotspots.answer import Answer
    from dashboard.source import Source

COLUMNS = ("latitude", "longitude", "records", "label")
CHUNK_ROWS = 20_000
CSV, PARQUET = FORMATS = ("csv", "parquet")
CSV_TYPE = "text/csv"
PARQUET_TYPE = "application/vnd.apache.parquet"


def download(source: Source, answer: Answer, wanted: str) -> Response:
    """Answer with a file of latitude, longitude, records and label, which is the number of the place's zone."""
    columns = _columns(source, answer)
    if wanted == PARQUET:
        response = Response(_parquet(columns, source), mimetype=PARQUET_TYPE)
    else:
        response = Response(_csv(columns), mimetype=CSV_TYPE)
    return files.attach(response, source, "hotspots", wanted)


def _columns(source: Source, answer: Answer) -> tuple[NDArray[Any], ...]:
    present = np.flatnonzero(answer.labels != ABSENT)
    fold = source.fold
    columns = (fold.latitude, fold.longitude, answer.selection.weight, answer.place_numbers)
    return tuple(column[present] for column in columns)


def _csv(columns: tuple[NDArray[Any], ...]) -> Iterator[str]:
    """Write the rows chunk by chunk; numbers keep every digit that tells them apart."""
    yield ",".join(COLUMNS) + "\n"
    for start in range(0, len(columns[0]), CHUNK_ROWS):
        chunk = zip(*(column[start : start + CHUNK_ROWS].tolist() for column in columns), strict=True)
        yield "".join(f"{latitude},{longitude},{records},{label}\n" for latitude, longitude, records, label in chunk)


def _parquet(columns: tuple[NDArray[Any], ...], source: Source) -> bytes:
    return parquet_bytes(dict(zip(COLUMNS, columns, strict=True)), files.caution(source))
