"""专长与匹配: what members are good at; who fits a topic or a case, on what grounds, and who should keep out of it."""

from zxdata.figures import Bars, Table, TableColumn, View
from zxdata.metrics.duty.matching import Fitting, fitting, sought, tags_in_use
from zxdata.records import Records
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

LISTED = 60


def view(asking: Asking) -> View:
    """With the option ``need`` — words, or the number of a matter, proposal or topic — who fits it."""
    need = asking.option("need").strip()
    if not need:
        said = "输入议题的词，或监督事项、提案、议题的编号，看谁合适。"
        return framed(asking, "members.matching", "专长与匹配", said, (), (tags(asking),), None, (), ("fitting",))
    of = sought(asking.reading, asking.filters, asking.rules, need)
    found = fitting(asking.reading, asking.filters, asking.rules, of)
    clear = [each for each in found if not each.stake]
    called = f"{of.kind}“{of.text}”" if of.kind else f"“{of.text}”"
    headline = f"{called}：合适的委员 {len(clear):,} 人，应回避的 {len(found) - len(clear):,} 人。"
    figures = (fits(found), tags(asking))
    return framed(asking, "members.matching", "专长与匹配", headline, (), figures, None)


def fits(found: Records[Fitting]) -> Table:
    frame = found.frame.head(LISTED).assign(code=lambda t: t["no"])
    columns = (
        TableColumn("name", "姓名"),
        TableColumn("sector", "界别"),
        TableColumn("region", "所属区划"),
        TableColumn("ground", "依据"),
        TableColumn("stake", "回避"),
        TableColumn("busy", "近一年履职", "integer", "条；同样合适的，做得少的在前"),
        TableColumn("no", "委员编号"),
    )
    cut = f"，只列前 {LISTED} 人" if len(found) > LISTED else ""
    return Table(
        key="fitting",
        title="谁合适",
        aid=f"{len(found):,} 人{cut}",
        note="依据为委员标签和本人提案的原文；应回避的（本人提案、本单位的件）排在最后；同样合适的，近一年做得少的在前",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=columns,
        option="person",
        empty="没有委员的标签或提案说到这些词。",
    )


def tags(asking: Asking) -> Bars:
    """How many members in office have each tag."""
    found = tags_in_use(asking.reading, asking.filters, asking.rules)
    frame = found.frame.assign(value=lambda t: t["members"].astype(float), base=lambda t: t["kind"])
    return Bars(
        key="tags",
        title="委员专长",
        unit="人",
        aid="在任委员按标签，一人可有几个；点一个看谁合适",
        value_format="integer",
        dimension="need",
        selected=tuple(filter(None, [asking.option("need").strip()])),
        frame=frame.rename(columns={"tag": "name"})[["name", "value", "base"]],
        empty="没有委员标签。",
    )
