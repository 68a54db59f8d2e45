"""目标数量: what was aimed at, what has come together, and what is told only as 近, 余, 多."""

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.programmes.amounts import achieved, amounts, written
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

SHOWN = 400


def view(asking: Asking) -> View:
    table = aimed(asking)
    reached = asking.answer(["programmes.reached_rate"])
    top, bottom = (reached.value(f"programmes.reached_rate.{part}") for part in ("numerator", "denominator"))
    headline = f"有目标数的 {int(bottom or 0):,} 件中，{int(top or 0):,} 件已达到。"
    cards = asking.indicators(("programmes.targeted", "programmes.reached_rate"))
    figures: tuple[Figure, ...] = (table,)
    return framed(asking, "programmes.targets", "清单行动·目标数量", headline, cards, figures, None)


def aimed(asking: Asking) -> Table:
    found = amounts(asking.reading, asking.filters, asking.rules)
    columns = (
        TableColumn("title", "事项"),
        TableColumn("owner", "责任主体"),
        TableColumn("checklist", "清单"),
        TableColumn("target", "目标", "text", "照原文，带“近、余、多”的不算确数"),
        TableColumn("total", "已有确数"),
        TableColumn("beside", "另有约数", "text", "带“近、余、多”的各次，不相加"),
        TableColumn("measure", "计量"),
        TableColumn("share", "达到", "percent"),
    )
    cut = f"，只列最落后的 {SHOWN} 件" if len(found) > SHOWN else ""
    return Table(
        key="aimed",
        title="目标与完成",
        aid=f"{len(found):,} 件{cut}",
        columns=columns,
        frame=_written(found.frame.rename(columns={"no": "code"}))[["code", *(c.name for c in columns)]].head(SHOWN),
        metric="programmes.targeted",
        opens="item",
        note="期间内或以后到期的；约数不与确数相加，目标是约数的不算达到几成",
        empty="所选条件下没有写目标数的清单事项。",
    )


def actions(asking: Asking) -> Table:
    """What the records of each action add up to, measure by measure."""
    found = achieved(asking.reading, asking.filters, asking.rules)
    columns = (
        TableColumn("programme", "行动"),
        TableColumn("measure", "指标"),
        TableColumn("records", "记录", "integer"),
        TableColumn("total", "确数合计"),
        TableColumn("beside", "另有约数", "text", "带“近、余、多”的各次，不相加"),
        TableColumn("member_visits", "委员人次", "integer"),
        TableColumn("public_visits", "群众人次", "integer"),
    )
    return Table(
        key="achieved",
        title="各项行动做了多少",
        aid=asking.filters.period_in_words(),
        columns=columns,
        frame=_written(found.frame)[[c.name for c in columns]],
        metric="programmes.records",
        empty="所选条件下没有行动记录。",
    )


def _written(frame: pd.DataFrame) -> pd.DataFrame:
    """Totals without zeros behind the point; nothing where no exact number is there."""
    totals = [None if words.missing(total) else written(total, None) for total in frame["total"]]
    return frame.assign(total=pd.Series(totals, dtype=object, index=frame.index))
