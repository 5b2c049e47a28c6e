"""Names under which the store keeps the fold and the outlines."""

from __future__ import annotations

PLACES = "places"
"""Table and columns; a row is a distinct coordinate."""
CELLS = "cells"
"""Table and columns; a row is an inhabited grid cell."""
LATTICE = "lattice"
"""Columns; a row is a corner of a grid cell, inhabited or not."""
RECORDS = "records"
"""Columns; a row is a record."""
CODES = "codes"
"""Value: the names behind the numbers, the days and the grid."""
TERRITORIES = "territories"
"""Value: outlines of the city and its territories, as GeoJSON, by the column of the territory."""
