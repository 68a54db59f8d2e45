"""What a radar says, and whose its two lines are."""

import pandas as pd

from zxdata.figures.items import Swatch
from zxdata.figures.media.canvas import Look
from zxdata.figures.media.phrases import names, value_text
from zxdata.figures.radar import Radar


def sentences(figure: Radar) -> tuple[str, ...]:
    """In how many parts someone lies below the others, and where furthest."""
    frame = figure.frame.assign(
        gap=pd.to_numeric(figure.frame["beside"]) - pd.to_numeric(figure.frame["value"]),
        end=figure.frame["full"].where(figure.frame["full"].notna(), figure.frame[["value", "beside"]].max(axis=1)),
    )
    if frame.empty:
        return ()
    below = frame[frame["gap"] > 0]
    if below.empty:
        return (f"{len(frame)} 个方面都不低于{figure.others}。",)
    most = below.loc[(below["gap"] / below["end"].where(below["end"] > 0, 1)).idxmax()]
    return (
        f"{len(frame)} 个方面中 {len(below)} 个低于{figure.others}：{names(below['name'])}；"
        f"差得最多的是{most['name']}，{figure.own} {value_text(most['value'], figure)}，"
        f"{figure.others} {value_text(most['beside'], figure)}。",
    )


def legend(figure: Radar, look: Look) -> tuple[Swatch, ...]:
    return Swatch(figure.own, look.tokens.accent), Swatch(figure.others, look.tokens.t3)
