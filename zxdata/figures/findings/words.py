"""Judgements in a report: each as a sentence, under it what it rests on and where to look."""

from collections.abc import Iterator

from zxdata.figures.findings import Findings
from zxdata.figures.media.phrases import PRESSED

CAVEAT = "数据提示"
STEPS = {
    "越限": "了解原因",
    "变化": "核实变差的原因",
    "新转红": "逐件催办",
    "最久未办": "逐件催办",
    "覆盖空白": "安排补建",
    "民情突增": "了解缘由",
}
"""What a finding of each kind asks for; one of the data asks for nothing beyond itself."""


def paragraphs(figure: Findings) -> Iterator[tuple[str, str]]:
    for row in figure.frame.itertuples():
        yield f"{row.rank}. {row.sentence}", "Normal"
        if row.kind != CAVEAT:  # which says how many rows it is of, and nothing is inferred from them
            yield f"{row.kind}，样本 {row.n:,}，确定程度：{row.certainty}", "说明"


def advice(figure: Findings) -> tuple[str, ...]:
    """The weightiest, where they are the whole report's."""
    if figure.key != "findings":
        return ()
    pressing = [r for r in figure.frame.itertuples() if str(r.kind) in STEPS and not str(r.sentence).endswith("向好。")]
    return tuple(
        f"{STEPS[str(r.kind)]}：{str(r.sentence).split('；')[0].removesuffix('。')}（第 {r.rank} 条）。"
        for r in pressing[:PRESSED]
    )
