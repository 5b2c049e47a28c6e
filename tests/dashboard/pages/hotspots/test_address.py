from __future__ import annotations

from typing import Any

import pytest

from core.errors import BadParameterError
from dashboard.ids import in_page
from dashboard.pages.hotspots.query import CHOSEN, DRAWN, MAP_VIEW, SORT, HotspotsPage
from tests.dashboard.drawn import NAMES

ADDRESS = {
    "sort": "-rate",
    "chosen": "3",
    "drawn": "41.88_-87.64_41.88_-87.62_41.9_-87.62",
    "map": "41.88_-87.63_12.25",
}


def test_what_is_shown_survives_the_address():
    page = HotspotsPage.parse(ADDRESS, NAMES)
    assert page.to_params() == ADDRESS
    assert (page.view.sort, page.view.chosen, page.view.map) == ("-rate", "3", "41.88_-87.63_12.25")
    assert page.view.drawn == ((41.88, -87.64), (41.88, -87.62), (41.9, -87.62))


def test_the_stores_are_named_by_their_parameters():
    names = [parameter.name for parameter in HotspotsPage.parameters()]
    assert {store["kept"] for store in (SORT, CHOSEN, DRAWN, MAP_VIEW)} == set(ADDRESS)
    assert set(ADDRESS) <= set(names)
    assert SORT["usual"] == HotspotsPage().view.sort
    assert in_page(MAP_VIEW) == '{"kept":"map","steps":false,"usual":""}'


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"chosen": "0"}, "chosen is '0'; it must be the number of a zone, from 1, or a spot"),
        ({"chosen": "41.88_-287.63"}, "chosen is '41.88_-287.63'; it must be"),
        ({"chosen": "41.88_-87.63_12"}, "it must be the number of a zone"),
        ({"map": "41.88_-87.63"}, "it must be latitude_longitude_zoom with a zoom from 1 to 22"),
        ({"map": "41.88_-87.63_40"}, "it must be latitude_longitude_zoom"),
        ({"sort": "-nonsense"}, "'-nonsense' is not an order of the table."),
        ({"drawn": "1_1"}, "it must be an area of 3 to 50 corners"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_said(params: dict[str, Any], said: str):
    with pytest.raises(BadParameterError) as refusal:
        HotspotsPage.parse(params, NAMES)
    assert said in str(refusal.value)
    page, sentences = HotspotsPage.repair(params, NAMES)
    assert page == HotspotsPage()
    assert [said in sentence for sentence in sentences] == [True]


def test_a_spot_is_written_with_five_decimals_at_most():
    assert HotspotsPage.parse({"chosen": "41.88000_-87.63"}, NAMES).view.chosen == "41.88_-87.63"
