"""What an area says: how the stock is made up on the last day, and how large it was on the first."""

from zxdata.figures.area import Area
from zxdata.figures.media.phrases import period, value_text


def sentences(figure: Area) -> tuple[str, ...]:
    if figure.frame.empty:
        return ()
    last, first = figure.frame["period"].iloc[-1], figure.frame["period"].iloc[0]
    now, then = (figure.frame[figure.frame["period"] == day].set_index("series")["value"] for day in (last, first))
    parts = (f"{figure.palette.word(s)} {value_text(now[s], figure)}" for s in figure.series if s in now.index)
    whole = f"合计 {value_text(now.sum(), figure)}，{period(str(first))}为 {value_text(then.sum(), figure)}"
    return (f"{period(str(last))}：{'、'.join(parts)}，{whole}。",)
