"""分级分类: what the ledger says and what the words say, with the words that decided; unknown stays unknown."""

import pandas as pd
from sqlalchemy import and_, or_, select

from zxdata import words
from zxdata.figures import Bars, Figure, Stacked, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics.places import region_name
from zxdata.metrics.question import conditions
from zxdata.metrics.voices import VOICE
from zxdata.snapshot.facts import voice
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

COLLECTED, LISTED = "voices.collected", 200
GRADES = ("具体问题", "普遍性事项", "宏观政策", UNFILLED)


def view(asking: Asking) -> View:
    hinted = suggested(asking)
    figures: tuple[Figure, ...] = (grades(asking), themes(asking), by_theme(asking), hinted)
    now = asking.answer(["voices.graded_rate"])
    rate = words.clause("分级率", now.value("voices.graded_rate"), "percent") or "所选条件下没有民情"
    headline = f"{rate}；没有分级、但词语提示了分级的见下，由人确认。"
    cards = asking.indicators((COLLECTED, "voices.graded", "voices.graded_rate"))
    return framed(asking, "voices.grading", "民情·分级分类", headline, cards, figures, None)


def _by(asking: Asking, dimension: str) -> pd.DataFrame:
    frame = asking.answer([COLLECTED], by=(dimension,), filters=asking.beside(dimension)).frame
    frame = frame.rename(columns={dimension: "name", COLLECTED: "value"})
    return frame[frame["value"] > 0].astype({"value": float})


def grades(asking: Asking) -> Bars:
    frame, ways = _by(asking, "grade"), {"具体问题": "流转办理", "普遍性事项": "进入协商", "宏观政策": "报社情民意"}
    order = {name: n for n, name in enumerate(GRADES)}
    frame = frame.sort_values("name", key=lambda names: names.map(order), kind="stable")
    whole = frame["value"].sum()
    frame["base"] = [
        "，".join(part for part in (words.percent(value / whole), ways.get(name, "")) if part)
        for name, value in zip(frame["name"], frame["value"], strict=True)
    ]
    return Bars(
        key="grades",
        title="按分级",
        unit="件",
        aid="旁为占比和去向",
        value_format="integer",
        dimension="grade",
        metric=COLLECTED,
        selected=asking.filters.values("grade"),
        note="按台账的“分级”；没有写的为未填，不猜",
        frame=frame[["name", "value", "base"]],
        empty="所选条件下没有民情。",
    )


def themes(asking: Asking) -> Bars:
    frame, named = _by(asking, "theme"), asking.rules.voices.topics
    frame = frame.sort_values("value", ascending=False, kind="stable")
    whole = frame["value"].sum()
    frame["base"] = [
        f"{words.percent(value / whole)}" + (f"，词典 {len(named[name])} 词" if name in named else "，没有词典里的词")
        for name, value in zip(frame["name"], frame["value"], strict=True)
    ]
    return Bars(
        key="themes",
        title="按词归类",
        unit="件",
        aid=f"{len(named)} 类 {sum(map(len, named.values())):,} 词",
        value_format="integer",
        dimension="theme",
        metric=COLLECTED,
        note="标题和内容中含哪一类的词最多就归哪一类，一件只归一类；词典在规则文件里",
        frame=frame[["name", "value", "base"]],
        empty="所选条件下没有民情。",
    )


def by_theme(asking: Asking) -> Stacked:
    """Of each class how much is concrete, common or of policy."""
    frame = asking.answer([COLLECTED], by=("theme", "grade"), filters=asking.beside("grade")).frame
    frame = frame[frame[COLLECTED] > 0].rename(columns={"theme": "name", "grade": "series", COLLECTED: "value"})
    order = frame.groupby("name")["value"].sum().sort_values(ascending=False, kind="stable")
    frame = frame.sort_values(
        "name", key=lambda names: names.map({n: i for i, n in enumerate(order.index)}), kind="stable"
    )
    return Stacked(
        key="by_theme",
        title="各类的分级",
        unit="件",
        value_format="integer",
        series=tuple(name for name in GRADES if name in set(frame["series"])),
        dimension="theme",
        series_dimension="grade",
        metric=COLLECTED,
        frame=frame[["name", "series", "value"]].astype({"value": float}).reset_index(drop=True),
        empty="所选条件下没有民情。",
    )


def _cited(asking: Asking, found: str | None, title: str) -> str:
    """The words that decided; of those that stand in the text alone, which is personal, only that there are any."""
    if not found or asking.reading.scope.personal:
        return found or ""
    known = [word for word in found.split("、") if word in title]
    return "、".join(known if "、".join(known) == found else [*known, words.MASKED])


def suggested(asking: Asking) -> Table:
    """Voices without a grade or a category of which the words say one, with the words that decided."""
    t, at = voice, asking.at
    lacking = or_(
        and_(t.c.grade.is_(None), t.c.graded.is_not(None)), and_(t.c.category.is_(None), t.c.topic.is_not(None))
    )
    asked = (
        select(t.c.no, t.c.title, t.c.grade, t.c.graded, t.c.grade_words, t.c.category, t.c.topic, t.c.words, t.c.place)
        .where(*conditions(asking.reading, VOICE, t, at), lacking)
        .order_by(t.c.raised_on.desc(), t.c.no)
        .limit(LISTED)
    )
    rows = [
        (
            no,
            title,
            region_name(asking.reading, place, at) or "",
            graded if grade is None and graded else words.MISSING,
            _cited(asking, grade_words, title) if grade is None else "",
            topic if category is None and topic else words.MISSING,
            _cited(asking, theme_words, title) if category is None else "",
        )
        for no, title, grade, graded, grade_words, category, topic, theme_words, place in asking.reading.rows(asked)
    ]
    columns = (
        TableColumn("title", "民情"),
        TableColumn("region", "区划"),
        TableColumn("graded", "提示分级"),
        TableColumn("grade_words", "依据的词"),
        TableColumn("theme", "提示类别"),
        TableColumn("theme_words", "依据的词"),
        TableColumn("code", "民情编号"),
    )
    names = ["code", "title", "region", "graded", "grade_words", "theme", "theme_words"]
    return Table(
        key="suggested",
        title="词语提示的分级和类别",
        aid=f"台账没有写的，最近 {len(rows)} 件",
        note="只作提示，不改台账；确认后补填再导入。词典在规则文件里",
        columns=columns,
        frame=pd.DataFrame(rows, columns=names),
        opens="voice",
        empty="没有可由词语提示的：都已写明，或者没有词典里的词。",
    )
