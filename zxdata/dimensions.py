"""The dimensions by which numbers are broken down and filtered: what each is called, where it comes from, what is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Dimension:
    """One way of cutting the rows of a fact.

    name, counter  what it is called (区县), and how its values are counted (个区县)
    kind           what cuts a row: its place, its date axis, or the expression that its fact gives for it
    offered        the filters offer the words in use of it, in a widget of ``width`` px
    personal       it tells of single people: who has no right to that knows no such dimension
    """

    key: str
    name: str
    counter: str = "项"
    kind: Literal["place", "time", "fact"] = "fact"
    offered: bool = False
    width: int = 116
    personal: bool = False


# fmt: off
DIMENSIONS: Mapping[str, Dimension] = {each.key: each for each in (
    Dimension("district", "区县", "个区县", "place"),
    Dimension("township", "乡镇街道", "个镇街", "place"),
    Dimension("day", "日", kind="time"),
    Dimension("month", "月", kind="time"),
    Dimension("quarter", "季度", kind="time"),
    Dimension("year", "年", kind="time"),
    Dimension("category", "类别", "个类别", offered=True),
    Dimension("sector", "界别", "个界别", offered=True, width=126),
    Dimension("unit", "承办单位", "个单位", offered=True, width=148),
    Dimension("form", "形式", "种形式", offered=True),
    Dimension("platform", "平台", "个平台", offered=True),
    Dimension("kind", "类型", offered=True),
    Dimension("tier", "层级", offered=True),
    Dimension("channel", "渠道", "种来源", offered=True),
    Dimension("grade", "分级", "个分级", offered=True),
    Dimension("theme", "按词归类", "类"),
    Dimension("sender", "报送单位", "个单位"),
    Dimension("author_kind", "反映者类型", "类"),
    Dimension("mode", "方式", "种方式"),
    Dimension("stage", "节点"),
    Dimension("colour", "颜色"),
    Dimension("session", "届次", offered=True, width=126),
    Dimension("proposer_kind", "提案者类型", offered=True),
    Dimension("role", "角色"),
    Dimension("outcome", "办理结果"),
    Dimension("body", "机构", "个机构", offered=True, width=148),
    Dimension("leader", "分管领导", "位领导", offered=True),
    Dimension("group", "分组", "个分组", offered=True),
    Dimension("dataset", "数据集", "个数据集"),
    Dimension("counterpart", "对方", "个单位"),
    Dimension("direction", "方向", "个方向"),
    Dimension("state", "状态", "种状态"),
    Dimension("key", "重点提案"),
    Dimension("due", "到期日"),
    Dimension("first_outcome", "一轮结果"),
    Dimension("second_outcome", "二轮结果"),
    Dimension("quality", "提案质量"),
    Dimension("satisfaction", "委员评价"),
    Dimension("ground", "缘由"),
    Dimension("reply", "答复状态"),
    Dimension("source", "线索来源"),
    Dimension("method", "工作法"),
    Dimension("subject", "对象类型"),
    Dimension("origin", "来源类型"),
    Dimension("selected", "入选"),
    Dimension("level", "级别"),
    Dimension("aspect", "评分维度"),
    Dimension("side", "评价方"),
    Dimension("visits", "参与次数"),
    Dimension("checklist", "清单", "张清单"),
    Dimension("owner", "责任主体", "个主体", offered=True, width=148),
    Dimension("horizon", "阶段", "个阶段", offered=True),
    Dimension("measure", "计量", "种计量"),
    Dimension("committee", "专委会", "个专委会", offered=True, width=148),
    Dimension("post", "职务", "种职务", offered=True),
    Dimension("attendance", "出勤"),
    Dimension("assessed", "等次", "个等次"),
    Dimension("band", "积分段", "段"),
    Dimension("home", "委员之家", "个委员之家"),
    Dimension("member", "委员", "名委员", personal=True),
    Dimension("programme", "行动", "个行动"),
    Dimension("base", "教育基地", "个基地"),
    Dimension("occasion", "场合", "种场合"),
    Dimension("visitor", "对象", "种对象"),
    Dimension("relation", "联系关系", "种关系"),
)}
# fmt: on
TIME_DIMENSIONS = tuple(key for key, each in DIMENSIONS.items() if each.kind == "time")
REGIONAL = tuple(key for key, each in DIMENSIONS.items() if each.kind == "place")
OFFERED = tuple(key for key, each in DIMENSIONS.items() if each.offered)


def counter(dimension: str) -> str:
    """How the values of a dimension are counted: ``个区县``; 项 for what is none."""
    return DIMENSIONS[dimension].counter if dimension in DIMENSIONS else Dimension.counter
