"""What a funnel plot says."""

from zxdata.figures.funnel import Funnel
from zxdata.figures.media.phrases import counted, listed


def sentences(figure: Funnel) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    outside = frame[frame["outside"].astype(bool)]
    if outside.empty:
        return (f"{counted(len(frame), figure)}都在控制限内，高低之差可由偶然解释。",)
    high, low = outside[outside["value"] > figure.mean], outside[outside["value"] <= figure.mean]
    parts = [
        f"{word}的 {len(held)} 个：{listed(held, figure)}"
        for word, held in (("高于上限", high), ("低于下限", low))
        if len(held)
    ]
    return (f"{counted(len(frame), figure)}中 {len(outside)} 个越出控制限，{'；'.join(parts)}。",)
