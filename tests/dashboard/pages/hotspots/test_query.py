"""What the page's address may hold besides the question: the colours and the pinned setting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadParameterError
from core.hotspots.setting import Setting
from dashboard.api.hotspots import ENDPOINTS
from dashboard.pages.hotspots.query import COLOURS, HotspotsPage, View
from dashboard.queries.hotspots import HotspotQuery
from tests.dashboard.drawn import NAMES, filters, questions, settings

VIEWS = st.builds(
    View,
    colour=st.sampled_from(list(COLOURS)),
    pin=st.none() | st.just(HotspotQuery()) | questions(),
)


@given(st.builds(HotspotsPage, filters(), settings(), VIEWS))
def test_a_page_survives_its_address(page: HotspotsPage):
    assert HotspotsPage.parse(page.to_params(), NAMES) == page
    assert HotspotsPage.read(page.to_params(), NAMES) == page


def test_the_pinned_question_stands_in_one_parameter():
    page = HotspotsPage(view=View(colour="risk", pin=HotspotQuery(setting=Setting(k=6, concentration=0.5))))
    assert page.to_params() == {"colour": "risk", "pin": "k=6&concentration=0.5"}


def test_what_is_wrong_with_a_pin_or_a_colour_is_dropped():
    page = HotspotsPage.read({"k": "5", "pin": "k=99&concentration=0.2&x=1", "colour": "mauve"}, NAMES)
    assert page.view == View(pin=HotspotQuery(setting=Setting(concentration=0.2)))
    assert page.setting == Setting(k=5)


@pytest.mark.parametrize("name", ["evidence", "format", "nonsense"])
def test_what_only_the_api_is_asked_is_dropped(name: str):
    assert HotspotsPage.read({name: "true", "k": "5"}, NAMES).to_params() == {"k": "5"}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.path or "/")
@pytest.mark.parametrize(("name", "text"), [("colour", "risk"), ("pin", "k=8")])
def test_the_api_refuses_what_only_the_page_shows(endpoint, name: str, text: str):
    with pytest.raises(BadParameterError, match=f"'{name}' is not a parameter"):
        endpoint.asks.parse({name: text}, NAMES)
    with pytest.raises(BadParameterError, match=f"'{name}' is not a parameter"):
        HotspotQuery.parse({name: text}, NAMES)
