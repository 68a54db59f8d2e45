"""What follows from a view's figures: whom to press, what to look into, which number to check."""

from zxdata.export.sentences import of_worse, worse
from zxdata.figures import Board, Findings, Gantt, Ranking, View

PRESSED = 5
NOTHING = "所列数据没有超期、越限或变差，按计划推进。"


def advice(view: View) -> tuple[str, ...]:
    """One sentence a measure, the most urgent first; each rests on rows of the view."""
    found = [
        f"处理第 {r.rank} 条：{r.sentence}"
        for figure in view.figures
        if isinstance(figure, Findings)
        for r in figure.frame.head(PRESSED).itertuples()
        if figure.key == "findings"
    ]
    found += [step for figure in view.figures for step in _late(figure)]
    found += [step for figure in view.figures for step in _beyond(figure)]
    found += [f"核实变差的原因：{of_worse(indicator)}。" for indicator in worse(view)]
    return tuple(dict.fromkeys(found)) or (NOTHING,)


def _late(figure: object) -> list[str]:
    if isinstance(figure, Board):
        red = figure.frame[figure.frame["colour"] == "red"]
        count = figure.counts.get("red", len(red))
        listed = "、".join(f"{r.region}“{r.name}”" for r in red.head(PRESSED).itertuples())
        return [f"对 {count} 件红色事项逐件催办，先办{listed}。"] if count and listed else []
    if isinstance(figure, Gantt):
        late = figure.frame[figure.frame["colour"] == "red"]
        listed = "、".join(f"“{r.name}”（{r.state}）" for r in late.head(PRESSED).itertuples())
        return [f"对列出的 {len(late)} 件逾期件催办，先办{listed}。"] if len(late) else []
    return []


def _beyond(figure: object) -> list[str]:
    if not isinstance(figure, Ranking):
        return []
    outside = figure.frame[figure.frame["outside"].astype(bool)]
    names = "、".join(str(name) for name in outside["name"].head(PRESSED))
    more = f"等 {len(outside)} 个" if len(outside) > PRESSED else ""
    return [f"到{names}{more}了解“{figure.title}”越出控制限的原因。"] if len(outside) else []
