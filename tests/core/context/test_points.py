"""Files of points: placed in the city, in degrees and metres."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from core.cities.context import PointFile
from core.context import points
from core.errors import BadExportError
from core.places.geometry import projection
from tests import small

STATIONS = PointFile("stations.csv", "police_station", "Police station", "called", "lat", "lon", "The city")
FRAME = pd.DataFrame(
    {
        "called": ["North", "Far", None, "Nowhere"],
        "lat": ["0.10", "52.5", "0.05", None],
        "lon": ["3.05", "13.4", "3.00", "3.0"],
    }
)


def test_points_inside_the_city_are_kept_and_the_others_counted():
    table, facts = points.join(STATIONS, FRAME, small.city())
    assert table["kind"].tolist() == ["police_station"] * 2
    assert table["name"].tolist()[0] == "North"
    assert table["name"].isna().tolist() == [False, True]
    assert table[["latitude", "longitude"]].to_numpy().tolist() == [[0.10, 3.05], [0.05, 3.00]]
    x_m, y_m = projection.to_metres(table["latitude"].to_numpy(), table["longitude"].to_numpy(), 32631)
    assert table["x_m"].tolist() == x_m.tolist()
    assert table["y_m"].tolist() == y_m.tolist()
    # The second lies on the central meridian of UTM 31, whose easting is 500 km.
    assert table["x_m"].iloc[1] == pytest.approx(500_000, abs=0.01)
    assert (facts["rows"], facts["matched"], facts["unmatched"]) == (4, 2, 2)
    assert facts["title"] == "Police station"


def test_points_need_no_names():
    table, _ = points.join(replace(STATIONS, name=None), FRAME[["lat", "lon"]], small.city())
    assert table["name"].isna().all()


@pytest.mark.parametrize(
    ("changed", "frame", "sentence"),
    [
        ({"latitude": "y"}, FRAME, r"stations\.csv has no column y but called, lat, lon"),
        ({"name": "title"}, FRAME, r"stations\.csv has no column title"),
        ({}, FRAME.assign(lon=["3.0", "E 3", "1", "2"]), r"stations\.csv, row 2: lon is 'E 3'; write a number"),
    ],
)
def test_what_is_not_as_described_is_one_sentence(changed, frame, sentence):
    with pytest.raises(BadExportError, match=sentence):
        points.join(replace(STATIONS, **changed), frame, small.city())
