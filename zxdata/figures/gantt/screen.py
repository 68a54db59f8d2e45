"""Cases on their way: a bar a stage, the overrun hatched, the limit a stroke, today a dashed line."""

from datetime import date

import pandas as pd

from zxdata.figures.gantt import Gantt
from zxdata.figures.gantt.axis import CLOSER, DayAxis
from zxdata.figures.gantt.days import LIMIT
from zxdata.figures.items import Swatch
from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.media.names import subject
from zxdata.rules.palette import ORDER
from zxdata.words import short_day

ROW = 26
WIDE = 0.2  # the share of a figure's width that a state may take
LABEL = 5.5  # what the name of a month and its year need beside each other, in the size of the text
DAY_MILLISECONDS = 86_400_000.0
BENT = f"一年以前按 1/{CLOSER} 画"


def paint(figure: Gantt, look: Look) -> Spec:
    """Rows in the frame's order. What runs over the limit leads; the other phases recede."""
    t, frame = look.tokens, figure.frame
    row = {no: n for n, no in enumerate(frame["no"])}
    bars = figure.bars[figure.bars["no"].isin(row)]
    limits = [(row[no], _day(due)) for no, due in frame[["no", "due"]].itertuples(index=False) if pd.notna(due)]
    axis = _axis(figure, [due for _, due in limits])
    traces: list[Spec] = []
    for phase, colour in zip(figure.phases, phase_colours(figure, look), strict=True):
        part = bars[bars["phase"] == phase.name]
        stretches = [(_day(since), _day(until)) for since, until in part[["since", "until"]].itertuples(index=False)]
        marker: Spec = {"color": colour, "line": {"width": 0}}
        if phase.over:
            marker = {
                "color": t.bg,
                "line": {"width": 0},
                "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": t.bg, "size": 6, "solidity": 0.55},
            }
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [_iso(axis.at(since)) for since, _ in stretches],
                "x": [axis.days(since, until) * DAY_MILLISECONDS for since, until in stretches],
                "y": [row[no] for no in part["no"]],
                "width": 0.46,
                "marker": marker,
                "customdata": part["no"].tolist(),
                "hovertext": [
                    f"<b>{plain(phase.name)}</b><br>{_iso(since)} 至 {_iso(until)}" for since, until in stretches
                ],
            }
        )
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [_iso(axis.at(d)) for _, d in limits],
            "y": [n for n, _ in limits],
            "hovertext": [f"{LIMIT} {_iso(d)}" for _, d in limits],
            "marker": {
                "symbol": "line-ns-open",
                "size": look.px(15),
                "line": {"color": t.t1, "width": look.px(2)},
                "color": t.t1,
            },
        }
    )
    if figure.marks is not None:
        traces.append(_marks(figure.marks[figure.marks["no"].isin(row)], row, axis, look))
    names = min(look.width * 0.4, 16 * look.text if look.wall else look.px(196))
    states = frame["brief" if _in_brief(figure, look) else "state"].astype(str).tolist()
    right = max(look.px(92), max((width_of(state, look.text) for state in states), default=0.0) + look.px(34))
    last = len(frame) - 0.5
    room = look.width - names - right
    lifted = not figure.ended and _meet(figure, axis, look, room, right)
    return canvas(
        look,
        traces,
        height=len(frame) * ROW + 52,
        barmode="overlay",
        margin=(names, right, look.px(42 if lifted else 24), look.px(26)),
        xaxis={
            "type": "date",
            "range": [_iso(axis.at(axis.begin)), _iso(axis.end)],
            "tickmode": "array",
            **_months(axis, look, room),
            "tickangle": 0,
            "tickfont": look.font(t.t2),
            "gridcolor": t.hair,
            "showgrid": True,
            "zeroline": False,
            "showline": True,
            "linecolor": t.axis,
            "fixedrange": True,
        },
        yaxis={"visible": False, "range": [last, -0.5], "fixedrange": True},
        shapes=_lines(figure, axis, look),
        annotations=[
            *_titles(figure, look, names, states),
            *_bend(axis, look, lifted),
            *(
                []
                if figure.ended
                else [
                    note(
                        look,
                        f"<b>{short_day(figure.today)}</b>",
                        t.t1,
                        x=_iso(figure.today),
                        y=1,
                        yref="paper",
                        yanchor="bottom",
                        yshift=2,
                    )
                ]
            ),
        ],
    )


def _lines(figure: Gantt, axis: DayAxis, look: Look) -> list[Spec]:
    """Today, and where the axis begins to be closer."""
    t = look.tokens
    drawn = [] if figure.ended else [(figure.today, t.t1, "dash")]
    drawn += [(axis.bend, t.axis, "dot")] if axis.bend else []
    return [
        {
            "type": "line",
            "x0": _iso(day),
            "x1": _iso(day),
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": ink, "width": look.px(1.2), "dash": dash},
        }
        for day, ink, dash in drawn
    ]


