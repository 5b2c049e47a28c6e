"""The way from the values of the form to a question, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.ids import Hotspots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from dashboard.query import HotspotQuery

FIELDS: dict[str, StrEnum] = {
    "algorithm": Hotspots.ALGORITHM,
    "k": Hotspots.K,
    "eps_m": Hotspots.EPS_M,
    "min_samples": Hotspots.MIN_SAMPLES,
    "concentration": Hotspots.CONCENTRATION,
    "types": Hotspots.TYPES,
    "enforcement": Hotspots.ENFORCEMENT,
    "from": Hotspots.SINCE,
    "to": Hotspots.UNTIL,
    "hour_from": Hotspots.HOUR_FROM,
    "hour_to": Hotspots.HOUR_TO,
    "weekdays": Hotspots.WEEKDAYS,
    "districts": Hotspots.DISTRICTS,
    "domestic": Hotspots.DOMESTIC,
    "arrest": Hotspots.ARREST,
}
"""Every control whose value is part of the question."""

NUMBERS = (Hotspots.K, Hotspots.EPS_M, Hotspots.MIN_SAMPLES, Hotspots.CONCENTRATION)
ANY = "any"
"""What an hour says that is not asked for."""


def values(query: HotspotQuery) -> dict[str, Any]:
    """Turn a question into the value of every control."""
    setting, filters = query.setting, query.filters
    start, end = filters.hours or (ANY, ANY)
    return {
        "algorithm": str(setting.algorithm),
        "k": setting.k,
        "eps_m": setting.eps_m,
        "min_samples": setting.min_samples,
        "concentration": round(100 * setting.concentration, 6),
        "types": list(filters.types),
        "enforcement": _yes_no(filters.enforcement),
        "from": filters.since.isoformat() if filters.since else "",
        "to": filters.until.isoformat() if filters.until else "",
        "hour_from": str(start),
        "hour_to": str(end),
        "weekdays": list(filters.weekdays),
        "districts": list(filters.districts),
        "domestic": _yes_no(filters.domestic),
        "arrest": _yes_no(filters.arrest),
    }


def params(form: Mapping[str, Any]) -> dict[str, str]:
    """Turn the controls' values, by element id, into the parameters of an address.

    An empty control says nothing. Hours need both ends; equal ends are the whole day.
    """
    found = {name: form.get(element) for name, element in FIELDS.items()}
    start, end = found.pop("hour_from") or ANY, found.pop("hour_to") or ANY
    concentration = found.pop("concentration")
    texts = {name: _text(value) for name, value in found.items()}
    if concentration is not None:
        texts["concentration"] = _text(round(float(concentration) / 100, 8))
    if ANY not in {start, end} and start != end:
        texts["hours"] = f"{start}-{end}"
    return {name: text for name, text in texts.items() if text}


def _text(value: Any) -> str:  # noqa: ANN401 (whatever a control holds)
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(str(member) for member in value)
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


def _yes_no(value: bool | None) -> str:  # noqa: FBT001 (the value itself, not a switch)
    return "" if value is None else str(value).lower()
