"""What the demo city publishes beside its records: numbers of its areas, stations and stops. All of it is invented.

Residents follow addresses; poverty, unemployment and income follow how rough an area's records
are, with chance added. That they go together is put in, not found.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.cities.city import load_city
from core.records.demo import calibration, sampling, streets, terrain, territories

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESIDENTS = 600_000
STOP_M = 900.0
"""Distance between two stops of the railway."""


def write(folder: Path) -> None:
    """Write a table of the areas and two files of points; the city is always the same."""
    _areas().to_csv(folder / "community_areas.csv", index=False, lineterminator="\n")
    _stations().to_csv(folder / "police_stations.csv", index=False, lineterminator="\n")
    stops = {"type": "FeatureCollection", "features": _stops()}
    (folder / "rail_stops.geojson").write_text(json.dumps(stops, separators=(",", ":")), encoding="utf-8")


def _areas() -> pd.DataFrame:
    """Draw residents, poverty, unemployment, income and hardship of every area."""
    random = sampling.generator(streets.GEOGRAPHY_SEED, 8)
    counts = calibration.load().areas
    addresses = np.bincount(territories.territories().area[streets.addresses().square] - 1, minlength=len(counts))
    share = counts[list(territories.ROUGH)].sum(axis=1) / counts.drop(columns="area").sum(axis=1)
    rough = ((share - share.mean()) / share.std()).to_numpy()

    def with_chance(weight: float) -> Floats:
        return weight * rough + random.normal(0.0, np.sqrt(1 - weight**2), len(rough))

    poverty = np.clip(18 + 9 * with_chance(0.7), 2, 65).round(1)
    unemployed = np.clip(9 + 4 * with_chance(0.6), 1, 35).round(1)
    income = (28_000 * np.exp(-0.35 * with_chance(0.7))).round(-2).astype(int)
    hardship = pd.Series(poverty).rank() + pd.Series(unemployed).rank() + pd.Series(-income).rank()
    return pd.DataFrame(
        {
            "community_area": counts["area"],
            "population": sampling.apportion(addresses * random.uniform(0.6, 1.6, len(counts)), RESIDENTS),
            "poverty_percent": poverty,
            "unemployed_percent": unemployed,
            "income_usd": income,
            "hardship_index": (1 + 99 * (hardship.rank() - 1) / (len(hardship) - 1)).round().astype(int),
        }
    )


def _stations() -> pd.DataFrame:
    """Place a police station in every district, at the address nearest to the middle of its addresses."""
    homes = streets.addresses()
    district = territories.territories().district[homes.square]
    chosen = []
    for number in range(1, territories.DISTRICTS + 1):
        inside = np.flatnonzero(district == number)
        u_m, v_m = homes.u_m[inside], homes.v_m[inside]
        chosen.append(inside[np.hypot(u_m - u_m.mean(), v_m - v_m.mean()).argmin()])
    latitude, longitude = terrain.to_degrees(*terrain.to_ground(homes.u_m[chosen], homes.v_m[chosen]))
    names = [f"District {number}" for number in range(1, territories.DISTRICTS + 1)]
    return pd.DataFrame({"name": names, "latitude": latitude.round(6), "longitude": longitude.round(6)})


def _stops() -> list[dict[str, object]]:
    """Place stops along the railway, each named after the area around it."""
    (west_u, west_v), (east_u, east_v) = terrain.RAILWAY_M
    u_m = np.arange(west_u, east_u, STOP_M)
    v_m = west_v + (u_m - west_u) * (east_v - west_v) / (east_u - west_u)
    square = terrain.squares().at(u_m, v_m)
    within = square >= 0
    latitude, longitude = terrain.to_degrees(*terrain.to_ground(u_m[within], v_m[within]))
    names = next(each.names for each in load_city(terrain.CITY).territories if each.column == "community_area")
    codes = territories.territories().area[square[within]]
    return [
        {
            "type": "Feature",
            "properties": {"name": f"{names[str(code)]}, stop {number}"},
            "geometry": {"type": "Point", "coordinates": [round(float(east), 6), round(float(north), 6)]},
        }
        for number, (code, north, east) in enumerate(zip(codes.tolist(), latitude, longitude, strict=True), 1)
    ]
