from __future__ import annotations

from dataclasses import fields

import pytest

from core.hotspots.glossary import GLOSSARY
from core.hotspots.scores import METRICS
from core.hotspots.zones.risk import RED_ABOVE, YELLOW_ABOVE


@pytest.mark.parametrize("name", GLOSSARY)
def test_a_term_is_explained_in_full(name):
    assert all(getattr(GLOSSARY[name], field.name) for field in fields(GLOSSARY[name]))


def test_every_score_is_in_the_glossary_as_it_is_computed():
    assert set(METRICS) <= set(GLOSSARY)
    for name, metric in METRICS.items():
        assert (GLOSSARY[name].meaning, GLOSSARY[name].source) == (metric.meaning, metric.source)


def test_the_glossary_names_the_bounds_that_the_code_has():
    assert f"above {RED_ABOVE:g}. Above: it lies above {YELLOW_ABOVE:g}." in GLOSSARY["risk"].good
