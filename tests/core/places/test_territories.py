"""Territories as a build's readers find them."""

from __future__ import annotations

import pytest

from core.places.tables import TERRITORIES
from core.places.territories import OUTLINE, load_territories, write_code
from core.store import Store


@pytest.mark.parametrize(
    ("value", "column", "written"),
    [
        (7, "community_area", "7"),
        ("007", "district", "7"),
        (7.0, "ward", "7"),
        (" 25 ", "ward", "25"),
        (111, "beat", "0111"),
        ("0111", "beat", "0111"),
        (None, "beat", ""),
        ("", "ward", ""),
    ],
)
def test_codes_are_written_as_the_records_write_them(value, column, written):
    assert write_code(value, column) == written


def test_a_build_without_outlines_has_no_territories(tmp_path):
    store = Store(tmp_path, "toy")
    with store.draft() as draft:
        assert load_territories(draft.view()) == {}
        draft.write_json(TERRITORIES, {OUTLINE: {"features": []}})
        assert load_territories(draft.publish({})) == {OUTLINE: {"features": []}}
