"""智能诊断报告: what stands out in the data, found by fixed rules, each with its evidence, its n and where to look."""

import pandas as pd

from zxdata.figures import Findings, TableColumn, View
from zxdata.views.asking import Asking
from zxdata.views.diagnosis.cases import blank_townships, caveats, longest_open, newly_red, surging
from zxdata.views.diagnosis.finding import Finding, ranked
from zxdata.views.diagnosis.rates import beyond_limits, changes
from zxdata.views.diagnosis.span import mature, whole_state
from zxdata.views.frame import framed

INDICATORS = (
    "coverage.township_rate",
    "proposals.submitted",
    "proposals.filed",
    "supervision.matters",
    "consultation.meetings",
    "consultation.suggestions",
    "voices.collected",
)
# fmt: off
COLUMNS = (
    TableColumn("rank", "位次", "integer"), TableColumn("kind", "类别"), TableColumn("sentence", "发现"),
    TableColumn("n", "样本 n", "integer"), TableColumn("certainty", "确定程度"), TableColumn("page", "页面"),
    TableColumn("rows", "明细指标"),
)
# fmt: on
RULE = (
    "强：偶然的可能性不到千分之一；较强：不到百分之一；事实：逐件数出，没有推断。按影响与确定程度排列。"
    "超期与空白按截至日的全部台账；按批次读而期间不满一年的，比率看近12个月"
)


def view(asking: Asking) -> View:
    """Every finding of the day."""
    settled, state = mature(asking), whole_state(asking)
    found = ranked(
        (
            *changes(settled),
            *beyond_limits(settled),
            *newly_red(state),
            *longest_open(state),
            *surging(state),
            *blank_townships(state),
        )
    )
    doubts = ranked(caveats(state))
    nothing = "没有越限、超期或显著变化。"
    counted = f"共 {len(found)} 条发现、{len(doubts)} 条数据提示。首要的是："
    return framed(
        asking,
        "diagnosis",
        "智能诊断报告",
        f"{counted}{found[0].sentence}" if found else f"{nothing}数据提示 {len(doubts)} 条。",
        asking.indicators(INDICATORS),
        (
            _table("findings", "主要发现", found, nothing),
            _table("caveats", "数据提示", doubts, "数据没有发现缺漏和矛盾。"),
        ),
        None,
    )


def _table(key: str, title: str, found: tuple[Finding, ...], empty: str) -> Findings:
    rows = [
        (n, f.kind, f.sentence, f.n, f.certainty, f.page, f.rows, f.brief, f.asks) for n, f in enumerate(found, start=1)
    ]
    return Findings(
        key=key,
        title=title,
        aid=f"{len(found)} 条",
        note=RULE if key == "findings" else "数据提示不改变数字，只提醒怎么读",
        empty=empty,
        frame=pd.DataFrame(rows, columns=[*(c.name for c in COLUMNS), "brief", "asks"]),
        columns=COLUMNS,
    )