def _meet(figure: Gantt, axis: DayAxis, look: Look, room: float, right: float) -> bool:
    """Whether the words at the bend would run into the day, or beyond the figure, in ``room`` px beside ``right`` more."""
    if axis.bend is None:
        return False
    a_day = room / max((axis.end - axis.at(axis.begin)).days, 1)
    bend, today = ((each - axis.at(axis.begin)).days * a_day for each in (axis.bend, figure.today))
    half = width_of(short_day(figure.today), look.text) / 2
    end = bend + width_of(BENT, look.text)
    return end > room + right or (bend < today + half and end + look.px(6) > today - half)


def _bend(axis: DayAxis, look: Look, lifted: bool) -> list[Spec]:
    """``lifted``: a line higher than the day, and ending where the axis does."""
    if axis.bend is None:
        return []
    place: Spec = {"x": _iso(axis.bend), "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 2, "xanchor": "left"}
    if lifted:
        place |= {"x": 1, "xref": "paper", "xanchor": "right", "yshift": 2 + look.px(18)}
    return [note(look, BENT, look.tokens.t3, **place)]


def _marks(marks: pd.DataFrame, row: dict[str, int], axis: DayAxis, look: Look) -> Spec:
    """Single events; those of one day on one row share a mark and are told together."""
    by_day = marks.groupby(["no", "day"], sort=False)["words"].agg(list).reset_index()
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_iso(axis.at(_day(d))) for d in by_day["day"]],
        "y": [row[no] for no in by_day["no"]],
        "hovertext": [
            f"<b>{_iso(day)}</b><br>" + "<br>".join(plain(w) for w in spoken[:3])
            for day, spoken in by_day[["day", "words"]].itertuples(index=False)
        ],
        "marker": {
            "symbol": "diamond",
            "size": look.px(9),
            "color": look.tokens.t1,
            "line": {"color": look.tokens.bg, "width": look.px(1.5)},
        },
    }


def phase_colours(figure: Gantt, look: Look) -> list[str]:
    """From hair to the quiet blue of handling; the overrun is red."""
    t = look.tokens
    quiet = iter((t.hair, t.t3, t.stage, t.accent))
    return [t.red if phase.over else next(quiet, t.accent) for phase in figure.phases]


def _in_brief(figure: Gantt, look: Look) -> bool:
    """Whether the bars need the room that the whole states would take."""
    if "brief" not in figure.frame:
        return False
    return any(width_of(str(state), look.text) > look.width * WIDE for state in figure.frame["state"])


def _titles(figure: Gantt, look: Look, left: float, states: list[str]) -> list[Spec]:
    notes = []
    for n, (name, colour) in enumerate(figure.frame[["name", "colour"]].itertuples(index=False)):
        symbol = figure.palette.tone(colour).symbol if colour in ORDER else ""
        ink = look.tokens.of(colour) if colour in ORDER else look.tokens.t3
        notes.append(
            note(
                look,
                plain(subject(str(name), min(int(left / look.text / 1.04), 99 if look.wall else 14))),
                look.tokens.t1,
                x=0,
                xref="paper",
                xanchor="left",
                xshift=-left,
                y=n,
            )
        )
        notes.append(
            note(
                look,
                f'<span style="color:{ink}">{symbol}</span> {plain(states[n])}',
                look.tokens.t1,
                x=1,
                xref="paper",
                xanchor="left",
                xshift=look.px(14),
                y=n,
            )
        )
    return notes


def _axis(figure: Gantt, limits: list[date]) -> DayAxis:
    marked = [] if figure.marks is None else [*figure.marks["day"]]
    days = [*figure.bars["since"], *figure.bars["until"], *limits, *marked, *([] if figure.ended else [figure.today])]
    known = [_day(each) for each in days if pd.notna(each)]
    return DayAxis.over(known or [figure.today], max(known) if figure.ended and known else figure.today)


def _months(axis: DayAxis, look: Look, room: float) -> Spec:
    """As many months as stand beside each other in ``room`` px."""
    drawn = (axis.end - axis.at(axis.begin)).days
    apart = int(drawn * LABEL * look.text / max(room, 1)) + 1
    shown = axis.months(apart)
    texts = [labels.period(f"{d.year}-{d.month:02d}", first=d == shown[0]) for d in shown]
    return {"tickvals": [_iso(axis.at(d)) for d in shown], "ticktext": texts}


def _day(day: object) -> date:
    known: date = pd.Timestamp(day).date()  # type: ignore[arg-type]
    return known


def _iso(day: object) -> str:
    return _day(day).isoformat()


def legend(figure: Gantt, look: Look) -> tuple[Swatch, ...]:
    """The phases, the overrun hatched, the stroke of the limit, and the signs in brief states."""
    phases = zip(figure.phases, phase_colours(figure, look), strict=True)
    swatches = (Swatch(phase.name, colour=colour, hatched=phase.over) for phase, colour in phases)
    brief = "".join(figure.frame["brief"]) if _in_brief(figure, look) else ""
    signs = (Swatch(meaning, symbol=sign) for sign, meaning in figure.signs if sign in brief)
    return (*swatches, Swatch(LIMIT, symbol="┃"), *signs)
