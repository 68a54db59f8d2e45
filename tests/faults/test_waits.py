"""A ledger behind a bad line: every wait has an end and a sentence, and pages do not wait at all."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.engine import make_url

from tests.faults.proxy import FAULTS, Fault, Line, line
from tests.ledger_rows import proposal, put, region, settings_for, unit
from zxdata import freshness, preparing
from zxdata.access import Reader
from zxdata.configuration import Settings, load_settings
from zxdata.demo import fill
from zxdata.divisions import load_home
from zxdata.errors import CockpitError, LedgerUnavailable
from zxdata.ledger import TABLES, connect, reading, upgrade
from zxdata.ledger import engine as door
from zxdata.snapshot.build import refresh
from zxdata.workspace import shared
from zxdata.workspace.annotations import annotate, annotated
from zxdata.workspace.presentations import Presentation, Slide, begin, drop
from zxdata.workspace.reminders import Letter, record
from zxdata.workspace.saved_views import forget, save, saved

OPEN = Reader.open()

pytestmark = pytest.mark.postgresql
DAY = date(2025, 9, 30)
LETTER = Letter("甲局", "催办", ("1",), 1, 0, "请抓紧办理")
ALTERED = 4.0  # seconds; ten minutes where nobody waits for a test
ACTS: dict[str, tuple[Callable[[Engine], object], float]] = {
    "view": (lambda ledger: save(ledger, "视图", "proposals", ""), door.WRITTEN_SECONDS),
    "forget": (lambda ledger: forget(ledger, "旧视图"), door.WRITTEN_SECONDS),
    "views": (saved, door.ASKED_SECONDS),
    "note": (lambda ledger: annotate(ledger, DAY, "all", "专项行动"), door.WRITTEN_SECONDS),
    "notes": (annotated, door.ASKED_SECONDS),
    "presentation": (
        lambda ledger: begin(ledger, Presentation("汇报", (Slide("一", "proposals", ""),))),
        door.ASKED_SECONDS + door.WRITTEN_SECONDS,
    ),
    "drop": (lambda ledger: drop(ledger, "旧汇报"), door.WRITTEN_SECONDS),
    "reminder": (lambda ledger: record(ledger, [LETTER], DAY, "提案委"), door.ASKED_SECONDS + door.WRITTEN_SECONDS),
    "schema": (upgrade, ALTERED),
    "divisions": (lambda ledger: load_home(ledger, "500000"), ALTERED),
    "demonstration": (lambda ledger: fill(ledger, load_settings(today=DAY)), ALTERED),
}


@pytest.fixture
def lines(postgresql_ledger: Engine) -> Iterator[Callable[[], tuple[Line, Engine]]]:
    """Makes lines to one ledger, each with the engine that goes through it."""
    address = postgresql_ledger.url
    with ExitStack() as opened:

        def another() -> tuple[Line, Engine]:
            made = opened.enter_context(line(str(address.host), int(address.port or 0)))
            through = connect(address.set(port=made.port).render_as_string(hide_password=False))
            opened.callback(through.dispose)
            return made, through

        yield another


def ended(act: Callable[[Engine], object], through: Engine) -> tuple[float, str]:
    """Seconds until the act came to an end, and the sentence of its failure."""
    began = time.monotonic()
    try:
        act(through)
    except CockpitError as fault:
        return time.monotonic() - began, fault.sentence
    return time.monotonic() - began, ""


def hold_to_the_end(
    lines: Callable[[], tuple[Line, Engine]], faults: tuple[Fault, ...], steps: range, acts: tuple[str, ...]
) -> None:
    tried = [(fault, after, act) for fault in faults for after in steps for act in acts]
    with ThreadPoolExecutor(48) as pool:
        begun = []
        for fault, after, act in tried:
            bad, through = lines()
            bad.fails(fault, after)
            begun.append(pool.submit(ended, ACTS[act][0], through))
        outcomes = [each.result() for each in begun]
    for (fault, after, act), (seconds, sentence) in zip(tried, outcomes, strict=True):
        assert seconds < ACTS[act][1] + 8, (fault, after, act, seconds)  # 8: a busy machine
        assert sentence == "" or sentence.endswith("。"), sentence
    assert any(sentence for _, sentence in outcomes)


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zxdata.ledger.schema", "zxdata.divisions", "zxdata.demo"):
        monkeypatch.setattr(f"{module}.ALTERED_SECONDS", ALTERED)


@pytest.mark.sample
def test_whatever_is_written_on_a_line_that_falls_silent_comes_to_an_end(
    lines: Callable[[], tuple[Line, Engine]],
) -> None:
    hold_to_the_end(lines, ("silent",), range(2, 11, 4), tuple(ACTS))


@pytest.mark.faults
@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_written_on_any_bad_line_comes_to_an_end(
    lines: Callable[[], tuple[Line, Engine]], fault: Fault
) -> None:
    hold_to_the_end(lines, (fault,), range(16), tuple(ACTS))


def test_a_write_that_was_not_confirmed_in_time_says_that_it_may_have_been_done(
    lines: Callable[[], tuple[Line, Engine]],
) -> None:
    bad, through = lines()
    with (
        pytest.raises(LedgerUnavailable, match=r"没有在 1 秒内答复；可能已经写入，也可能没有，请看过再试。$"),
        door.writing(through, 1) as connection,
    ):
        connection.execute(TABLES["units"].insert(), unit("A", "甲局") | {"source": "测试"})
        bad.fails("silent")


@pytest.fixture
def behind(postgresql_ledger: Engine, tmp_path: Path) -> Iterator[tuple[Line, Settings, Engine]]:
    """An installation with a snapshot, its line to the ledger, and the ledger itself."""
    put(
        postgresql_ledger,
        regions=[region("50", "某省", "省")],
        units=[unit("A", "甲局")],
        proposals=[proposal("1", "2025-01-02")],
    )
    address = make_url(postgresql_ledger.url.render_as_string(hide_password=False))
    refresh(postgresql_ledger, settings_for(postgresql_ledger, tmp_path))
    save(postgresql_ledger, "重点", "proposals", "")
    with line(str(address.host), int(address.port or 0)) as bad:
        through = address.set(port=bad.port).render_as_string(hide_password=False)
        settings = load_settings(
            database_url=through, snapshot_dir=tmp_path / "snapshot", today=DAY, refresh_seconds=3600
        )
        yield bad, settings, postgresql_ledger
        if opened := preparing._open.pop(settings, None):
            opened[0].close()


@pytest.mark.parametrize("fault", ["late", *FAULTS])
def test_the_first_page_does_not_wait_for_a_ledger_behind_a_bad_line(
    behind: tuple[Line, Settings, Engine], fault: Fault
) -> None:
    bad, settings, _ = behind
    bad.fails(fault)
    began = time.monotonic()
    store = preparing.open_store(settings)
    assert store.about()["version"] and preparing.status(settings).state in ("unchecked", "stale")
    for _ in range(3):
        (
            shared.saved_views(settings, OPEN),
            shared.notes_of("proposals", settings, OPEN),
            shared.presentations(settings, OPEN),
        )
    assert time.monotonic() - began < 3


def test_what_is_kept_in_the_ledger_is_there_once_the_line_is_good_again(
    behind: tuple[Line, Settings, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, settings, _ = behind
    bad.fails("silent")
    assert shared.saved_views(settings, OPEN) == ()
    bad.fails("")
    monkeypatch.setattr(shared, "SECONDS", 0.0)
    end = time.monotonic() + 20
    while not (found := shared.saved_views(settings, OPEN)) and time.monotonic() < end:
        time.sleep(0.1)
    assert [view.name for view in found] == ["重点"]
    shared.save_view("新的", "proposals", "", settings)
    assert [view.name for view in shared.saved_views(settings, OPEN)] == ["新的", "重点"]  # the next run has it


def test_a_refresh_on_a_silent_line_is_given_up(
    behind: tuple[Line, Settings, Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, settings, ledger = behind
    put(ledger, proposals=[proposal("2", "2025-01-02")])
    monkeypatch.setattr(freshness, "REFRESH_SECONDS_AT_MOST", 12)
    bad.fails("silent", after=16)  # beyond the questions whether anything has changed
    began = time.monotonic()
    with pytest.raises(CockpitError, match=r"。$"):
        freshness.refresh_apart(settings)
    assert time.monotonic() - began < 20
    bad.fails("")
    monkeypatch.undo()
    freshness.refresh_apart(settings)
    with reading(ledger) as connection:
        assert len(connection.scalars(select(TABLES["proposals"].c.proposal_no)).all()) == 2
