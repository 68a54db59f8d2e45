"""The parts of the supervision page agree with each other and with what the command line answers."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import plotly.graph_objects as go
import pytest

from tests.supervision_days import histories, settings_for, write
from ui import paint
from zxdata.configuration import Settings, load_settings
from zxdata.errors import Unknown, WrongUse
from zxdata.figures import Area, Board, Figure, Table, Trend, View, kind_of, sentences_of, table_of
from zxdata.figures.palette import themes
from zxdata.filters import Filters, Scope
from zxdata.ledger import connect, upgrade
from zxdata.rules.palette import SHIPPED_PALETTE
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views import supervision, view

TODAY = date(2025, 9, 30)
SETTINGS = load_settings()
PARTS = ["supervision", *supervision.PARTS]
LOOKS = [paint.Look(themes(SHIPPED_PALETTE)[name], wall, 420) for name in ("dark", "light") for wall in (False, True)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("supervision")
    engine = connect(f"sqlite:///{folder / 'ledger.db'}")
    upgrade(engine)
    write(engine, histories(seed=7, count=200, first=date(2025, 1, 2), last=TODAY))
    settings = settings_for(engine, folder, TODAY)
    refresh(engine, settings)
    with closing(Store(settings.snapshot_dir)) as opened:
        yield opened


@pytest.fixture(scope="module")
def views(store: Store) -> dict[str, View]:
    return {key: view(store, key, Filters(TODAY), Scope.whole(), SETTINGS) for key in PARTS}


def test_the_board_counts_what_the_cards_and_the_area_count(views: dict[str, View]) -> None:
    board = views["supervision"].figure("board", Board)
    area = views["supervision.replay"].figure("area").frame
    last = area[area["period"] == TODAY.isoformat()].set_index("series")["value"]
    assert {c: int(v) for c, v in last.items()} == {c: board.counts[c] for c in last.index}
    indicators = {indicator.metric: indicator.value for indicator in views["supervision"].indicators}
    assert indicators["supervision.red"] == str(board.counts["red"])


def test_how_late_a_case_is_stands_once_beside_it(views: dict[str, View]) -> None:
    """In its column; the ground beside it has no number of working days, and the sentence neither."""
    shown = views["supervision"]
    board = shown.figure("board", Board)
    tables = [shown.figure("next", Table), shown.table]
    grounds = [*board.frame["reason"], *(ground for table in tables if table for ground in table.frame["ground"])]
    assert len(grounds) > 20 and not [ground for ground in grounds if "个工作日" in ground]
    said = "".join(sentences_of(board))
    assert "超" in said and "已超" not in said


def days_off(figure: Figure) -> frozenset[str]:
    assert isinstance(figure, Trend | Area)
    return figure.days_off


def test_days_off_are_those_of_the_working_calendar(views: dict[str, View]) -> None:
    """September 2025: Saturdays and Sundays but for the 28th, a Sunday worked for the National Day holiday."""
    for page, key in (("supervision", "trend"), ("supervision.replay", "area")):
        off = {day for day in days_off(views[page].figure(key)) if day.startswith("2025-09")}
        assert off == {f"2025-09-{d:02d}" for d in (6, 7, 13, 14, 20, 21, 27)}


def test_the_headline_says_how_many_are_over_and_since_when(views: dict[str, View], store: Store) -> None:
    """Counted on the day and a week before it, each as a day's board of its own."""
    now, before = (
        view(store, "supervision", Filters(day), Scope.whole(), SETTINGS).figure("board", Board)
        for day in (TODAY, TODAY - timedelta(days=7))
    )
    step = now.counts["red"] - before.counts["red"]
    said = views["supervision"].headline
    assert said.startswith(
        f"监督事项 {now.counts['red']} 件超期，较上周{f' {step:+d} 件'.replace('-', '−') if step else '持平'}"
    )
    worst = now.frame[now.frame["colour"] == "red"].iloc[0]
    assert said.endswith(f"“{worst['name']}”{worst['days']}。")


def test_flips_start_and_end_in_the_counts_of_their_days(views: dict[str, View], store: Store) -> None:
    flips = views["supervision.replay"].figure("flips").frame
    after = flips.groupby("column")["value"].sum()
    assert {c: int(v) for c, v in after.items()} == {
        c: n for c, n in views["supervision"].figure("board", Board).counts.items() if n
    }
    then = (
        view(store, "supervision", Filters(TODAY - timedelta(days=30)), Scope.whole(), SETTINGS)
        .figure("board", Board)
        .counts
    )
    before = flips[flips["row"] != "未提出"].groupby("row")["value"].sum()
    assert sorted(int(v) for v in before) == sorted(n for n in then.values() if n)


