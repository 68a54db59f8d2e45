"""责任与问题: the party's checklists — responsibilities, issues, letters of commitment — and what of them is closed."""

from dataclasses import replace

import pandas as pd

from zxdata import words
from zxdata.figures import Figure, Table, TableColumn, View
from zxdata.metrics.clocked.cases import cases_by_colour
from zxdata.views.asking import Asking
from zxdata.views.clocked import ITEMS
from zxdata.views.clocked.coming import case_table
from zxdata.views.clocked.subject import frame_of
from zxdata.views.frame import framed

KEYS = (
    "programmes.items",
    "programmes.done",
    "programmes.done_rate",
    "programmes.red",
    "programmes.yellow",
    "programmes.sent_back",
)
URGENT = ("red", "yellow")


def view(asking: Asking) -> View:
    """Items have no sector: filters by it are let go. They stand as on the day, whatever the period."""
    own, said = asking.letting_go("清单", "sector")
    own = replace(own, filters=replace(own.filters, since=None, until=None).only("kind", *own.rules.party.lists))
    frame = own.answer(KEYS, by=("kind", "checklist")).frame
    cases = frame_of(cases_by_colour(own.reading, ITEMS.cases, own.filters, own.rules, URGENT))
    figures: tuple[Figure, ...] = (lists(own, frame), replace(case_table(ITEMS, cases), title="超期与临期的事项"))
    done, items = (own.answer([f"programmes.{key}"]).value(f"programmes.{key}") or 0 for key in ("done", "items"))
    headline = (
        f"党建清单 {int(items):,} 件，已完成（销号）{words.base(done, items, '件')}。"
        if items
        else f"所选条件下没有党建一类的清单；“清单”的类型写{'、'.join(asking.rules.party.lists)}的在这里显示。"
    )
    return framed(asking, "party.promises", "党建·责任与问题清单", headline, (), figures, None, said)


def lists(asking: Asking, frame: pd.DataFrame) -> Table:
    columns = (
        TableColumn("kind", "类型"),
        TableColumn("checklist", "清单"),
        TableColumn("programmes.items", "事项", "integer"),
        TableColumn("programmes.done", "已完成", "integer"),
        TableColumn("programmes.done_rate", "完成率", "percent"),
        TableColumn("programmes.red", asking.colours.word("red"), "integer"),
        TableColumn("programmes.yellow", asking.colours.word("yellow"), "integer"),
        TableColumn("programmes.sent_back", "退回过", "integer"),
    )
    return Table(
        key="lists",
        title="责任清单、问题清单、承诺书",
        aid="截至日，不论期间",
        columns=columns,
        frame=pd.DataFrame(frame[[c.name for c in columns]]).reset_index(drop=True),
        metric="programmes.items",
        note=f"清单类型为{'、'.join(asking.rules.party.lists)}的",
        empty="所选条件下没有党建一类的清单。",
    )
