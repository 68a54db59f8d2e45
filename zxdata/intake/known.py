"""What the ledger knows already, for the cells of a file to be looked up in."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.intake.assumptions import NOTHING, Assumptions
from zxdata.intake.beside import NOTHING_BESIDE, Beside
from zxdata.intake.contracts import Known
from zxdata.intake.days import DayConvention
from zxdata.intake.enrolling import Enrolling
from zxdata.intake.named import Named
from zxdata.intake.units import Units
from zxdata.ledger.engine import reading
from zxdata.ledger.tables import TABLES
from zxdata.regions import Regions
from zxdata.rules.calendar import WorkCalendar


def load_known(
    engine: Engine,
    settings: Settings,
    *,
    excel_1904: bool,
    assumed: Assumptions = NOTHING,
    beside: Beside = NOTHING_BESIDE,
) -> Known:
    """The regions and units of the ledger, how days are counted in the file, and what was said of it."""
    regions = Regions.load(engine, beside.of("regions"))
    with reading(engine) as connection:
        rows = (*connection.execute(sa.select(TABLES["units"])).mappings(), *beside.of("units"))
        days = TABLES["calendar"].c
        calendar = WorkCalendar(dict(connection.execute(sa.select(days.day, days.is_workday)).all()))
    if assumed.new_units or assumed.new:
        units: Units = Enrolling(rows, assumed.same, () if assumed.new_units else assumed.new)
    else:
        units = Units(rows, assumed.same)

    def read(dataset: str, number: str, apart: str) -> list[tuple[str, str, str | None]]:
        t = TABLES[dataset].c
        with reading(engine) as connection:
            stored = connection.execute(sa.select(t[number], t.name, t[apart]).order_by(t[number])).all()
        coming = [(row[number], row["name"], row.get(apart)) for row in beside.of(dataset)]
        return list({no: (no, name, said) for no, name, said in (*stored, *coming)}.values())

    def members() -> list[tuple[str, str, str]]:
        return [(no, name, sector or "界别未填") for no, name, sector in read("members", "member_no", "sector")]

    def stations() -> list[tuple[str, str, str]]:
        rows = read("workstations", "station_no", "region")
        return [(no, name, regions.name(code) if code in regions.by_code else "区划未填") for no, name, code in rows]

    named = {
        "members": Named("委员", "位", "委员编号", members),
        "workstations": Named("阵地", "个", "阵地编号", stations),
    }
    home = settings.home if settings.home in regions.by_code else None
    return Known(DayConvention(settings.zone, excel_1904, assumed), regions, units, home, calendar, named)
