"""The same nine questions pushed down to the SQLite ledger: the lives once a view, then one SELECT a question."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.by_pandas import RANK, UNFILLED, InPandas
from benchmarks.landing import KPIS, SHOWN, UNITS, Answers
from zxdata.metrics.survival import curve
from zxdata.periods import months_before

LIFE = Path(__file__).with_name("life.sql").read_text(encoding="utf-8")
OVERDUE = "handed is not null and replied is null and due < :today"
RATED = "replied is not null and rated is not null"
# fmt: off
KPI = {
    "submitted": "1", "filed": "filed is not null", "assigned": "handed is not null", "replied": "replied is not null",
    "open": "handed is not null and replied is null", "overdue": OVERDUE, "in_time": "replied <= due", "rated": RATED,
}
# fmt: on
COLOUR = """case when due is null then 'unknown' when replied <= due then 'done' when replied is not null then 'done_late'
    when due < :today then 'red' when due_n - :today_n <= :yellow then 'yellow' else 'green' end"""
STAGE = f"""case when closed is not null then '结案' when {RATED} then '评' when replied is not null then '督'
    when handed is not null then '办' when merged is not null then '并案' when converted is not null then '转社情民意'
    when rejected is not null then '不予立案' when filed is not null then '立' else '提' end"""
HISTOGRAM = """select coalesce(category, '未填'), julianday(coalesce(replied, :today)) - julianday(assigned) as days,
    sum(replied is not null), sum(replied is null) from life where assigned is not null group by 1, 2"""


@dataclass(frozen=True)
class InSqlite:
    file: Path
    same: InPandas

    @cached_property
    def connection(self) -> sqlite3.Connection:
        """The ledger with what it lacks: the order of stages, the working calendar, districts of the day."""
        connection = sqlite3.connect(self.file)
        connection.execute("pragma cache_size = -400000")
        connection.create_function("add_months", 2, _add_months, deterministic=True)
        connection.execute("create temp table stage_rank (stage text primary key, rank int)")
        connection.executemany("insert into stage_rank values (?, ?)", RANK.items())
        connection.execute("create temp table workday (day text primary key, n int)")
        connection.executemany(
            "insert into workday values (?, ?)", ((d.day.isoformat(), d.ordinal) for d in self.same.calendar.days)
        )
        connection.execute("create temp table district_of (code text primary key, district text)")
        connection.executemany("insert into district_of values (?, ?)", self.same.districts.items())
        return connection

    def __call__(self) -> Answers:
        today, limits = self.same.today, self.same.rules.proposals
        parameters = {
            "today": today.isoformat(),
            "today_n": self.same.calendar.on(today).ordinal,
            "yellow": limits.yellow_workdays,
            "limit_months": limits.limit_months,
            "extended_months": limits.extended_limit_months,
        }
        run = self.connection.execute
        run("drop table if exists temp.life")
        run(LIFE, parameters)
        kpis = run(f"select {', '.join(f'coalesce(sum({KPI[k]}), 0)' for k in KPIS)} from life", parameters).fetchone()
        colours = run(
            f"select coalesce(d.district, '{UNFILLED}'), {COLOUR}, count(*) from life left join district_of d on"
            " d.code = region where handed is not null group by 1, 2",
            parameters,
        )
        months = run("select substr(submitted_on, 1, 7), count(*), sum(replied is not null) from life group by 1")
        units = run(
            f"select unit, sum(handed is not null), coalesce(sum({OVERDUE}), 0) from life where unit is not null"
            f" group by 1 order by 2 desc, 1 limit {UNITS}",
            parameters,
        )
        all_days = run(
            "select '', days, sum(ended), sum(waiting) from (select julianday(coalesce(replied, :today)) -"
            " julianday(assigned) as days, replied is not null as ended, replied is null as waiting from life"
            " where assigned is not null) group by 2",
            parameters,
        ).fetchall()
        days = run(HISTOGRAM, parameters).fetchall()
        stages = run(f"select {STAGE}, count(*) from life group by 1")
        sectors = run(f"select coalesce(sector, '{UNFILLED}'), count(*) from life group by 1")
        rows = run(
            f"select proposal_no from life where {OVERDUE} order by submitted_on desc, proposal_no limit {SHOWN}",
            parameters,
        )
        return Answers(
            kpis=dict(zip(KPIS, kpis, strict=True)),
            colours={(d, c): n for d, c, n in colours},
            months={m: (s, r) for m, s, r in months},
            units=list(units),
            median=_median(all_days),
            medians={c: _median([d for d in days if d[0] == c]) for c in {d[0] for d in days}},
            stages=dict(stages),
            sectors=dict(sectors),
            rows=[no for (no,) in rows],
        )


def _median(histogram: list[tuple[str, float, int, int]]) -> float | None:
    bins = np.array([row[1:] for row in histogram], dtype=float).reshape(-1, 3).T
    return curve(*bins).quantile(0.5)


def _add_months(day: str, months: int) -> str:
    return months_before(date.fromisoformat(day), -months).isoformat()
