"""Where the ledger differs from what was published."""

from zxdata import words
from zxdata.filters import Filters
from zxdata.quality.issue import EXAMPLES, QualityIssue
from zxdata.reported import DIFFERS, compare
from zxdata.rules.book import Rules
from zxdata.store import Reading


def differing(reading: Reading, filters: Filters, rules: Rules) -> list[QualityIssue]:
    """One finding for all published figures that the ledger does not agree with."""
    compared = compare(reading, filters, rules)
    off = compared[compared["verdict"] == DIFFERS]
    if off.empty:
        return []
    comparable = int((compared["metric"] != "").sum())
    sentence = f"能与台账并列的 {comparable} 个通报数中，{len(off)} 个与台账不一致；并列显示，不合并。"
    shown = tuple(
        f"{row['region']}{row['indicator']} 通报 {row['value']}{row['qualifier']} / 台账 "
        f"{words.number(row['ledger'], 'integer')}"
        for row in off.head(EXAMPLES).to_dict("records")
    )
    return [QualityIssue("reported", "reported_figures", len(off), sentence, shown)]
