"""Twelve attacks on sign-in: each refused, over raw requests and streams and in a real browser, with one entry in the log."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import DESK
from tests.door.attacks import ATTACKS
from tests.door.conftest import Served
from zxdata.access.acts_log import entries, verify
from zxdata.access.chain import Entry

each_attack = pytest.mark.parametrize("attack", ATTACKS)


def refusals(served: Served) -> list[Entry]:
    return [entry for entry in entries(served.settings) if entry.result == "refused"]


def logged(served: Served, before: list[Entry], note: str) -> None:
    (entry,) = refusals(served)[len(before) :]
    assert note in entry.note
    assert verify(served.settings) == []


def test_there_are_twelve() -> None:
    assert len(ATTACKS) == 12


@each_attack
def test_over_raw_lines_it_is_refused_with_one_entry(served: Served, attack: str) -> None:
    tried = ATTACKS[attack]
    prepared = tried.prepared(served)
    before = refusals(served)
    assert tried.refused(served, prepared)
    logged(served, before, tried.note)


@pytest.fixture
def attacker(browser: Browser) -> Iterator[Page]:
    """A window of its own, which holds no cookie."""
    opened = browser.new_context(**DESK)
    yield opened.new_page()
    opened.close()


@pytest.mark.browser
@each_attack
def test_in_a_browser_it_is_refused_with_a_sentence_and_one_entry(served: Served, attacker: Page, attack: str) -> None:
    tried = ATTACKS[attack]
    prepared = tried.prepared(served)
    before = refusals(served)
    assert tried.browsed(attacker, served, prepared) == tried.shows
    logged(served, before, tried.note)
