"""What cases on their way say, and whom to press."""

from zxdata.figures.gantt import Gantt
from zxdata.figures.media.phrases import FEW, PRESSED


def sentences(figure: Gantt) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    late = frame[frame["colour"] == "red"]
    if late.empty:
        return (f"列出的 {len(frame)} 件中没有超期。",)
    listed = "；".join(f"{row.name}（{row.state}）" for row in late.head(FEW).itertuples())
    share = "都已超期" if len(late) == len(frame) else f"中 {len(late)} 件超期"
    return (f"列出的 {len(frame)} 件{share}，最急的是：{listed}。",)


def advice(figure: Gantt) -> tuple[str, ...]:
    """Whom to press first."""
    late = figure.frame[figure.frame["colour"] == "red"]
    listed = "、".join(f"“{r.name}”（{r.state}）" for r in late.head(PRESSED).itertuples())
    return (f"对逾期件逐件催办，先办{listed}。",) if len(late) else ()
