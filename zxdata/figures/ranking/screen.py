"""A league table that is fair to the small: a dot, its limits behind it, the whole's mean through it."""

from typing import Any

import pandas as pd

from zxdata.figures.media import labels
from zxdata.figures.media.beyond import BEYOND, inks, symbols
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note, value_axis, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import short
from zxdata.figures.ranking import Ranking
from zxdata.words import MISSING

ROW = 23
ABOVE, BELOW = 28, 4  # px on the desk
WALL_ROW = 30
WALL_TEXT = 22
LEFT, LEFT_AT_MOST = 0.27, (0.42, 0.52)  # the names' share of the width, on the desk and on the wall
RIGHT = (0.74, 0.82)  # where values begin, on the desk and on the wall
FIGURE_SPACE = "\u2007"


def paint(figure: Ranking, look: Look) -> Spec:
    """All rows, worst first; on the wall the best are named in one line and as many of the worst as fit follow."""
    tokens, frame = look.tokens, figure.frame
    leaders = ""
    if look.wall:
        frame, leaders = _for_the_wall(figure, _room(look), look.width)
    left = _left(frame, look)
    names = _names(frame, look, left)
    low, high = _span(figure, frame)
    rows = list(range(len(frame)))
    axis = value_axis(
        look,
        low,
        high,
        figure.value_format,
        most=4 if left > 0.4 else 5,
        whole=False,
        side="bottom" if look.wall else "top",
        # The last mark of the axis ends before the values begin.
        domain=[left + 0.02 * look.wall, RIGHT[look.wall] - (0 if look.wall else look.dot / look.width)],
    )
    band_x: list[Any] = []
    band_y: list[Any] = []
    for row, lower, upper in zip(rows, frame["lower"], frame["upper"], strict=True):
        if pd.notna(lower) and pd.notna(upper):
            band_x += [max(lower, low), min(upper, high), None]
            band_y += [row, row, None]
    pick = {"customdata": frame["code"].tolist(), "hovertext": [_hover(figure, r) for r in frame.itertuples()]}
    traces: list[Spec] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": band_x,
            "y": band_y,
            "line": {"color": tokens.hair, "width": look.px(9)},
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": frame["value"].tolist(),
            "y": rows,
            "cliponaxis": False,  # a share of all stands at the very end of the axis
            **pick,
            "marker": {
                "size": look.dot,
                "opacity": 1,
                "symbol": symbols(frame["outside"]),
                "color": inks(frame["outside"], tokens, tokens.bg),
                "line": {"width": look.px(1.6), "color": inks(frame["outside"], tokens, tokens.t2)},
            },
        },
        _column(look, names, 0.0, "middle right", "x2", pick),
        _column(look, _values(frame, figure, look), 1.0 if look.wall else 0.46, "middle left", "x3", pick),
    ]
    if not look.wall and not look.narrow:
        traces.append(_column(look, _bases(frame, look), 1.0, "middle left", "x3", pick))
    height = len(frame) * (WALL_ROW if look.wall else ROW) + ABOVE + BELOW
    margin = (0, 2, 72 if leaders else 36, 34) if look.wall else (0, 2, ABOVE, BELOW)
    return canvas(
        look,
        traces,
        height=height,
        margin=margin,
        # The whole of a row answers, also the end of a long name: the nearest point is always one of its own row.
        hoverdistance=160,
        xaxis=axis,
        xaxis2=hidden_axis(domain=[0, left], range=[0, 1]),
        xaxis3=hidden_axis(domain=[RIGHT[look.wall], 1], range=[0, 1]),
        yaxis=hidden_axis(range=[len(frame) - 0.5, -0.5]),
        shapes=_rules(figure, look),
        annotations=_remarks(figure, look, leaders),
    )


def whole_rows(height: int) -> int:
    """The most of ``height`` that ends with a whole row, so that a scrolled ranking is not cut through a name."""
    return ABOVE + (height - ABOVE) // ROW * ROW


