"""疑点: what the data lack or contradict, and the rows of the one that is open; a doubt states, it never repairs."""

import pandas as pd

from zxdata.datasets import BY_NAME
from zxdata.errors import Unknown
from zxdata.figures import Table, TableColumn, View
from zxdata.quality import IssueRows, QualityIssue, check, issue_rows
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

ISSUE = "issue"
ROWS = "rows"
# What the number of a row is the number of, where it has a card.
OPENS = {
    "proposals": "proposal",
    "proposal_events": "proposal",
    "supervisions": "matter",
    "supervision_events": "matter",
    "workstations": "station",
    "consultations": "meeting",
    "voices": "voice",
    "voice_events": "voice",
}


def view(asking: Asking) -> View:
    found = check(asking.reading, asking.filters, asking.rules)
    figures, notices = [listed(found)], []
    if chosen := asking.option(ISSUE):
        try:
            figures.insert(0, rows_of(issue_rows(asking.reading, chosen, asking.filters, asking.rules)))
        except Unknown:
            notices.append("打开的疑点现在没有了：已经改好，或不在所选区划里。")
    concerned = sum(issue.count for issue in found)
    headline = f"发现 {len(found)} 项疑点，共涉及 {concerned:,} 行。" if found else "没有发现缺漏、矛盾和过时。"
    return framed(
        asking, "data.doubts", "数据归集·疑点", headline, (), tuple(figures), None, tuple(notices), absent=(ROWS,)
    )


def listed(found: tuple[QualityIssue, ...]) -> Table:
    """Every issue; a click opens its rows."""
    columns = (
        TableColumn("dataset", "数据集"),
        TableColumn("sentence", "疑点"),
        TableColumn("rows", "涉及行数", "integer"),
        TableColumn("examples", "举例"),
    )
    rows = [
        (
            each.key,
            BY_NAME[each.dataset].title if each.dataset in BY_NAME else "",
            each.sentence,
            each.count,
            "、".join(each.examples),
        )
        for each in found
    ]
    return Table(
        key="findings",
        title="数据疑点",
        unit="行",
        aid=f"{len(rows)} 项，点一项看每一行",
        note="只指出，不改动台账；一行可以有几项疑点",
        columns=columns,
        frame=pd.DataFrame(rows, columns=["code", *(column.name for column in columns)]),
        option=ISSUE,
        empty="没有发现缺漏、矛盾和过时。",
    )


def rows_of(found: IssueRows) -> Table:
    """As many rows as the issue counts, whatever is wrong with each in words."""
    issue, opens = found.issue, OPENS.get(found.issue.dataset, "")
    return Table(
        key=ROWS,
        title=issue.sentence.removesuffix("。"),
        aid=f"共 {len(found.frame):,} 行",
        note="改正后重新导入，或在原系统改正；数据快照更新后这里不再列出",
        columns=tuple(TableColumn(cell.name, cell.header, cell.kind) for cell in found.cells),
        frame=found.frame,
        opens=opens if "no" in found.frame and issue.kind not in ("orphan", "misread") else "",
        empty="没有这样的行。",
    )
