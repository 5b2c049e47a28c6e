"""Zones as a table: one row a zone, what is several values written as text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from flask import Response

from dashboard.api import files, labelled

if TYPE_CHECKING:
    from core.hotspots.answer import Answer
    from core.hotspots.zones import Zone
    from dashboard.source import Source

COLUMNS = (
    *("label", "name", "area", "beats", "latitude", "longitude", "records", "share", "inhabited_km2"),
    *("rate_per_km2", "risk", "risk_ratio", "risk_lower", "risk_upper", "risk_records", "types", "arrest_rate"),
    *("domestic_share", "severity_days", "peak_start", "peak_end", "peak_share", "known_time_share"),
)


def download(source: Source, answer: Answer) -> Response:
    """Answer with a file of the listed zones, the one with most records first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(row, answer.zones))
    return files.attach(Response(text.getvalue(), mimetype=labelled.CSV_TYPE), source, "zones", "csv")


def row(zone: Zone) -> dict[str, Any]:
    """Write a zone as a row; lists are separated by semicolons, as "THEFT 12; BATTERY 7"."""
    facts = {name: getattr(zone, name) for name in COLUMNS if hasattr(zone, name)}
    risk, peak = zone.risk, zone.peak
    return {
        **facts,
        "label": zone.number,
        "beats": "; ".join(zone.beats),
        "types": "; ".join(f"{kind} {records}" for kind, records in zone.types),
        "risk": str(risk.level),
        **{f"risk_{name}": value for name, value in risk._asdict().items() if name != "level"},
        **({f"peak_{name}": value for name, value in peak._asdict().items()} if peak else {}),
    }
