"""Judgements in a report: each as a sentence, under it what it rests on and where to look."""

from collections.abc import Iterator

from zxdata.figures.findings import Findings
from zxdata.figures.media.phrases import PRESSED

CAVEAT = "数据提示"


def paragraphs(figure: Findings) -> Iterator[tuple[str, str]]:
    for row in figure.frame.itertuples():
        yield f"{row.rank}. {row.sentence}", "Normal"
        if row.kind != CAVEAT:  # which says how many rows it is of, and nothing is inferred from them
            yield f"{row.kind}，样本 {row.n:,}，确定程度：{row.certainty}", "说明"


def advice(figure: Findings) -> tuple[str, ...]:
    """The weightiest, where they are the whole report's."""
    if figure.key != "findings":
        return ()
    pressing = figure.frame[figure.frame["asks"] != ""].head(PRESSED)
    return tuple(f"{row.asks}：{row.brief}（第 {row.rank} 条）。" for row in pressing.itertuples())
