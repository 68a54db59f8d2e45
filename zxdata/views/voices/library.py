"""民意库: every opinion that is held, whatever brought it, to be searched by a word and opened by its class."""

import pandas as pd

from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.metrics.voices.library import COUNTED_BY, Library, opinions
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

LISTED = 500


def view(asking: Asking) -> View:
    """The option ``word`` is looked for in every text. Not all that is held here tells 渠道, 分级, 单位 or who took part."""
    own, said = asking.letting_go("民意库", "channel", "grade", "unit", "group", "colour")
    word = own.option("word").strip()
    found = opinions(own.reading, own.filters, own.rules, word, LISTED)
    parts = "、".join(f"{kind} {n:,}" for kind, n in found.kinds.items())
    headline = f"{f'含“{word}”的' if word else ''}民意 {found.whole:,} 条：{parts}。"
    beside = own.beside("category")
    of_all = found if beside == own.filters else opinions(own.reading, beside, own.rules, word, 0)
    figures: tuple[Figure, ...] = (by_category(own, of_all), listed(found, word))
    cards = own.indicators(COUNTED_BY.values())
    return framed(own, "voices.library", "民情·民意库", headline, cards, figures, None, said)


def by_category(asking: Asking, found: Library) -> Bars:
    ordered = sorted(found.categories.items(), key=lambda each: (-each[1], each[0]))
    return Bars(
        key="categories",
        title="各类民意",
        unit="条",
        aid="四种来处合计，点一类只看这一类",
        value_format="integer",
        dimension="category",
        selected=asking.filters.values("category"),
        frame=pd.DataFrame([(name, float(n), "") for name, n in ordered], columns=["name", "value", "base"]),
        empty="没有民意。",
    )


def listed(found: Library, word: str) -> Table:
    columns = (
        TableColumn("kind", "来处"),
        TableColumn("text", "原文"),
        TableColumn("category", "类别"),
        TableColumn("region", "区划"),
        TableColumn("day", "日期", "date"),
        TableColumn("ground", "依据", "text", "民情和议题为渠道，信息为报送单位，建议为来源协商的编号"),
        TableColumn("no", "编号"),
    )
    cut = f"，只列最近 {LISTED} 条" if found.whole > LISTED else "，新的在前"
    return Table(
        key="opinions",
        title=f"含“{word}”的民意" if word else "民意",
        aid=f"{found.whole:,} 条{cut}",
        note="民情每一条来源都计，并入另一件的也在内；全部各条在上面四个数的明细里",
        columns=columns,
        frame=found.listed.frame[[c.name for c in columns]],
        empty=f"所选条件下没有含“{word}”的民意。" if word else "所选条件下没有民意。",
    )
