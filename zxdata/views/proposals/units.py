"""承办单位汇总: what every unit holds in each role, how it signs, answers and is judged, and what is overdue."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Funnel, Ranking, Table, TableColumn, View
from zxdata.figures.media.beyond import words_of
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.rules.calendar import GUESSED
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import funnel, ranking

KEY = "proposals.units"
ROLES = ("主办", "会办", "分办")
ON_TIME = "proposals.duties_on_time_rate"
REPORT = {
    "proposals.duties_answerable": "应答复",
    "proposals.duties_replied": "已答复",
    "proposals.duties_overdue": "逾期",
    "proposals.duties_signing_rate": "签收率",
    "proposals.duties_on_time_rate": "单位按期率",
    "proposals.duties_satisfaction_rate": "单位满意率",
}


def view(asking: Asking) -> View:
    asking, notices = asking.letting_go("各单位的承办", "colour")
    report = _report(asking)
    ranked = _ranking(asking)
    late = _overdue(asking)
    figures: tuple[Figure, ...] = (ranked, _funnel(asking, ranked), _roles(asking), late)
    bases = {
        "proposals.duties": "一个单位承办一件为一个件次",
        "proposals.handled": "几个单位承办的只计一件",
        "proposals.duties_overdue": "各按本单位期限",
    }
    indicators = asking.indicators(
        (
            "proposals.handled",
            "proposals.duties",
            "proposals.duties_signing_rate",
            ON_TIME,
            "proposals.duties_satisfaction_rate",
            "proposals.duties_overdue",
        ),
        bases,
    )
    headline = f"{len(report)} 个单位承办；按期率{_beyond(ranked)}。" if len(report) else ""
    return framed(asking, KEY, "承办单位", headline, indicators, figures, _table(asking, report, ranked), notices)


def _beyond(ranked: Ranking) -> str:
    """``低于控制限的 2 个：甲局、乙局，高于控制限的 1 个：丙局``"""
    held = {
        word: ranked.frame.loc[ranked.frame["outside"] == way, "name"]
        for word, way in (("低于", "worse"), ("高于", "better"))
    }
    parts = [
        f"{word}控制限的 {len(names)} 个" + (f"：{'、'.join(names[:3])}" if len(names) else "")
        for word, names in held.items()
    ]
    return "，".join(parts)


def _report(asking: Asking) -> pd.DataFrame:
    """One row a unit: 主办, 会办, 分办 counts beside the rates of all its duties."""
    frame = asking.answer(tuple(REPORT), by=("unit",)).frame
    roles = asking.answer(["proposals.duties"], by=("unit", "role")).frame
    wide = roles.pivot_table(index="unit", columns="role", values="proposals.duties", aggfunc="sum")
    for role in ROLES:
        held = wide[role] if role in wide else pd.Series(dtype=float)
        frame[role] = pd.to_numeric(frame["unit"].map(held)).fillna(0).astype(int)
    order = frame["主办"] + frame["会办"] + frame["分办"]
    return frame.assign(all=order).sort_values("all", ascending=False, kind="stable").reset_index(drop=True)


def _ranking(asking: Asking) -> Ranking:
    report = asking.answer([ON_TIME], by=("unit",), filters=asking.beside("unit")).frame
    frame = pd.DataFrame(
        {
            "code": report["unit"],
            "name": report["unit"],
            "value": pd.to_numeric(report[ON_TIME]),
            "numerator": pd.to_numeric(report[f"{ON_TIME}.numerator"]),
            "denominator": pd.to_numeric(report[f"{ON_TIME}.denominator"]),
        }
    ).astype({"value": float, "numerator": float, "denominator": float})
    small = asking.rules.ranking.small
    enough = frame[(frame["denominator"] >= small) & (frame["name"] != UNFILLED)]
    due = frame["denominator"].sum()
    ranked = ranking(
        asking,
        enough,
        ON_TIME,
        "单位按期率",
        frame["numerator"].sum() / due if due else None,
        name="ranking",
        dimension="unit",
        note=f"主办、会办、分办件次各按自己的期限；到期少于 {small} 件次的不排名。",
    )
    return ranked.choosing("".join(asking.filters.values("unit")[:1]))


def _funnel(asking: Asking, ranked: Ranking) -> Funnel:
    return funnel(asking, ranked, ON_TIME, "件次与按期率", "到期件次")


def _roles(asking: Asking) -> Bars:
    """The three roles beside each other, never one sum of proposals."""
    keys = ["proposals.handled", "proposals.duties", ON_TIME]
    frame = asking.answer(keys, by=("role",)).frame
    rows = [
        (row[0], float(row[1]), f"按期 {words.percent(row[2])}" if row[2] is not None else "")
        for row in frame[["role", "proposals.duties", ON_TIME]].itertuples(index=False)
    ]
    return Bars(
        key="roles",
        title="主办、会办、分办",
        unit="件次",
        aid="右为按期率",
        value_format="integer",
        metric="proposals.duties",
        dimension="role",
        note="一件提案可有主办又有会办、分办，三项不可相加当作提案件数。",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
    )


def _overdue(asking: Asking) -> Table:
    """Duties past their own limit, the longest first."""
    of = metric("proposals.duties_overdue")
    frame = listing(asking.reading, of, asking.filters, asking.rules).frame
    on = asking.reading.version.on
    frame["over"] = [asking.at.n - on(day).ordinal for day in frame["due_on"]]
    frame["state"] = [
        f"超 {over} 个工作日" + (f"（{GUESSED}）" if on(day).guessed else "")
        for over, day in zip(frame["over"], frame["due_on"], strict=True)
    ]
    frame = frame.sort_values(["due_on", "no"], kind="stable")
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("title", "标题"),
        TableColumn("unit", "承办单位"),
        TableColumn("role", "角色"),
        TableColumn("due_on", "期限", "date"),
        TableColumn("over", "超期工作日", "integer"),
        TableColumn("state", "说明"),
    )
    return Table(
        key="overdue",
        title="逾期清单",
        aid=f"{len(frame):,} 件次，最久的在前",
        columns=columns,
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        opens="proposal",
        metric="proposals.duties_overdue",
        empty="没有逾期的件次。",
    )


def _table(asking: Asking, report: pd.DataFrame, ranked: Ranking) -> Table:
    limits = ranked.frame.set_index("code")
    beyond = dict(zip(limits.index, words_of(limits["outside"]), strict=True))
    frame = report.assign(
        lower=report["unit"].map(limits["lower"]),
        upper=report["unit"].map(limits["upper"]),
        outside=report["unit"].map(beyond),
    )
    columns = (
        TableColumn("unit", "承办单位"),
        *(TableColumn(role, role, "integer") for role in ROLES),
        *(TableColumn(key, head, metric(key).value_format, metric(key).definition) for key, head in REPORT.items()),
        TableColumn(
            "lower",
            "按期控制下限",
            "percent",
            f"{words.percent(asking.rules.ranking.confidence)} 控制限；低于它才不像偶然",
        ),
        TableColumn(
            "upper",
            "按期控制上限",
            "percent",
            f"{words.percent(asking.rules.ranking.confidence)} 控制限；高于它才不像偶然",
        ),
        TableColumn("outside", "越限"),
    )
    return Table(
        key="table",
        title="承办单位汇总",
        aid=f"件次，{len(frame)} 个单位",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        note=f"应答复为{'、'.join(asking.rules.procedure.answering)}件次。各列合计为件次，不是提案件数。",
        empty="所选条件下没有单位承办。",
    )
