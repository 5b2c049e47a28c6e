"""What decides over the records."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from core.cities.context import Context
from core.pipeline.steps import records
from tests import small


def parameters(**changed):
    work = SimpleNamespace(
        city=replace(small.city(), **changed),
        sources=SimpleNamespace(fingerprints=[]),
        request=SimpleNamespace(recent=5),
    )
    return records.STEP.parameters(work)


def test_what_is_published_beside_the_records_does_not_clean_them_again():
    assert parameters(context=Context((), ("stations",))) == parameters()
    assert parameters(epsg=4326) != parameters()
