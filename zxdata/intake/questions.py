"""What a file leaves open: from the cells that wait for an answer to questions with their possible readings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from zxdata.intake.assumptions import NEW, SAME, Choice, Question
from zxdata.intake.cells import as_text
from zxdata.intake.contracts import Fault
from zxdata.intake.tables import Table
from zxdata.intake.units import Units

YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
ROWS_LOOKED_AT = 500
MOST = 100


def questions(
    faults: Sequence[Fault], tables: Sequence[Table], file: str, units: Units, today: date
) -> tuple[Question, ...]:
    """One for each doubt that cells wait for, that of most rows first, at most ``MOST``."""
    waiting = Counter(fault.asks for fault in faults if fault.asks).most_common(MOST)
    written = {fault.asks: fault.value for fault in reversed(faults) if fault.asks}
    return tuple(_question(key, rows, written[key], tables, file, units, today) for key, rows in waiting)


def _question(
    key: str, rows: int, written: str, tables: Sequence[Table], file: str, units: Units, today: date
) -> Question:
    if key == "year":
        ask = f"有 {rows} 格日期没有写年份（如“{written}”），是哪一年的？"
        return Question(key, ask, tuple(_years(tables, file, today)), rows)
    if key == "order":
        ask = f"有 {rows} 格日期像“{written}”，月在前还是日在前？"
        return Question(key, ask, (Choice("month", "月在前"), Choice("day", "日在前")), rows)
    if key == "span":
        ask = f"有 {rows} 格写了起止两个日期（如“{written}”），以哪一天为准？"
        return Question(key, ask, (Choice("first", "起始日"), Choice("last", "截止日")), rows)
    return of_unit(key.removeprefix(SAME), rows, units)


def of_unit(name: str, rows: int, units: Units) -> Question:
    """Which unit is meant by a name that none or several bear."""
    near = units.nearest(name)
    same = tuple(Choice(number, f"就是 {units.name(number)}（{number}）") for number in near)
    called = all(units.called(number, name) for number in near) and near
    new = () if called else (Choice(NEW, f"“{name}”是新的承办单位，由驾驶舱编号"),)
    ask = (
        f"有 {len(near)} 个承办单位叫“{name}”，是哪一个？"
        if called
        else f"承办单位表里没有“{name}”（{rows} 行），是哪个单位？"
    )
    return Question(f"{SAME}{name}", ask, (*same, *new), rows)


def _years(tables: Sequence[Table], file: str, today: date) -> Iterator[Choice]:
    """The years that the file itself names, with where; then this year and the last."""
    seen: dict[int, str] = {}
    for table in tables:
        for text, where in (
            *((title, f"标题“{title}”") for title in table.titles),
            (table.sheet.name, f"工作表“{table.sheet.name}”"),
        ):
            for found in YEAR.findall(text):
                seen.setdefault(int(found), where)
    for found in YEAR.findall(file):
        seen.setdefault(int(found), f"文件名“{file}”")
    for table in tables:
        for row in table.records[:ROWS_LOOKED_AT]:
            for at, cell in enumerate(row.cells):
                for found in YEAR.findall(as_text(cell)) if cell != "" and not isinstance(cell, float) else ():
                    name = table.header.names[at] if at < len(table.header.names) else ""
                    seen.setdefault(int(found), f"“{name}”列")
    for year, said in ((today.year, "今年"), (today.year - 1, "去年")):
        seen.setdefault(year, said)
    for year, where in seen.items():
        yield Choice(str(year), f"{year} 年（{where}）")
