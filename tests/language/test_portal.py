"""What a download tells, and why it gives up, is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from core.cities.city import Portal, load_city
from core.errors import PortalError
from core.records import portal
from core.records.socrata import TRIES
from tests.core.records.portal_server import DATASET, make_rows, serving
from tests.language.pseudo import any_of, unsaid

if TYPE_CHECKING:
    from pathlib import Path

    from core.cities.city import City

ROWS, PAGE_ROWS = 200, 150
CITY = load_city("chicago")
QUOTED = ("Service Unavailable", "Too Many Requests", "ConnectionError", "<!DOCTYPE html>", "Maintenance", "title")
"""What servers and connections say themselves, as it is repeated."""
DATA = any_of([*QUOTED, *(one.title for one in CITY.territories)])

pytestmark = pytest.mark.usefixtures("spoken")


def fetch(folder: Path, *faults: str, lie: int = 0, found: City | None = None) -> list[str]:
    """Download from a portal that misbehaves; return what was told, a refusal at the end included."""
    told: list[str] = []
    with serving(make_rows(ROWS)) as running:
        running.faults.extend(faults)
        running.count_faults.extend([lie])
        city = found or replace(CITY, portal=Portal(running.url, DATASET, PAGE_ROWS))
        try:
            portal.download(city, folder, None, lambda _, line: told.append(line), pause=lambda _: None)
        except PortalError as refused:
            told.append(str(refused).replace(running.url, ""))
    return told


@pytest.mark.parametrize("fault", ["429", "503", "html", "dropped", "no rows", "unordered"])
def test_why_it_asks_again_is_said(tmp_path: Path, fault: str):
    told = fetch(tmp_path, fault)
    assert told[0].startswith("«The portal: ¤«")
    assert told[-1] == "«¤200¬ of ¤200¬ records»"
    assert [line for line in told if unsaid(line, DATA)] == []


@pytest.mark.parametrize(
    ("faults", "sentence"),
    [
        (("503",) * TRIES, "did not answer properly"),
        (("429 86400",), "asks to come back in ¤86,400¬ s"),
        (("other columns",), "have no field ¤date¬"),
    ],
)
def test_why_it_gives_up_is_said(tmp_path: Path, faults: tuple[str, ...], sentence: str):
    told = fetch(tmp_path, *faults)[-1]
    assert sentence in told
    assert unsaid(told, any_of([*QUOTED, "date"])) == ""


def test_that_less_came_than_was_counted_is_said(tmp_path: Path):
    told = fetch(tmp_path, lie=5)
    assert "«it sent no record behind the ¤200¬ that came, though it counted ¤205¬»" in told[-1]


def test_that_there_is_no_portal_or_none_of_its_data_is_said(tmp_path: Path):
    assert unsaid(*fetch(tmp_path, found=replace(CITY, portal=None)), any_of([CITY.title])) == ""
    with serving([]) as running:
        city = replace(CITY, portal=Portal(running.url, "none-such", 1))
        with pytest.raises(PortalError, match=r"^«The portal refused .*Check the city's portal entry\.»$"):
            portal.download(city, tmp_path, None, lambda *_: None)


def test_what_is_here_already_and_what_is_left_is_said(tmp_path: Path):
    fetch(tmp_path)
    assert fetch(tmp_path) == ["«¤200¬ of ¤200¬ records are here already»"]
    assert portal._progress(1, 3, each_s=90.0) == "«¤1¬ of ¤3¬ records, about ¤3¬ min left»"
    assert portal._progress(1, 3, each_s=1.0) == "«¤1¬ of ¤3¬ records»"


def test_the_outlines_are_said(tmp_path: Path):
    told: list[str] = []
    with serving([]) as running:
        running.add_outlines(CITY)
        city = replace(CITY, portal=Portal(running.url, DATASET, PAGE_ROWS))
        portal.download_boundaries(city, tmp_path, lambda _, line: told.append(line))
    assert len(told) == len(CITY.territories) + 1
    assert [line for line in told if unsaid(line, DATA)] == []
