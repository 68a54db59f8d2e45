"""催办 and 督办: a text for each unit made of the reasons, and the register of what was sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, insert, select
from sqlalchemy.engine import Connection

from zxdata import words
from zxdata.configuration import Settings
from zxdata.errors import WrongUse
from zxdata.ledger.engine import ASKED_SECONDS, reading, writing
from zxdata.ledger.places import open_ledger, open_own
from zxdata.ledger.tables import TABLES
from zxdata.metrics.clocked.cases import ClockedCase
from zxdata.rules.palette import Palette
from zxdata.units import told_apart
from zxdata.workspace.bounds import signed

SOURCE = "驾驶舱"
NOUNS = {"监督": "政协监督事项", "提案": "政协提案", "清单": "政协清单事项", "民情": "群众反映的民情"}
REMIND, ESCALATE = "催办", "督办"
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Letter:
    """What to send one unit: ``numbers`` are its cases of one ``subject`` (监督, 提案, 民情), ``text`` names them, why, and what
    is expected.
    """

    unit: str
    kind: str
    numbers: tuple[str, ...]
    red: int
    yellow: int
    text: str
    subject: str = "监督"


def letters(cases: Iterable[ClockedCase], day: date, colours: Palette, subject: str) -> list[Letter]:
    """One a unit, most red ones first, of the red and yellow cases that name a unit.

    督办 where a red case was reminded of before, else 催办.
    """
    held: dict[str, list[ClockedCase]] = {}
    for case in cases:
        if case.colour in ("red", "yellow") and case.unit:
            held.setdefault(case.unit, []).append(case)
    found = [_letter(unit, own, day, colours, subject) for unit, own in held.items()]
    return sorted(found, key=lambda letter: (-letter.red, -letter.yellow, letter.unit))


def _letter(unit: str, cases: list[ClockedCase], day: date, colours: Palette, subject: str) -> Letter:
    cases = sorted(cases, key=lambda case: case.colour != "red")
    red, yellow = (sum(case.colour == c for case in cases) for c in ("red", "yellow"))
    kind = ESCALATE if any(case.colour == "red" and case.reminded for case in cases) else REMIND
    counts = "、".join(f"{n} 件{colours.meant(c)}" for c, n in (("red", red), ("yellow", yellow)) if n)
    lines = [
        f"{unit}：",
        f"截至{words.day(day)}，贵单位承办的{NOUNS[subject]}中有 {counts}。请抓紧办理，并书面反馈进展：",
    ]
    for n, case in enumerate(cases, 1):
        why = case.reason.replace(f"，{unit}", "")
        last = f"；最近节点：{case.stage}" if case.stage else ""
        lines.append(f"{_numeral(n)}、{case.name}（{case.no}）：{why}{last}。")
    if kind == ESCALATE:
        lines.append("以上超期事项此前已催办，现予督办，请说明未按期办结的原因和预计办结日期。")
    return Letter(unit, kind, tuple(case.no for case in cases), red, yellow, "\n".join(lines), subject)


def _numeral(n: int) -> str:
    """一 … 十、十一 … 二十、二十一 …; digits from a hundred on."""
    if n > 99:
        return str(n)
    tens, ones = divmod(n, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def record(engine: Engine, sent: Iterable[Letter], day: date, by: str, own: Engine | None = None) -> int:
    """Write into the register that these letters were sent on ``day``; how many rows are new.

    ``own``: where the register is kept if not in the ledger; the units it names are noted there too.

    The register only grows: what it holds already stays as it is. Raises WrongUse where nobody signs for it or a unit
    has no number in the ledger, LedgerUnavailable.
    """
    by = signed(by)
    if not by:
        raise WrongUse("登记催办要写明经办：谁发的，例如 提案委办公室。")
    register = TABLES["reminders"]
    sent = list(sent)
    names = sorted({letter.unit for letter in sent})
    with reading(engine, ASKED_SECONDS) as connection:
        number = {name: no for no, name in _shown(connection).items()}
    for name in names:
        if name not in number:
            raise WrongUse(f"“{name}”在承办单位里没有编号，不能登记催办；请先在承办单位数据里补上。")
    with writing(own or engine) as connection:
        if own is not None:
            noted = set(connection.scalars(select(TABLES["units"].c.unit_no)))
            unknown = [{"unit_no": number[n], "name": n, "source": SOURCE} for n in names if number[n] not in noted]
            connection.execute(insert(TABLES["units"]), unknown) if unknown else None
        keys = [register.c[n] for n in ("subject", "subject_no", "unit", "sent_on", "kind")]
        there = {tuple(row) for row in connection.execute(select(*keys).where(register.c.sent_on == day))}
        wanted = [
            (letter.subject, no, number[letter.unit], day, letter.kind) for letter in sent for no in letter.numbers
        ]
        new = [row for row in dict.fromkeys(wanted) if row not in there]
        if new:
            columns = [key.name for key in keys]
            connection.execute(
                insert(register),
                [dict(zip(columns, row, strict=True)) | {"sent_by": by, "source": SOURCE} for row in new],
            )
    return len(new)


def _shown(connection: Connection) -> dict[str, str]:
    """Number → name of each unit, as letters address it."""
    units, regions = TABLES["units"], TABLES["regions"]
    joined = units.outerjoin(regions, regions.c.code == units.c.region)
    rows = connection.execute(select(units.c.unit_no, units.c.name, regions.c.name).select_from(joined)).tuples()
    return told_apart(row for row in rows)


def record_sent(sent: Iterable[Letter], day: date, by: str, settings: Settings) -> int:
    """``record`` in an installation's ledger."""
    own = open_own(settings) if settings.read_only else None
    return record(open_ledger(settings), sent, day, by, own)
