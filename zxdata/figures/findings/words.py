"""Judgements in a report: each as a sentence, under it what it rests on and where to look."""

from collections.abc import Iterator

from zxdata.figures.findings import Findings
from zxdata.figures.media.phrases import PRESSED


def paragraphs(figure: Findings) -> Iterator[tuple[str, str]]:
    for row in figure.frame.itertuples():
        yield f"{row.rank}. {row.sentence}", "Normal"
        rows = f"，明细指标 {row.rows}" if row.rows else ""
        yield f"{row.kind}，n={row.n:,}，确定程度：{row.certainty}，页面 {row.page}{rows}", "说明"


def advice(figure: Findings) -> tuple[str, ...]:
    """The weightiest, where they are the whole report's."""
    if figure.key != "findings":
        return ()
    return tuple(f"处理第 {r.rank} 条：{r.sentence}" for r in figure.frame.head(PRESSED).itertuples())
