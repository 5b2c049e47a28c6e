"""The demo's records as a portal would export them, some rows faulty on purpose.

The faults, so that the quality report has something to show: coordinates of zero, older
copies of amended records, old names of types and dates that do not exist.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from core.records.demo import calibration, sampling, streets, terrain, territories

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from core.records.demo.incidents import Incidents

ZERO_COORDINATE_ROWS = 24
"""Records without coordinates that carry those of the projection's zero instead."""
OLDER_ROWS = 40
"""Extra rows: a record as it stood before it was amended, to be replaced by its later copy."""
OLD_NAME_ROWS = 60
"""Records under the old name of their type (fewer where the type has fewer)."""
BAD_DATE_ROWS = 6
"""Extra rows dated on a day that does not exist."""
OLD_NAME = ("CRIMINAL SEXUAL ASSAULT", "CRIM SEXUAL ASSAULT")
FIRST_ID, FIRST_CASE = 20_000_001, 100_000
TIME_FORMAT = "%m/%d/%Y %I:%M:%S %p"
TITLES = (
    *("ID", "Case Number", "Date", "Block", "IUCR", "Primary Type", "Description", "Location Description", "Arrest"),
    *("Domestic", "Beat", "District", "Ward", "Community Area", "FBI Code", "X Coordinate", "Y Coordinate", "Year"),
    *("Updated On", "Latitude", "Longitude", "Location"),
)


def _stamp(times: NDArray[np.datetime64]) -> pd.Series:
    """Write times as the portal does: (n,) texts such as 01/31/2023 11:30:00 PM."""
    unique, index = np.unique(times, return_inverse=True)
    return pd.Series(pd.DatetimeIndex(unique).strftime(TIME_FORMAT).to_numpy()[index])


def _amended(times: NDArray[np.datetime64], random: np.random.Generator) -> NDArray[np.datetime64]:
    """Draw when each record was last amended: a week later or more, never after the export."""
    lag = (7.2 + random.exponential(20.0, len(times))) * 86_400
    return np.minimum(times + lag.astype("timedelta64[s]"), np.datetime64("2025-01-08T15:40:00"))


def frame(incidents: Incidents, times: NDArray[np.datetime64], address: NDArray[np.int64], seed: int) -> pd.DataFrame:
    """Lay out the clean records in the portal's columns, by date; whole metres, degrees of nine decimals."""
    random = sampling.generator(seed, 6)
    counts, homes, codes = calibration.load(), streets.addresses(), territories.territories()
    order = np.argsort(times, kind="stable")
    what = incidents.take(order)
    times, address = times[order], address[order]
    square = homes.square[address]
    x_m, y_m = (np.rint(part) for part in terrain.to_ground(homes.u_m[address], homes.v_m[address]))
    latitude, longitude = (np.round(part, 9) for part in terrain.to_degrees(x_m, y_m))
    offences = counts.offences.iloc[what.offence].reset_index(drop=True)
    number = np.arange(len(times))
    flags = np.array(["false", "true"])
    table = pd.DataFrame(
        {
            "ID": FIRST_ID + number,
            "Case Number": "DC" + pd.Series(FIRST_CASE + number).astype(str),
            "Date": _stamp(times),
            "Block": np.array(homes.names)[homes.block[address]],
            "IUCR": offences["iucr"],
            "Primary Type": offences["type"],
            "Description": offences["description"],
            "Location Description": counts.locations["location"].to_numpy()[what.location],
            "Arrest": flags[what.arrest.astype(int)],
            "Domestic": flags[what.domestic.astype(int)],
            "Beat": np.char.zfill(codes.beat[square].astype(str), 4),
            "District": np.char.zfill(codes.district[square].astype(str), 3),
            "Ward": codes.ward[square],
            "Community Area": codes.area[square],
            "FBI Code": offences["fbi_code"],
            "X Coordinate": x_m.astype(int).astype(str),
            "Y Coordinate": y_m.astype(int).astype(str),
            "Year": times.astype("datetime64[Y]").astype(int) + 1970,
            "Updated On": _stamp(_amended(times, random)),
            "Latitude": np.char.mod("%.9f", latitude),
            "Longitude": np.char.mod("%.9f", longitude),
        }
    )
    table["Location"] = "(" + table["Latitude"] + ", " + table["Longitude"] + ")"
    table.loc[~what.mapped, ["X Coordinate", "Y Coordinate", "Latitude", "Longitude", "Location"]] = ""
    return table


def add_faults(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Add faulty rows and put faults into some others; the clean records stay as many as they were."""
    random = sampling.generator(seed, 7)
    out = table.copy()
    lost = random.permutation(np.flatnonzero(out["Latitude"] == ""))[:ZERO_COORDINATE_ROWS]
    latitude, longitude = (f"{float(part[0]):.9f}" for part in terrain.to_degrees(np.zeros(1), np.zeros(1)))
    out.loc[lost, ["X Coordinate", "Y Coordinate"]] = "0"
    out.loc[lost, ["Latitude", "Longitude", "Location"]] = [latitude, longitude, f"({latitude}, {longitude})"]
    named = random.permutation(np.flatnonzero(out["Primary Type"] == OLD_NAME[0]))[:OLD_NAME_ROWS]
    out.loc[named, "Primary Type"] = OLD_NAME[1]
    older = out.iloc[random.permutation(len(out))[:OLDER_ROWS]].copy()
    older["Updated On"], older["Arrest"] = older["Date"], "false"
    undated = out.iloc[random.permutation(len(out))[:BAD_DATE_ROWS]].copy()
    undated["ID"] = FIRST_ID + len(out) + np.arange(len(undated))
    undated["Date"] = "02/30/2024 09:00:00 AM"
    return pd.concat([out, older, undated], ignore_index=True)


def write(table: pd.DataFrame, path: Path) -> None:
    """Write the export, gzipped without a date so that equal records are equal bytes."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0, compresslevel=4) as packed,
    ):
        packed.write(table.to_csv(index=False, lineterminator="\n").encode())
