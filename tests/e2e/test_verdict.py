"""What the page says the zones are worth, and which settings it offers, in a real browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from dashboard.ids import Job
from dashboard.jobs.kinds import BEST

if TYPE_CHECKING:
    from tests.e2e.screen import Screen

ROWS = "#hotspots-table tbody tr"
JOB = f"#{Job.ROW.of(BEST.name)}"


def test_a_verdict_leads_and_the_statistics_unfold(screen: Screen):
    screen.open()
    screen.wait_for_evidence()
    expect(screen.find(".verdict")).to_contain_text("last year's busiest blocks")
    scores, tests = screen.find("#hotspots-scores"), screen.find(".evidence-rows")
    expect(scores).to_be_hidden()
    expect(tests).to_be_hidden()
    for fold in screen.find(".evidence details.fold > summary").all():
        fold.click()
    expect(scores).to_contain_text("Silhouette")
    for part in ("Beyond chance", "Same in other weeks", "On later days"):
        expect(tests).to_contain_text(part)
    screen.control("k").fill("5")
    screen.wait_for_params(k="5")
    screen.wait_for_evidence()
    expect(scores).to_be_visible()
    expect(tests).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_statistic_is_explained_by_the_keyboard_within_the_screen(screen: Screen, width: int):
    screen.resize(width, 800)
    screen.open()
    screen.wait_for_evidence()
    screen.find(".evidence details.fold > summary").first.click()
    terms, cards = screen.find(".evidence-rows .term > summary"), screen.find(".evidence-rows .term-card")
    terms.first.focus()
    screen.page.keyboard.press("Enter")
    expect(cards.first).to_contain_text("PAI = (n / N) / (a / A)")
    expect(cards.first).to_be_visible()
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= width
    screen.page.keyboard.press("Tab")
    expect(cards.first).to_be_hidden()
    screen.page.keyboard.press("Enter")
    expect(cards.nth(1)).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(cards.nth(1)).to_be_hidden()
    expect(terms.nth(1)).to_be_focused()


def test_the_stored_best_setting_can_be_used(screen: Screen):
    screen.open()
    screen.find("#hotspots-best button", has_text="Use it").click()
    screen.wait_for_params(algorithm="hierarchical", k="5")
    expect(screen.find(ROWS)).to_have_count(5)


def test_where_a_setting_loses_last_years_busiest_cells_are_one_click_away(screen: Screen):
    screen.open()
    screen.page.evaluate(
        "document.getElementById('hotspots-map').insertAdjacentHTML('afterbegin', '<input type=checkbox name=busiest>')"
    )
    switch = screen.find("#hotspots-map input[name=busiest]").first
    for _ in range(2):
        screen.find("#hotspots-best button", has_text="Show last year's busiest blocks").click()
        expect(switch).to_be_checked()


def start_search(screen: Screen):
    screen.find("#hotspots-search-best").click()
    expect(screen.find(JOB)).to_be_visible()
    # Progress is the latest only, so which setting is seen first is a matter of chance.
    expect(screen.find(f"{JOB} .job-sentence")).to_contain_text(re.compile(r"setting \d+ of \d+"), timeout=60_000)


def test_a_search_can_be_cancelled(screen: Screen):
    screen.open("?types=THEFT")
    start_search(screen)
    expect(screen.find(f"{JOB} .job-sentence")).to_contain_text("done")
    screen.find(f"{JOB} summary").click()
    screen.find(f"{JOB} button", has_text="Go on").click()
    expect(screen.find(f"{JOB} .menu")).to_be_hidden()
    expect(screen.find(JOB)).to_be_visible()
    screen.find(f"{JOB} summary").click()
    screen.find(f"{JOB} button", has_text="End it").click()
    expect(screen.find(JOB)).to_be_hidden()
    expect(screen.find("#hotspots-found")).to_be_empty()


def test_a_search_ends_in_a_setting_or_the_reason_why_there_is_none(screen: Screen):
    screen.open("?types=THEFT&hours=18-2")
    start_search(screen)
    expect(screen.find("#hotspots-best")).to_be_visible()
    expect(screen.find("#hotspots-found")).to_contain_text("The present selection", timeout=120_000)
    expect(screen.find("#hotspots-best")).to_be_hidden()
    expect(screen.find(JOB)).to_be_hidden()
    screen.control("k").fill("4")
    screen.wait_for_params(types="THEFT", hours="18-2", k="4")
    expect(screen.find("#hotspots-found")).to_contain_text("The present selection"), "K is no part of the selection"
    screen.find(".chip").first.click()
    expect(screen.find("#hotspots-found")).to_contain_text("for other filters")
