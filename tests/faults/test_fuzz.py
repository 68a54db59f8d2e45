"""Whatever text comes in: parsers answer or say why not, in Chinese, and nothing else comes out of them."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.payloads import PAYLOADS
from ui import url
from ui.contents import CONTENTS, Entry
from ui.markup import fill
from ui.widgets import JOINER, plain
from zxdata.addresses import check, masked
from zxdata.errors import CockpitError
from zxdata.export.naming import file_safe
from zxdata.figures.media.labels import plain as chart_text
from zxdata.intake import cells, characters, days
from zxdata.intake.cells import BadCell
from zxdata.periods import EARLIEST, read_day, read_period
from zxdata.words import inert, whole

TODAY = date(2025, 9, 30)
CLOCK = days.DayConvention(ZoneInfo("Asia/Shanghai"))
SECONDS = 60.0  # of each parser's share in the full run
# Pieces that parsers look for, so that chance finds their branches; and any text at all.
PIECES = st.sampled_from(
    [
        *("2025", "3", "29", "年", "月", "日", "-", "/", ".", "至", "前", "底", "周三", "上午", "24:00", "T", "Z", "+08:00", "二〇二五"),
        *("45720", "１２", "²", "٣", "%", "约", "万", "1,200", "e9", "NaN", "=", "'", '"', "_x000D_", "\0", "\ud800", "\u202e"),
        *("\ufeff", "近", "个月", "本届", "Q3", "第", "季度", "x" * 50, "9" * 400, " ", "\n", "、", "；", *PAYLOADS),
    ]
)  # fmt: skip
TEXT = st.one_of(st.lists(PIECES, max_size=7).map("".join), st.text(st.characters(codec=None), max_size=60))


def said(fault: BadCell) -> None:
    assert fault.reason and fault.remedy and any("\u4e00" <= sign <= "\u9fff" for sign in fault.reason)


def of_days(text: str) -> None:
    for read in (days.moment, days.day, days.limit):
        try:
            found = read(text, CLOCK)
        except BadCell as fault:
            said(fault)
        else:
            assert 1900 <= found.year <= 2100
            assert not isinstance(found, datetime) or found.tzinfo is not None


def of_numbers(text: str) -> None:
    for read in (cells.number, cells.integer):
        try:
            found = read(text)
        except BadCell as fault:
            said(fault)
        else:
            assert math.isfinite(found)
    with suppress(BadCell):
        assert cells.flag(text) in (True, False)
    assert all(part.strip() for part in cells.several(text))


def of_characters(text: str) -> None:
    """Made plain once is made plain; what comes out can be stored."""
    for make in (characters.tidy, characters.line, characters.canonical):
        with suppress(BadCell):
            stored = cells.storable(make(text))
            assert make(stored) == stored
            assert "\0" not in stored and not any("\ud800" <= sign <= "\udfff" for sign in stored)


def of_addresses_of_pages(text: str) -> None:
    for entry in (CONTENTS[0], CONTENTS[2]):
        query = {
            name: [text, text[::-1]] for name in ("from", "to", "as_of", "period", "basis", "region", "unit", text)
        }
        asked = url.read(query, entry, TODAY)
        assert EARLIEST <= asked.filters.as_of <= TODAY
        assert all(notice.endswith("。") for notice in asked.notices)
        _same_again(entry, asked)


def _same_again(entry: Entry, asked: url.Asked) -> None:
    """What is written into an address reads as the same question."""
    written = url.write(asked.filters, TODAY, dict(asked.options))
    again = url.read({n: [v] if isinstance(v, str) else list(v) for n, v in written.items()}, entry, TODAY)
    assert again.filters == asked.filters


def of_periods(text: str) -> None:
    for read in (read_day, read_period):
        try:
            read(text)
        except CockpitError as fault:
            assert fault.sentence.endswith(("。", "？"))
    number = whole(text)
    assert number is None or isinstance(number, int)


def of_database_addresses(text: str) -> None:
    for address in (
        text,
        f"postgresql+psycopg://u:{text}@host/db",
        f"postgresql+psycopg://u:p@host/db?password={text}",
    ):
        try:
            check(address)
        except ValueError as fault:
            assert "不是数据库地址" in str(fault)
        else:
            masked(address)


def of_markup(text: str) -> None:
    written = fill("<p>$text</p>", text=text)
    assert written.count("<") == 2 and written.count(">") == 2 and '"' not in written[3:-4]
    assert "<" not in chart_text(text)
    label = plain(text)
    assert "\n" not in label and not any(sign in label.replace(f"\\{sign}", "") for sign in "[]<>`*_$")
    assert "http://" not in label.replace("\\", "") and ":material/" not in label.replace("\\", "")
    assert label.replace("\\", "").replace(JOINER, "") == " ".join(text.split()).replace("\\", "").replace(JOINER, "")


def of_files(text: str) -> None:
    """A name stays one name of a file; a cell of a spreadsheet stays text."""
    name = file_safe(text)
    assert not set(name) & set('/\\:*?"<>|\0\n') and name not in (".", "..")
    cell = inert(text)
    assert not isinstance(cell, str) or not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


PARSERS: tuple[Callable[[str], None], ...] = (
    of_days,
    of_numbers,
    of_characters,
    of_addresses_of_pages,
    of_periods,
    of_database_addresses,
    of_markup,
    of_files,
)
every_parser = pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)


def fuzz(parser: Callable[[str], None], examples: int) -> None:
    parser("")  # what is loaded once counts for no text

    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    @given(TEXT)
    def run(text: str) -> None:
        began = time.process_time()
        parser(text)
        assert time.process_time() - began < 1

    run()


@pytest.mark.sample
@every_parser
def test_a_hundred_texts_of_chance_are_read_or_refused(parser: Callable[[str], None]) -> None:
    fuzz(parser, 100)


@pytest.mark.parametrize("text", ["\n.", "..", "<.>.", " +08:00", "\u3000＝1", "\t=1"])
def test_texts_that_chance_has_found_stay_names_and_cells(text: str) -> None:
    of_files(text)


@pytest.mark.parametrize("text", ["=1+1", " +08:00", "-3 '约'", " =a'b"])
def test_what_is_led_by_an_apostrophe_for_a_spreadsheet_comes_in_without_it(text: str) -> None:
    assert cells.as_text(str(inert(text))) == text.strip()


@pytest.mark.faults
@every_parser
def test_texts_of_chance_are_read_or_refused_for_a_while(parser: Callable[[str], None]) -> None:
    end = time.monotonic() + SECONDS / len(PARSERS)

    @settings(max_examples=10**6, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(TEXT)
    def run(text: str) -> None:
        if time.monotonic() < end:  # what is left of the examples costs nothing
            parser(text)
        else:
            raise _Enough

    with suppress(_Enough):
        run()


class _Enough(BaseException):
    """The time is over."""