def _room(look: Look) -> int:
    """How many rows a wall has room for."""
    return max(4, int(((look.height or 420) - 106) // WALL_ROW))


def _for_the_wall(figure: Ranking, room: int, width: float) -> tuple[pd.DataFrame, str]:
    """The worst that fit, the worst of them last, and a line that names the leaders."""
    frame = figure.frame.iloc[::-1].reset_index(drop=True)
    if len(frame) <= room:
        return frame, ""
    first = frame[frame["rank"] == frame["rank"].min()]
    names = "、".join(plain(short(n, 12)) for n in first["name"].head(2))
    tied = f"{names}等 {len(first)} 个并列" if len(first) > 2 else names
    if len(first) > 1 and width_of(f"第 1 名　{tied}　100.0%", WALL_TEXT) > width:
        tied = f"{plain(short(first['name'].iloc[0], 12))}等 {len(first)} 个并列"
    value = labels.number(first["value"].iloc[0], figure.value_format)
    return frame.tail(room).reset_index(drop=True), f"第 1 名　{tied}　{value}"


def _left(frame: pd.DataFrame, look: Look) -> float:
    """The share of the width that ranks and names take: as much as the longest name needs, within bounds."""
    longest = max((width_of(short(str(name), 99), look.text) for name in frame["name"]), default=0.0)
    return min(max(LEFT, (longest + _before(look)) / look.width), LEFT_AT_MOST[look.wall])


def _before(look: Look) -> float:
    """What stands before a name and after it: its rank, two spaces, a gap."""
    return 1.8 * look.text + look.px(6)


def _names(frame: pd.DataFrame, look: Look, left: float) -> list[str]:
    t, most = look.tokens, max(4, int((left * look.width - _before(look)) / width_of("　", look.text)))
    lines = []
    for rank, name, outside in frame[["rank", "name", "outside"]].itertuples(index=False):
        shown, strong = plain(short(str(name), most)), bool(outside)
        place = (f"{int(rank)}" if pd.notna(rank) else MISSING).rjust(2, FIGURE_SPACE)
        colour = t.t1 if strong else t.t2
        body = f"<b>{shown}</b>" if strong else shown
        lines.append(f'<span style="color:{t.t3}">{place}</span>  <span style="color:{colour}">{body}</span>')
    return lines


def _values(frame: pd.DataFrame, figure: Ranking, look: Look) -> list[str]:
    written = [labels.number(v, figure.value_format) for v in frame["value"]]
    return [
        f'<b><span style="color:{look.tokens.t1}">{w}</span></b>' if o else w
        for w, o in zip(written, frame["outside"], strict=True)
    ]


def _bases(frame: pd.DataFrame, look: Look) -> list[str]:
    colour = look.tokens.t3
    return [
        f'<span style="color:{colour}">{"少　" if small else ""}{labels.base(n, d)}</span>'
        for n, d, small in frame[["numerator", "denominator", "small"]].itertuples(index=False)
    ]


def _column(look: Look, text: list[str], x: float, position: str, axis: str, pick: Spec) -> Spec:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x] * len(text),
        "y": list(range(len(text))),
        "text": text,
        "textposition": position,
        "textfont": look.font(look.tokens.t2),
        "xaxis": axis,
        "cliponaxis": False,
        **pick,
    }


def _span(figure: Ranking, frame: pd.DataFrame) -> tuple[float, float]:
    seen = pd.concat([frame["value"], frame["lower"], frame["upper"]]).dropna()
    if seen.empty:
        return 0.0, 1.0
    marked = [line for line in (figure.mean, figure.target) if line is not None]
    low, high = float(min(seen.min(), *marked)) if marked else float(seen.min()), float(seen.max())
    high = max(high, figure.target) if figure.target is not None else high
    pad = (high - low) * 0.04 or 0.05
    return max(low - pad, 0.0 if low >= 0 else low - pad), high + (pad if high < 1 or high > 1.0001 else 0.004)


def chosen(figure: Ranking, look: Look) -> Spec:
    """A band behind the chosen row, a stroke before it."""
    frame = _for_the_wall(figure, _room(look), look.width)[0] if look.wall else figure.frame
    codes = frame["code"].tolist()
    if figure.selected not in codes:
        return {}
    row = codes.index(figure.selected)
    place = {"xref": "paper", "x0": 0, "y0": row - 0.5, "y1": row + 0.5}
    return {
        "shapes": [
            {
                "type": "rect",
                **place,
                "x1": 1,
                "fillcolor": look.tokens.hair,
                "opacity": 0.45,
                "line": {"width": 0},
                "layer": "below",
            },
            {"type": "line", **place, "x1": 0, "line": {"color": look.tokens.t1, "width": look.px(3)}},
        ]
    }


def _rules(figure: Ranking, look: Look) -> list[Spec]:
    marks: list[Spec] = []
    if figure.mean is not None:
        marks.append(
            {
                "type": "line",
                "x0": figure.mean,
                "x1": figure.mean,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": look.tokens.t2, "width": look.px(1)},
            }
        )
    if figure.target is not None:
        marks.append(
            {
                "type": "line",
                "x0": figure.target,
                "x1": figure.target,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": look.tokens.red, "width": look.px(1.4), "dash": "dash"},
            }
        )
    return marks


def _remarks(figure: Ranking, look: Look, leaders: str) -> list[Spec]:
    t = look.tokens
    over: Spec = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2 if look.wall else 4}
    remarks = []
    if figure.mean is not None:
        text = f"{plain(figure.mean_name)} {labels.number(figure.mean, figure.value_format)}"
        if figure.target is not None and not look.wall:  # over the names, where no number of the axis stands
            aim = f"┆ 目标 {labels.number(figure.target, figure.value_format)}"
            remarks.append(note(look, aim, t.t2, **over, x=0, xref="paper", xanchor="left"))
        where: Spec = (
            {"x": figure.mean, "xanchor": "center"} if look.wall else {"x": 1, "xref": "paper", "xanchor": "right"}
        )
        remarks.append(note(look, text, t.t1 if look.wall else t.t2, **over, **where))
    if leaders:
        remarks.append(
            note(look, leaders, t.t2, x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=38)
        )
    return remarks


def _hover(figure: Ranking, row: Any) -> str:
    lines = [f"<b>{plain(row.name)}</b>", labels.number(row.value, figure.value_format)]
    share = labels.base(row.numerator, row.denominator)
    if share:
        lines[1] += f"（{share}）"
    if pd.notna(row.lower) and pd.notna(row.upper):
        low, high = (labels.number(v, figure.value_format) for v in (row.lower, row.upper))
        lines.append(f"控制限 {low}–{high}" + (f"，{BEYOND[row.outside].word}" if row.outside else ""))
    return "<br>".join(lines)
