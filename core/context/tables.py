"""Names under which the store keeps the context."""

from __future__ import annotations

CONTEXT = "context"
"""Value: what the files hold, from what source, and how many of their rows matched."""
AREAS = "context_areas"
"""Table; a row is a number of an area in a year."""
AREA_COLUMNS = {"territory": "str", "code": "str", "year": "int16", "name": "str", "value": "float64"}
POINTS = "context_points"
"""Table; a row is a point."""
POINT_COLUMNS = {
    "kind": "str",
    "name": "str",
    "latitude": "float64",
    "longitude": "float64",
    "x_m": "float64",
    "y_m": "float64",
}
