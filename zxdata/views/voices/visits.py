"""联系群众: how many people members meet, whether they come and whether it helps, and who reaches what the rules ask."""

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, View
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.regional import of_regions, ranking
from zxdata.views.trends import by_month

MET, PEOPLE, VISITS = "voices.contact_met_rate", "voices.contact_people", "voices.contacts"
CARDS = (VISITS, PEOPLE, "voices.present_rate", "voices.effective_rate", MET, "voices.member_coverage")


def view(asking: Asking) -> View:
    asked, said = asking.letting_go("联系群众", *(d for d, _ in asking.filters.where))
    needed = asked.rules.voices.contact_people
    regions = of_regions(asked, asked.answer([MET], by=("district",), filters=asked.siblings), MET)
    whole = asked.answer([MET], filters=asked.siblings).value(MET)
    note = f"{asked.day.year} 年 1 月 1 日至{words.short_day(asked.day)}联系满 {needed} 人次的在任委员"
    figures: tuple[Figure, ...] = (
        ranking(asked, regions, MET, "联系达标率排名", whole, note=note).choosing(asked.district),
        kinds(asked),
        rates(asked),
        by_month(asked, {PEOPLE: "群众人次"}, "每月联系群众人次", "人次"),
    )
    now = asked.answer([MET, PEOPLE])
    base = words.base(now.value(f"{MET}.numerator"), now.value(f"{MET}.denominator"), "人")
    headline = words.joined(
        f"联系群众 {int(now.value(PEOPLE) or 0):,} 人次",
        words.clause(f"{asked.day.year} 年满 {needed} 人次的委员 {base}，占", now.value(MET), "percent"),
    )
    cards = asked.indicators(CARDS)
    return framed(asked, "voices.visits", "民情·联系群众", headline, cards, figures, None, said)


def kinds(asking: Asking) -> Bars:
    frame = asking.answer([VISITS, PEOPLE], by=("kind",)).frame
    frame = frame[frame[VISITS] > 0].sort_values(VISITS, ascending=False, kind="stable")
    rows = [
        (row.kind, float(row.visits), f"{words.number(row.people, 'integer')} 人次")
        for row in frame.rename(columns={VISITS: "visits", PEOPLE: "people"}).itertuples()
    ]
    return Bars(
        key="kinds",
        title="按方式",
        unit="次",
        aid="旁为群众人次",
        value_format="integer",
        dimension="kind",
        metric=VISITS,
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty="所选条件下没有联系群众的记录。",
    )


def rates(asking: Asking) -> Bars:
    """到场率 and 见效率, each on its own base."""
    keys = {"voices.present_rate": "到场率", "voices.effective_rate": "见效率", MET: "联系达标率"}
    now = asking.answer(keys)
    rows = [
        (
            name,
            now.value(key),
            words.base(now.value(f"{key}.numerator"), now.value(f"{key}.denominator"), "人" if key == MET else "次"),
            key,
        )
        for key, name in keys.items()
    ]
    return Bars(
        key="rates",
        title="到场率、见效率、达标率",
        unit="%",
        aid="旁为分子 / 分母",
        value_format="percent",
        note="没有写到场、见效的记录不在各自的分母中",
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "metric"]),
    )
