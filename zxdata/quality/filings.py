"""What districts owe the ledger and have not handed in."""

from collections.abc import Iterator
from dataclasses import replace

from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.quality.issue import EXAMPLES, REGION, WRONG, Cell, Found, IssueRows, QualityIssue
from zxdata.rules.book import Rules
from zxdata.store import Reading

KEY = "regions.filing.missing"
CELLS = (
    REGION,
    Cell("dataset", "数据集"),
    WRONG,
    Cell("due_on", "最迟", "date"),
    Cell("row_count", "已报行数", "integer"),
)


def unfiled(reading: Reading, filters: Filters, rules: Rules) -> Iterator[Found]:
    """One issue for all periods that districts owe by the rules, where the ledger has been filled at all."""
    if not reading.version.regions.all or not rules.reporting.duties:
        return
    frame = listing(reading, metric("data.filings_missing"), replace(filters, where=()), rules, by=("district",)).frame
    owed = listing(reading, metric("data.filings_owed"), filters, rules).frame
    if frame.empty or len(frame) == len(owed):
        return
    of = frame["district"].nunique()
    sentence = f"{of} 个区县欠报 {len(frame):,} 期（应报 {len(owed):,} 期）。"
    shown = tuple(
        f"{d}{name}{period}"
        for d, name, period in frame[["district", "dataset", "period"]].head(EXAMPLES).itertuples(index=False)
    )
    issue = QualityIssue(KEY, "filing", "regions", len(frame), sentence, shown)
    rows = frame.assign(region=frame["district"], wrong=[f"{period}没有报够" for period in frame["period"]])
    yield Found(issue, lambda: IssueRows(issue, CELLS, rows[[cell.name for cell in CELLS]]))
