from __future__ import annotations

import pytest

from core.hotspots.elbow import Elbow
from dashboard.figures.elbow import elbow_curve


@pytest.mark.parametrize(
    ("inertia_m2", "title", "shown", "said"),
    [
        ((2.05e13, 4.1e12), "Inertia, million km²", (20.5, 4.1), "%{y:,.2f} million km²"),
        ((9.9e11, 2e6), "Inertia, km²", (990_000.0, 2.0), "%{y:,.1f} km²"),
        ((5e5, 0.0), "Inertia, m²", (500_000.0, 0.0), "%{y:,.0f} m²"),
    ],
)
def test_inertia_is_said_in_a_unit_that_people_use(inertia_m2, title, shown, said):
    figure = elbow_curve(Elbow((2, 3), inertia_m2, None), 3)
    line, here = figure.data
    assert figure.layout.yaxis.title.text == title
    assert tuple(line.y) == shown
    assert here.y[0] == shown[1]
    assert said in line.hovertemplate
