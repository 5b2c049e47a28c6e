"""The real tables that Chicago's file describes."""

from __future__ import annotations

import pandas as pd
import pytest

from core.cities.city import load_city
from core.context import joining
from core.records.tables import INCIDENTS
from core.store import Store


@pytest.mark.real
def test_every_row_of_an_area_is_matched_and_totals_are_those_that_were_published(real_data, tmp_path):
    """Chicago had 2,896,016 residents in 2000 and 2,695,598 in 2010; 8 stops of the L lie beyond the city."""
    city = load_city("chicago")
    codes = [str(number) for number in range(1, 78)]
    with Store(tmp_path, city.name).draft() as draft:
        draft.write_table(INCIDENTS, pd.DataFrame({"community_area": codes}))
        found = joining.join(sorted((real_data / "chicago" / "context").iterdir()), city, draft.view())
    assert found.declared["absent"] == []
    assert {facts["unmatched"] for facts in found.declared["areas"]} == {0}
    assert {facts["kind"]: facts["unmatched"] for facts in found.declared["points"] if facts["unmatched"]} == {
        "rail_stop": 8
    }
    population = found.areas[found.areas["name"] == "population"].groupby("year")["value"].sum()
    assert population.to_dict() == {2000: 2_896_016, 2010: 2_695_598, 2014: 2_733_835, 2023: 2_647_621}
    assert not set(found.areas["name"]) & {"white", "black", "asian", "hispanic"}
