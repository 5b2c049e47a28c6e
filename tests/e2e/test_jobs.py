"""Jobs in a browser: two kinds side by side, a queue, cancel, and pages that are left meanwhile."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest
from playwright.sync_api import expect

from dashboard.jobs.tickets import Queue
from tests.e2e.screen import PATIENCE_MS, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    Serve = Callable[[Path, int], AbstractContextManager[str]]

APPLES = "Counting apples"
PEARS = "Counting pears"
FRUITS = ("apples", "pears", "quince")


class Site(NamedTuple):
    """The site of two kinds, and the folder in which its jobs look for a file that ends them."""

    address: str
    folder: Path

    def end(self, fruit: str) -> None:
        (self.folder / fruit).touch()


class Window(Screen):
    """A window on the site of two kinds."""

    def open(self, search: str = "") -> None:
        self.page.goto(self.site + search)
        self.page.wait_for_selector("#ask-pears")

    def ask(self, name: str) -> None:
        self.find(f"#ask-{name}").click()

    def row(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title, include_hidden=True)

    def cancel(self, title: str) -> None:
        self.row(title).locator("summary").click()
        self.row(title).get_by_role("button", name="End it").click()


@pytest.fixture(scope="module")
def wide_site(serve_kinds: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where two jobs run at once."""
    folder = tmp_path_factory.mktemp("wide")
    with serve_kinds(folder, 2) as address:
        yield Site(address, folder)


@pytest.fixture(scope="module")
def narrow_site(serve_kinds: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where one job at a time runs."""
    folder = tmp_path_factory.mktemp("narrow")
    with serve_kinds(folder, 1) as address:
        yield Site(address, folder)


@contextmanager
def visit(browser: Browser, site: Site) -> Iterator[Window]:
    """Open a window on the site, where no job may end yet; at the end all do."""
    for fruit in FRUITS:
        (site.folder / fruit).unlink(missing_ok=True)
    window = Window(browser, site.address)
    window.open()
    try:
        yield window
        window.close()
    finally:
        for fruit in FRUITS:
            site.end(fruit)
        with Queue(site.folder / "jobs" / "queue", at_once=1).stand() as before:
            while before():
                time.sleep(0.05)


@pytest.fixture
def wide(browser: Browser, wide_site: Site) -> Iterator[Window]:
    with visit(browser, wide_site) as window:
        yield window


@pytest.fixture
def narrow(browser: Browser, narrow_site: Site) -> Iterator[Window]:
    with visit(browser, narrow_site) as window:
        yield window


@pytest.fixture
def other(browser: Browser, narrow_site: Site) -> Iterator[Window]:
    """A second window beside the narrow one."""
    with visit(browser, narrow_site) as window:
        yield window


def test_two_kinds_run_side_by_side(wide: Window, wide_site: Site):
    expect(wide.row(APPLES)).to_be_hidden()
    wide.ask("apples")
    wide.ask("pears")
    expect(wide.row(APPLES)).to_contain_text("Counting apples: half of apples")
    expect(wide.row(PEARS)).to_contain_text("Counting pears: half of pears")
    assert wide.row(PEARS).get_by_role("progressbar").get_attribute("value") == "50"
    wide_site.end("apples")
    expect(wide.find("#found-apples")).to_have_text("{'counted': 'all apples'}")
    expect(wide.row(APPLES)).to_be_hidden()
    expect(wide.row(PEARS)).to_be_visible()
    wide_site.end("pears")
    expect(wide.find("#found-pears")).to_have_text("{'counted': 'all pears'}")
    expect(wide.row(PEARS)).to_be_hidden()


def test_cancel_ends_one_kind_and_leaves_the_other(wide: Window, wide_site: Site):
    wide.ask("apples")
    wide.ask("pears")
    expect(wide.row(APPLES)).to_contain_text("half of apples")
    expect(wide.row(PEARS)).to_contain_text("half of pears")
    wide.cancel(APPLES)
    expect(wide.row(APPLES)).to_be_hidden()
    wide_site.end("apples")
    wide_site.end("pears")
    expect(wide.find("#found-pears")).to_contain_text("all pears")
    expect(wide.find("#found-apples")).to_be_empty()


def test_a_job_goes_on_while_its_page_is_left_and_none_starts_by_a_visit(wide: Window, wide_site: Site):
    wide.ask("apples")
    expect(wide.row(APPLES)).to_contain_text("half of apples")
    wide.page.get_by_text("Elsewhere").click()
    wide.page.wait_for_url("**/elsewhere")
    wide_site.end("apples")
    expect(wide.row(APPLES)).to_be_hidden()
    wide.page.get_by_text("Back").click()
    expect(wide.find("#found-apples")).to_contain_text("all apples")
    expect(wide.row(APPLES)).to_be_hidden()
    expect(wide.row(PEARS)).to_be_hidden()


def test_the_jobs_of_two_windows_wait_for_each_other(narrow: Window, other: Window, narrow_site: Site):
    narrow.ask("apples")
    expect(narrow.row(APPLES)).to_contain_text("half of apples")
    other.ask("apples")
    expect(other.row(APPLES)).to_contain_text("Waiting for 1 other job to end")
    other.ask("pears")
    expect(other.row(PEARS)).to_contain_text("Waiting for 2 other jobs to end")
    other.cancel(APPLES)
    expect(other.row(PEARS)).to_contain_text("Waiting for 1 other job to end")
    expect(other.row(APPLES)).to_be_hidden()
    narrow_site.end("apples")
    expect(narrow.find("#found-apples")).to_contain_text("all apples")
    expect(other.row(PEARS)).to_contain_text("half of pears")
    narrow_site.end("pears")
    expect(other.find("#found-pears")).to_contain_text("all pears")


def test_a_double_click_is_one_job(narrow: Window, narrow_site: Site):
    narrow.find("#ask-apples").dblclick()
    expect(narrow.row(APPLES)).to_contain_text("half of apples")
    narrow.ask("pears")
    expect(narrow.row(PEARS)).to_contain_text("Waiting for 1 other job to end")
    narrow_site.end("apples")
    expect(narrow.find("#found-apples")).to_contain_text("all apples")
    expect(narrow.row(PEARS)).to_contain_text("half of pears")


def test_another_request_takes_the_place_of_the_one_that_runs(narrow: Window, narrow_site: Site):
    narrow.ask("apples")
    expect(narrow.row(APPLES)).to_contain_text("half of apples")
    narrow.ask("quince")
    expect(narrow.row(APPLES)).to_contain_text("half of quince")
    narrow_site.end("quince")
    expect(narrow.find("#found-apples")).to_contain_text("all quince")
    expect(narrow.row(APPLES)).to_be_hidden()


def test_a_job_whose_web_process_was_killed_is_gone_and_can_be_asked_for_again(wide: Window, wide_site: Site):
    wide.ask("apples")
    expect(wide.row(APPLES)).to_contain_text("half of apples")
    worker = int(wide.page.request.get(f"{wide.site}/worker").text())
    os.kill(worker, signal.SIGKILL)
    expect(wide.row(APPLES)).to_be_hidden(timeout=PATIENCE_MS)
    wide.ask("apples")
    expect(wide.row(APPLES)).to_contain_text("half of apples")
    wide_site.end("apples")
    expect(wide.find("#found-apples")).to_contain_text("all apples")
