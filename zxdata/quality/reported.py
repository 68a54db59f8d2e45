"""Where the ledger differs from what was published."""

from collections.abc import Iterator

import pandas as pd

from zxdata import words
from zxdata.filters import Filters
from zxdata.quality.issue import EXAMPLES, WRONG, Cell, Found, IssueRows, QualityIssue
from zxdata.reported import DIFFERS, compare
from zxdata.rules.book import Rules
from zxdata.store import Reading

KEY = "reported_figures.reported.differs"
# fmt: off
CELLS = (
    Cell("region", "区划"), Cell("indicator", "通报指标"), WRONG, Cell("value", "通报数"), Cell("qualifier", "限定词"),
    Cell("unit", "单位"), Cell("ledger", "台账数", "decimal"), Cell("difference", "相差", "decimal"),
    Cell("period", "期间"), Cell("note", "说明"), Cell("cited_from", "出处"),
)
# fmt: on


def differing(reading: Reading, filters: Filters, rules: Rules) -> Iterator[Found]:
    """One issue for all published figures that the ledger does not agree with."""
    compared = compare(reading, filters, rules)
    off = compared[compared["verdict"] == DIFFERS]
    if off.empty:
        return
    comparable = int(compared["difference"].notna().sum())
    sentence = f"能与台账并列的 {comparable} 个通报数中，{len(off)} 个与台账不一致；并列显示，不合并。"
    shown = tuple(
        f"{row['region']}{row['indicator']} 通报 {row['value']}{row['qualifier']} / 台账 "
        f"{words.number(row['ledger'], 'integer')}"
        for row in off.head(EXAMPLES).to_dict("records")
    )
    issue = QualityIssue(KEY, "reported", "reported_figures", len(off), sentence, shown)
    yield Found(issue, lambda: _listed(issue, off))


def _listed(issue: QualityIssue, off: pd.DataFrame) -> IssueRows:
    frame = off.assign(wrong="与台账不一致")[[cell.name for cell in CELLS]]
    return IssueRows(issue, CELLS, frame.reset_index(drop=True))
