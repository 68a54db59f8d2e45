"""通报对照: 通报数 beside 台账数, never merged: a difference is shown, not mended."""

import pandas as pd

from zxdata.figures import Table, TableColumn, View
from zxdata.reported import AGREES, ALONE, DIFFERS, ELSEWHERE, OTHER_DAYS, VERDICTS, compare
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

VERDICT, INDICATOR = "verdict", "indicator"
BETWEEN = "区间"  # a qualifier that the number itself shows: 3-5
NOTE = (
    "余、近、多等限定词照原文保留，按其可容的范围比较；期间不同的只并列，不判；未对应的没有同口径的台账指标"
)


def view(asking: Asking) -> View:
    """The figures of this home, those chosen by verdict and by words of their indicator; those of other homes apart."""
    every = compared(asking)
    elsewhere = every["verdict"] == ELSEWHERE
    own = every[~elsewhere]
    verdict, words = asking.option(VERDICT), asking.option(INDICATOR).split()
    own = own.sort_values("verdict", key=lambda verdicts: verdicts.map(VERDICTS.index), kind="stable")
    chosen = own[own["verdict"] == verdict] if verdict else own
    spoken = chosen["indicator"] + " " + chosen["metric_name"]
    for word in words:
        chosen = chosen[spoken.loc[chosen.index].str.contains(word, regex=False)]
    counted = {verdict: int((own["verdict"] == verdict).sum()) for verdict in VERDICTS}
    headline = (
        f"本地通报数 {len(own)} 项：{counted[AGREES]} 项一致，{counted[DIFFERS]} 项有差，"
        f"{counted[OTHER_DAYS]} 项期间不同，{counted[ALONE]} 项没有同口径的台账指标。"
    )
    figures = (table(chosen), others(every[elsewhere]))
    return framed(asking, "data.reported", "数据归集·通报对照", headline, (), figures, None)


def compared(asking: Asking, subject: str = "") -> pd.DataFrame:
    """Every comparison, or those of the chosen district. ``subject``: as for ``compare``."""
    frame = compare(asking.reading, asking.siblings, asking.rules, subject)
    if asking.district:
        frame = frame[frame["region_code"] == asking.district]
    return frame.assign(
        said=[
            f"{value}{'' if qualifier == BETWEEN else qualifier} {unit}".strip()
            for value, qualifier, unit in zip(frame["value"], frame["qualifier"], frame["unit"], strict=True)
        ]
    ).reset_index(drop=True)


def table(frame: pd.DataFrame) -> Table:
    columns = (
        TableColumn("region", "区划"),
        TableColumn("indicator", "通报指标"),
        TableColumn("said", "通报数"),
        TableColumn("period", "通报期间"),
        TableColumn("ledger", "台账数", "decimal"),
        TableColumn("difference", "相差", "decimal", "台账数减去通报数可容的最近的数"),
        TableColumn("verdict", "判定"),
        TableColumn("note", "说明"),
        TableColumn("metric_name", "台账指标"),
        TableColumn("body", "机构"),
        TableColumn("cited_from", "出处"),
    )
    return Table(
        key="reported",
        title="通报数与台账数",
        aid=f"{len(frame)} 项，有差的在前",
        note=NOTE,
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        empty="所选区划、判定和指标下没有通报数据。",
    )


def others(frame: pd.DataFrame) -> Table:
    """What bodies of other homes published: to be read beside, nothing in the ledger answers to it."""
    columns = (
        TableColumn("region", "区划"),
        TableColumn("indicator", "通报指标"),
        TableColumn("said", "通报数"),
        TableColumn("period", "通报期间"),
        TableColumn("body", "机构"),
        TableColumn("cited_from", "出处"),
    )
    return Table(
        key="elsewhere",
        title="市外参照",
        aid=f"{len(frame)} 项，本地台账没有可比的数",
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        empty="没有外地的通报数据。",
    )
