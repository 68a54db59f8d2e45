"""A view carries what it answers: who shows or files it asks neither the address nor the settings again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.demonstration import TODAY, demonstration
from zxdata.configuration import ASSETS, Settings
from zxdata.export import export_file, export_name
from zxdata.export.shown import lines
from zxdata.figures import View, sentences_of, table_of
from zxdata.filters import Filters, Question, Scope
from zxdata.ledger import open_ledger
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import answered, view

BLUE = """
[colours]
red = { word = "赤", symbol = "★", meaning = "超时", light = "#AA0011" }
yellow = { word = "橙", meaning = "将到" }
green = { word = "蓝" }
"""
YELLOW = (
    "[supervision]\nlimit_months = 3\nyellow_workdays = 7",
    "[supervision]\nlimit_months = 3\nyellow_workdays = 30",
)
WRITERS, ROUNDS = 4, 3


@dataclass(frozen=True)
class Installation:
    settings: Settings
    store: Store


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Installation, Installation]:
    """The demonstration, and a body with the same ledger that calls and colours the states otherwise."""
    usual = demonstration()
    shipped = (ASSETS / "rules" / "default.toml").read_text("utf-8")
    rules: Path = tmp_path_factory.mktemp("rules") / "other.toml"
    assert YELLOW[0] in shipped
    rules.write_text(shipped.replace(*YELLOW) + BLUE, encoding="utf-8")
    given = {"rules": rules, "body": "政协乙市委员会", "title": "乙市驾驶舱", "today": TODAY + timedelta(400)}
    other = usual.settings.model_copy(update=given | {"snapshot_dir": rules.parent / "snapshot"})
    refresh(open_ledger(other), other)
    return Installation(usual.settings, usual.store), Installation(other, Store(other.snapshot_dir))


def seen(at: Installation, key: str = "supervision", filters: Filters | None = None) -> View:
    return view(at.store, key, filters or Filters(TODAY), Scope.whole(), at.settings)


def test_two_settings_in_one_process_give_two_wordings(two: tuple[Installation, Installation]) -> None:
    for _ in range(2):  # whichever was asked for last
        usual, other = (seen(at) for at in two)
        assert usual.figure("trend").title == "近 90 日每日在办红、黄件数"
        assert other.figure("trend").title == "近 90 日每日在办赤、橙件数"
        assert "红 超期" in [each.name for each in usual.indicators] and "赤 超时" in [
            each.name for each in other.indicators
        ]
        assert "超期" in usual.headline and "超时" in other.headline


def test_two_settings_in_one_process_give_two_answers(two: tuple[Installation, Installation]) -> None:
    usual, other = (seen(at) for at in two)
    yellow, more = (next(each for each in v.indicators if each.metric == "supervision.yellow") for v in (usual, other))

    assert int(yellow.value) < int(more.value), "thirty days of warning in place of seven"
    assert (usual.cockpit, other.cockpit) == (two[0].settings.title, "乙市驾驶舱")
    assert usual.as_of == other.as_of == TODAY, "the day is that of the question, whatever day it is"


def test_every_figure_of_a_view_has_the_palette_of_its_rules(two: tuple[Installation, Installation]) -> None:
    for key in ("coverage", "supervision"):
        usual, other = (seen(at, key) for at in two)
        assert {found.tokens.red for found in usual.figures} == {"#B3261E"}
        assert {found.tokens.red for found in other.figures} == {"#AA0011"}
        chosen = seen(two[1], key, Filters(TODAY, region="500107"))
        assert {found.common.palette.red.word for found in chosen.figures} == {"赤"}


def test_districts_share_one_figure_in_any_palette(two: tuple[Installation, Installation]) -> None:
    one, more = (seen(two[1], "coverage", Filters(TODAY, region=code)).figure("map") for code in ("500107", "500112"))

    assert one is not more and one.common is more.common
    assert one.under(one.palette) is one


def test_two_palettes_at_once_do_not_meet(two: tuple[Installation, Installation]) -> None:
    def written(view: View) -> tuple[bytes, str, tuple[str, ...]]:
        """A file of it, its board as a program reads it, and what it says."""
        board = view.figure("board")
        return export_file(view, "csv"), str(lines(table_of(board), board.palette)), sentences_of(board)

    views = [seen(at) for at in two]
    alone = [written(found) for found in views]
    assert alone[0] != alone[1]
    with ThreadPoolExecutor(WRITERS) as threads:
        together = list(threads.map(written, views * WRITERS * ROUNDS))

    assert together == alone * WRITERS * ROUNDS


def test_a_file_is_written_in_the_words_and_colours_of_its_view(two: tuple[Installation, Installation]) -> None:
    usual, other = (export_file(seen(at), "csv").decode("utf-8-sig") for at in two)

    assert "颜色" in usual
    assert ("红" in usual, "赤" in usual) == (True, False)
    assert ("红" in other, "赤" in other) == (False, True)


def test_filters_in_words_call_the_states_as_the_view_does(two: tuple[Installation, Installation]) -> None:
    filters = Filters(TODAY).only("colour", "red")

    assert seen(two[0], filters=filters).subtitle.endswith("颜色：红，截至2026年3月31日")
    assert seen(two[1], filters=filters).subtitle.endswith("颜色：赤，截至2026年3月31日")


def test_a_view_carries_the_question_that_it_answers_and_only_the_options_it_heeds() -> None:
    here = demonstration()
    filters = Filters(TODAY, region="500107", since=date(2026, 1, 1))
    asked = Question(filters, Scope.of("500107"), "proposals.time", options=(("curve", "unit"), ("word", "养老")))

    found = answered(here.store, asked, here.settings)

    assert found.question == replace(asked, options=(("curve", "unit"),))


def test_a_file_is_named_by_what_its_view_was_asked() -> None:
    filters = Filters(TODAY, region="500107", since=date(2026, 1, 1), until=TODAY)

    here = demonstration()
    found = seen(Installation(here.settings, here.store), "proposals", filters)

    assert export_name(found, "xlsx") == "2026年第一季度九龙坡区提案办理情况（按批次）_截至20260331.xlsx"


def test_a_letter_is_headed_by_the_body_of_its_view(two: tuple[Installation, Installation]) -> None:
    heads = [Document(BytesIO(export_file(seen(at), "docx"))).paragraphs[0].text for at in two]

    assert heads == ["政协重庆市委员会监督预警情况", "政协乙市委员会监督预警情况"]