def test_every_row_of_the_board_says_why_by_which_rule(views: dict[str, View]) -> None:
    table = views["supervision"].table
    assert table is not None and len(table.frame) > 30
    assert table.frame["ground"].str.len().min() > 4 and table.frame["rule"].str.len().min() > 4
    unknown = table.frame.loc[table.frame["colour"] == "unknown", "ground"]
    still_open = unknown.str.startswith("缺少期限，无法判定")
    assert still_open.any() and unknown[~still_open].str.contains("办结，缺少期限，无法判定是否按期").all()
    assert still_open.is_monotonic_decreasing, "those already closed come last"


def test_red_is_listed_by_days_over_and_yellow_by_days_left(views: dict[str, View]) -> None:
    frame = views["supervision"].table.frame  # type: ignore[union-attr]
    for colour in ("red", "yellow"):
        assert frame.loc[frame["colour"] == colour, "due_on"].is_monotonic_increasing


def test_a_month_without_supervision_is_marked_but_the_running_one_is_not(store: Store) -> None:
    calendar = (
        view(store, "supervision.spread", Filters(date(2025, 9, 15)), Scope.whole(), SETTINGS).figure("months").frame
    )
    cells = calendar.set_index(["row", "column"])["text"]
    assert cells["九龙坡区", "2024-11"] == "缺" and cells["九龙坡区", "2025-09"] != "缺"
    assert (calendar.loc[calendar["value"] > 0, "text"] != "缺").all()


def test_one_matter_is_replayed_and_an_unknown_one_refused(store: Store) -> None:
    def replayed(scope: Scope, **options: str) -> View:
        return view(store, "supervision.replay", Filters(TODAY), scope, SETTINGS, options=tuple(options.items()))

    one = replayed(Scope.whole(), matter="J0003").figure("strips")
    assert set(one.frame["no"]) == {"J0003"} and "J0003" in one.title
    own = replayed(Scope.of("500108"), matter="J0003").figure("strips")
    assert set(own.frame["no"]) == {"J0003"}
    for scope, no in ((Scope.whole(), "J9999"), (Scope.of("500108"), "J9999"), (Scope.of("500107"), "J0003")):
        with pytest.raises(Unknown, match=f"^没有名为“{no}”的监督事项。$"):
            replayed(scope, matter=no)
    with pytest.raises(WrongUse, match="不是日期"):
        replayed(Scope.whole(), since="昨天")
    with pytest.raises(WrongUse, match="应早于截至日"):
        replayed(Scope.whole(), since="2025-09-30")


@pytest.mark.parametrize("key", PARTS)
def test_every_figure_is_painted_and_exported(key: str, views: dict[str, View]) -> None:
    for figure in views[key].figures:
        assert table_of(figure).columns
        if kind_of(figure).surface == "plot":
            for look in LOOKS:
                spec = paint.paint(figure, look)
                go.Figure(spec)
                sizes = [f["size"] for f in _fonts(spec)]
                assert not look.wall or min(sizes) >= 22
            hostile = figure.frame.map(lambda v: "<img src=x>" if isinstance(v, str) and "事项" in v else v)
            drawn = json.dumps(paint.paint(replace(figure, frame=hostile), LOOKS[0]), ensure_ascii=False, default=str)
            assert "<img" not in drawn


def test_an_empty_ledger_is_told_in_words(tmp_path: Path, open_store: Callable[[Settings], Store]) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(engine)
    settings = settings_for(engine, tmp_path, TODAY)
    refresh(engine, settings)
    store = open_store(settings)
    for key in PARTS:
        shown = view(store, key, Filters(TODAY), Scope.whole(), settings)
        assert (shown.headline or not shown.figures) and all(f.empty for f in shown.figures if f.frame.empty)


def _fonts(spec: object) -> list[dict[str, float]]:
    if isinstance(spec, list):
        return [font for item in spec for font in _fonts(item)]
    if not isinstance(spec, dict):
        return []
    own = [
        v for k, v in spec.items() if k.endswith("font") and isinstance(v, dict) and "size" in v and k != "hoverlabel"
    ]
    return own + [font for k, v in spec.items() if k != "hoverlabel" for font in _fonts(v)]
