"""Four parts of someone's points beside the median of their sector."""

from math import isclose

import pandas as pd

from zxdata.figures import sentences_of, table_of
from zxdata.figures.kind import no_rows
from zxdata.figures.media.canvas import Look
from zxdata.figures.palette import themes
from zxdata.figures.radar import KIND, Radar
from zxdata.figures.radar.shares import closed, shares
from zxdata.rules.palette import SHIPPED_PALETTE

FIGURE = Radar(
    key="radar",
    title="各方面积分",
    unit="分",
    value_format="decimal",
    own="本人",
    others="界别中位数",
    frame=pd.DataFrame(
        [("会议", 50.0, 40.0, 50.0), ("提案", 5.0, 10.0, 25.0), ("活动", 0.0, 3.0, 10.0), ("公益", 6.0, 2.0, None)],
        columns=["name", "value", "beside", "full"],
    ),
)


def test_a_spoke_ends_at_its_limit_or_at_the_larger_value() -> None:
    assert shares(FIGURE, "value") == [1.0, 0.2, 0.0, 1.0]
    assert [round(share, 4) for share in shares(FIGURE, "beside")] == [0.8, 0.4, 0.3, 0.3333]


def test_the_first_spoke_points_up_and_the_line_closes() -> None:
    x, y = closed([1.0, 0.2, 0.0, 1.0])
    assert all(isclose(a, b, abs_tol=1e-9) for a, b in zip(x, [0, 0.2, 0, -1, 0], strict=True))
    assert all(isclose(a, b, abs_tol=1e-9) for a, b in zip(y, [1, 0, 0, 0, 1], strict=True))


def test_a_radar_says_where_someone_lies_furthest_below() -> None:
    said = "4 个方面中 2 个低于界别中位数：提案、活动；差得最多的是活动，本人 0.0 分，界别中位数 3.0 分。"
    assert sentences_of(FIGURE) == (said,)


def test_the_table_holds_what_is_drawn_with_its_limits() -> None:
    grid = table_of(FIGURE)
    assert [column.header for column in grid.columns] == ["方面", "本人", "界别中位数", "上限"]
    assert grid.frame["value"].tolist() == [50.0, 5.0, 0.0, 6.0]


def test_the_screen_draws_rings_and_two_lines_with_their_names() -> None:
    spec = KIND.screen.do(FIGURE, Look(themes(SHIPPED_PALETTE)["light"]))
    assert len(spec["data"]) == 6
    assert [each["text"] for each in spec["layout"]["annotations"]] == ["会议", "提案", "活动", "公益"]
    low, high = spec["layout"]["yaxis"]["range"]
    assert all(low < each["y"] < high for each in spec["layout"]["annotations"]), "what lies outside is not drawn"
    assert KIND.blank is no_rows
