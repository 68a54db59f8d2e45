"""催办: a text for each unit made of the reasons, and the register of what was sent."""

import pandas as pd
from sqlalchemy import select

from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import reminder
from zxdata.views.asking import Asking
from zxdata.views.clocked.subject import Subject
from zxdata.views.frame import framed
from zxdata.workspace.reminders import ESCALATE, Letter, letters


def view(asking: Asking, of: Subject) -> View:
    written = to_send(asking, of)
    figures: tuple[Figure, ...] = (letter_table(asking, of, written), register(asking, of))
    escalated = sum(letter.kind == ESCALATE for letter in written)
    headline = f"应催办 {len(written)} 个单位，其中督办 {escalated} 个。" if written else "没有需要催办的单位。"
    return framed(asking, f"{of.key}.press", f"{of.title}·催办", headline, (), figures, None)


def to_send(asking: Asking, of: Subject) -> list[Letter]:
    cases = cases_by_colour(asking.reading, of.cases, asking.filters, asking.rules, ("red", "yellow"))
    return letters(cases, asking.day, asking.colours, of.cases.subject)


def letter_table(asking: Asking, of: Subject, written: list[Letter]) -> Table:
    colours = asking.colours
    red, yellow = map(colours.adjective, ("red", "yellow"))
    names = ["unit", "kind", "red", "yellow", "text", "numbers", "subject"]
    frame = pd.DataFrame([[getattr(letter, name) for name in names] for letter in written], columns=names)
    columns = (
        TableColumn("unit", "单位"),
        TableColumn("kind", "方式"),
        TableColumn("red", colours.word("red"), "integer"),
        TableColumn("yellow", colours.word("yellow"), "integer"),
        TableColumn("text", "文稿"),
    )
    return Table(
        key="letters",
        title="催办文稿",
        aid=f"{len(written)} 个单位",
        columns=columns,
        frame=frame,
        note="由判色缘由生成，不含联系方式；超期且催办过的为督办",
        empty=f"没有{red}和{yellow}的{of.short}，不必催办。",
    )


def register(asking: Asking, of: Subject) -> Table:
    """What was sent for the cases in question, the latest first."""
    r, t = reminder.c, of.cases.table
    seen = select(t.c.no).where(*conditions(asking.reading, of.cases.fact, t, asking.at))
    sent = asking.reading.frame(
        select(r.sent_on, r.kind, r.unit, r.no, t.c.title, r.sent_by)
        .select_from(reminder.join(t, t.c.no == r.no))
        .where(r.subject == of.cases.subject, r.sent_on <= asking.day, r.no.in_(seen))
        .distinct()
        .order_by(r.sent_on.desc(), r.unit, r.no)
    )
    columns = (
        TableColumn("sent_on", "日期", "date"),
        TableColumn("kind", "方式"),
        TableColumn("unit", "单位"),
        TableColumn("no", of.number),
        TableColumn("title", "题目"),
        TableColumn("sent_by", "经办"),
    )
    return Table(
        key="register",
        title="催办登记",
        aid=f"{len(sent):,} 条",
        columns=columns,
        note="登记只增不改；也可由“催办记录”表导入",
        frame=sent,
        opens=of.opens,
        empty="所选条件下没有登记过催办。",
    )
