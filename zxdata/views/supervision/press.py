"""催办: a text for each unit made of the reasons, and the register of what was sent."""

import pandas as pd
from sqlalchemy import select

from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.question import conditions
from zxdata.metrics.supervision.cases import MATTER
from zxdata.metrics.supervision.matters import matters_by_colour
from zxdata.rules.palette import Palette
from zxdata.snapshot.facts import matter, reminder
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.workspace.reminders import ESCALATE, Letter, letters

REGISTER_ROWS = 200


def view(asking: Asking) -> View:
    written = to_send(asking)
    figures: tuple[Figure, ...] = (letter_table(written, asking.colours), register(asking))
    escalated = sum(letter.kind == ESCALATE for letter in written)
    headline = f"应催办 {len(written)} 个单位，其中督办 {escalated} 个。" if written else "没有需要催办的单位。"
    return framed(asking, "supervision.press", "监督预警·催办", headline, (), figures, None)


def to_send(asking: Asking) -> list[Letter]:
    cases = matters_by_colour(asking.reading, asking.filters, asking.rules, ("red", "yellow"))
    return letters(cases, asking.day, asking.colours)


def letter_table(written: list[Letter], colours: Palette) -> Table:
    frame = pd.DataFrame(
        [(w.unit, w.kind, w.red, w.yellow, w.text, w.numbers) for w in written],
        columns=["unit", "kind", "red", "yellow", "text", "numbers"],
    )
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
        empty="没有红色和黄色的事项，不必催办。",
    )


def register(asking: Asking) -> Table:
    """What was sent for the matters in question, the latest first."""
    r = reminder.c
    seen = select(matter.c.no).where(*conditions(asking.reading, MATTER, matter, asking.at))
    sent = asking.reading.frame(
        select(r.sent_on, r.kind, r.unit, r.no, matter.c.title, r.sent_by)
        .select_from(reminder.join(matter, matter.c.no == r.no))
        .where(r.subject == "监督", r.sent_on <= asking.day, r.no.in_(seen))
        .distinct()
        .order_by(r.sent_on.desc(), r.unit, r.no)
    )
    columns = (
        TableColumn("sent_on", "日期", "date"),
        TableColumn("kind", "方式"),
        TableColumn("unit", "单位"),
        TableColumn("no", "事项编号"),
        TableColumn("title", "题目"),
        TableColumn("sent_by", "经办"),
    )
    cut = f"，只列最近 {REGISTER_ROWS} 条" if len(sent) > REGISTER_ROWS else ""
    return Table(
        key="register",
        title="催办登记",
        aid=f"{len(sent):,} 条{cut}",
        columns=columns,
        note="登记只增不改；也可由“催办记录”表导入",
        frame=sent.head(REGISTER_ROWS),
        opens="matter",
        empty="还没有登记过催办。",
    )
