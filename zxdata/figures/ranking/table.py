"""The table behind a ranking."""

from zxdata.figures.grid import Grid, base, grid_of
from zxdata.figures.media.beyond import WITHIN, present, words_of
from zxdata.figures.ranking import Ranking

TARGET = "目标"


def table(figure: Ranking) -> Grid:
    """Beside the ranks, where there are control limits, what a chart of dots before bands needs."""
    kind, frame, limits, aside = figure.value_format, figure.frame, [], None
    if frame["lower"].notna().any():
        limits = [("lower", "控制下限", kind), ("upper", "控制上限", kind)]
        ways = present(frame["outside"])
        parts = frame.assign(
            mean=figure.mean,
            target=figure.target,
            band=frame["upper"] - frame["lower"],
            within=frame["value"].where(frame["outside"] == WITHIN),
            **{way: frame["value"].where(frame["outside"] == way) for way in ways},
        )
        lines = [("mean", figure.mean_name, kind)] if figure.mean is not None else []
        lines += [("target", TARGET, kind)] if figure.target is not None else []
        aside = grid_of(
            parts,
            ("name", "名称", "text"),
            ("lower", "控制下限", kind),
            ("band", "控制限", kind),
            ("within", "限内", kind),
            *((way, beyond.word, kind) for way, beyond in ways.items()),
            *lines,
        )
    return grid_of(
        frame.assign(outside=words_of(frame["outside"])),
        ("rank", "位次", "integer"),
        ("name", "名称", "text"),
        ("value", "值", kind),
        *base(frame),
        *limits,
        ("outside", "越限", "text"),
        ("small", "样本少", "flag"),
        aside=aside,
    )
