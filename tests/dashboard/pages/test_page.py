from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.ids import Form
from dashboard.pages import PAGES
from tests.dashboard.tree import walk

if TYPE_CHECKING:
    from core.store import Store
    from dashboard.pages.page import Page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
def test_a_page_says_what_of_its_address_it_could_not_use(shared_store: Store, page: Page):
    def said(**params: str) -> str:
        laid_out = page.layout(shared_store)(**params)
        (place,) = [each for each in walk(laid_out) if getattr(each, "id", None) == Form.REPAIRS]
        return " ".join(each.children for each in walk(place) if isinstance(getattr(each, "children", None), str))

    assert said(hours="18-2") == ""
    assert "hours is '18-99'; it must be START-END" in said(hours="18-99")
    assert "It is left out." in said(hours="18-99")
