"""业务统计报表: the standing tables of a body's year, as they are handed in."""

from collections.abc import Mapping

from zxdata.figures import Table, TableColumn, View
from zxdata.metrics import metric
from zxdata.metrics.proposals.members import by_member
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KINDS = {"percent": "percent", "days": "days", "decimal": "decimal"}
# key → title, what a row is (dimension and its header), metric keys
# fmt: off
TABLES: Mapping[str, tuple[str, str, str, tuple[str, ...]]] = {
    "filed": ("立案情况", "category", "类别",
              ("proposals.submitted", "proposals.filed", "proposals.filing_rate", "proposals.merged",
               "proposals.rejected", "proposals.converted", "proposals.pending")),
    "units": ("承办单位汇总", "unit", "承办单位",
              ("proposals.handled", "proposals.duties_replied", "proposals.duties_overdue",
               "proposals.duties_on_time_rate", "proposals.duties_satisfaction_rate")),
    "categories": ("分类目录", "category", "类别",
                   ("proposals.filed", "proposals.assigned", "proposals.replied", "proposals.open",
                    "proposals.reply_rate", "proposals.on_time_rate", "proposals.handling_days_median")),
    "kinds": ("提案者类型", "proposer_kind", "提案者类型",
              ("proposals.submitted", "proposals.filed", "proposals.replied", "proposals.satisfaction_rate")),
    "collective": ("界别集体提案", "sector", "界别",
                   ("proposals.submitted", "proposals.filed", "proposals.replied", "proposals.satisfaction_rate")),
    "satisfaction": ("满意度", "category", "类别",
                     ("proposals.replied", "proposals.satisfied", "proposals.fairly_satisfied", "proposals.dissatisfied",
                      "proposals.silent", "proposals.rated", "proposals.rated_rate", "proposals.satisfaction_rate",
                      "proposals.second_round")),
    "voices": ("民情办理", "district", "区县",
               ("voices.collected", "voices.submitted", "voices.handled", "voices.submit_rate", "voices.handled_rate",
                "voices.overall_rate", "voices.on_time_rate", "voices.satisfaction_rate", "voices.adopted")),
    "reports": ("社情民意信息", "sender", "报送单位",
                ("voices.bulletins", "voices.bulletins_used", "voices.use_rate", "voices.uses", "voices.bulletins_endorsed",
                 "voices.bulletin_points")),
    "districts": ("区县对比", "district", "区县",
                  ("coverage.township_rate", "proposals.filed", "proposals.reply_rate", "proposals.on_time_rate",
                   "supervision.matters", "supervision.red", "supervision.on_time_rate", "consultation.meetings",
                   "consultation.suggestions", "consultation.adoption_rate")),
}
# fmt: on
COLLECTIVE = "collective"  # of its rows only the kinds of proposer that make a sector's own


def view(asking: Asking) -> View:
    """Each table ends with its total, counted anew: what belongs to several rows counts once in it."""
    tables = (*(_table(asking, key) for key in TABLES), members(asking))
    return framed(
        asking,
        "statistics",
        "业务统计报表",
        f"{len(tables)} 张报表，{asking.filters.period_in_words()}。",
        (),
        tables,
        None,
    )


def members(asking: Asking) -> Table:
    """委员提案统计: everyone named as a proposer, by the part they had; a proposal of several counts for each of them."""
    found = by_member(asking.reading, asking.filters, asking.rules)
    columns = (
        TableColumn("no", "委员编号"),
        TableColumn("name", "姓名"),
        TableColumn("sector", "界别"),
        TableColumn("first", "第一提案人（件）", "integer"),
        TableColumn("co_signed", "联名（件）", "integer"),
        TableColumn("took_part", "集体提案主笔、参与（件）", "integer"),
        TableColumn("filed", "其中立案（件）", "integer"),
        TableColumn("replied", "其中答复（件）", "integer"),
    )
    return Table(
        key="members",
        title="委员提案统计",
        aid=f"{len(found):,} 位委员",
        note="按“提案人”表；几位委员联名的一件，各人都计，各行不可相加当作提案件数",
        frame=found.frame[[c.name for c in columns]],
        columns=columns,
        empty="所选条件下没有写明提案人的提案（“提案人”表没有记录）。",
    )


def _table(asking: Asking, key: str) -> Table:
    title, dimension, header, keys = TABLES[key]
    kinds = asking.rules.procedure.collective if key == COLLECTIVE else ()
    filters = asking.filters.only("proposer_kind", *kinds) if kinds else asking.filters
    frame = asking.answer(keys, by=(dimension,), filters=filters).frame.rename(columns={dimension: "name"})
    whole = asking.answer(keys, filters=filters).frame
    columns = [TableColumn("name", header)]
    for each in keys:
        of = metric(each)
        columns.append(
            TableColumn(each, f"{of.name}（{of.unit}）", KINDS.get(of.value_format, "integer"), of.definition)
        )
        if f"{each}.numerator" in frame:
            columns.append(TableColumn(f"{each}.numerator", f"{of.name}分子", "integer"))
            columns.append(TableColumn(f"{each}.denominator", f"{of.name}分母", "integer"))
    names = [column.name for column in columns]
    rows = frame[names].astype(object)
    rows.loc[len(rows)] = ["合计", *whole[names[1:]].astype(object).iloc[0]]
    return Table(
        key=key,
        title=title,
        aid=f"{len(frame)} 行和合计",
        note="合计另行计算：一件属于几行的，各行都计，合计只计一次"
        + (f"；只含提案者类型为{'、'.join(kinds)}的" if kinds else ""),
        frame=rows.reset_index(drop=True),
        columns=tuple(columns),
    )
