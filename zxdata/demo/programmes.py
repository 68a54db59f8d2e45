"""Checklists with their items, and what became of each: quantities, tasks, a building schedule, lists without limits."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import NEVER, day_texts, moment_texts, months_later, ordinal
from zxdata.demo.dice import Dice
from zxdata.demo.words import FOLDER
from zxdata.demo.world import World

LISTS = ("checklist_no", "name", "kind", "year", "region")
ITEMS = ("item_no", "checklist_no", "title", "owner", "target", "qualifier", "measure", "since", "due_on", "horizon")
EVENTS = ("item_no", "stage", "occurred_at", "quantity", "due_on", "note")
LATE, SENT_BACK, EXTENDED, LEFT = 0.14, 0.04, 0.06, 0.05
LONG = 45
MORNING = 9 * 60


@dataclass
class Ledger:
    """Rows as they are written down, and the chance that they are thrown with."""

    dice: Dice
    last: int
    lists: list[tuple[Any, ...]] = field(default_factory=list)
    items: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[tuple[str, str, int, float | None, int, str | None]] = field(default_factory=list)
    held: Counter[str] = field(default_factory=Counter)

    def checklist(self, number: str, name: str, kind: str, year: int | None, region: str) -> str:
        self.lists.append((number, name, kind, year, region))
        return number

    def item(
        self,
        of: str,
        title: str,
        owner: str | None,
        since: int,
        due: int,
        target: float | None = None,
        qualifier: str | None = None,
        measure: str | None = None,
        horizon: str | None = None,
    ) -> str:
        self.held[of] += 1
        number = f"{of}-{self.held[of]:02}"
        self.items.append((number, of, title, owner, target, qualifier, measure, since, due, horizon))
        return number

    def event(self, item: str, stage: str, day: int, quantity: float | None = None, due: int = NEVER) -> None:
        if day <= self.last:
            self.events.append((item, stage, day, quantity, due, None))


def words() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "programmes.toml").read_text("utf-8"))


def checklists(world: World, zone: ZoneInfo) -> dict[str, Columns]:
    """The lists of three years: the home's own and one of each district a year."""
    said, home = words(), world.timeline.home
    ledger = Ledger(world.dice("programmes"), world.timeline.last)
    for year in range(world.timeline.begin.year, world.timeline.today.year + 1):
        first, last = ordinal(date(year, 1, 1)), ordinal(date(year, 12, 31))
        _quantities(ledger, world, said, year, first, last)
        _tasks(ledger, said, home, year, first)
        _of_districts(ledger, world, said, year, first, last)
    _horizons(ledger, said, home, ordinal(date(world.timeline.begin.year, 3, 1)))
    _unlimited(ledger, world, said)
    return _columns(ledger, zone)


def _quantities(ledger: Ledger, world: World, said: dict[str, Any], year: int, first: int, last: int) -> None:
    """专委会履职量化: each committee's numbers of the year, written down as they come; what a year falls short by is made good in the next."""
    of = ledger.checklist(f"QL{year}", f"{year}年专委会履职量化清单", "专委会履职量化", year, world.timeline.home)
    for committee in world.words.common["committees"]:
        for wanted in said["quantities"]:
            number = ledger.item(
                of,
                wanted["title"],
                committee,
                first,
                last,
                wanted["target"],
                wanted.get("qualifier"),
                wanted["measure"],
            )
            times = min(8, wanted["target"])
            reached = wanted["target"] * float(ledger.dice.around(1, 1.08, 0.18)[0])
            for n, day in enumerate(sorted(ledger.dice.whole(times, first + 20, last - 5).tolist())):
                amount = round(reached * (n + 1) / times) - round(reached * n / times)
                if amount:
                    ledger.event(number, "进展", day, float(amount))
            if (short := wanted["target"] - round(reached)) > 0:
                ledger.event(number, "进展", last + LONG + 2 * short, float(short))
            if "qualifier" in wanted:
                ledger.event(number, "完成", last - 8)


def _tasks(ledger: Ledger, said: dict[str, Any], home: str, year: int, first: int) -> None:
    """机关任务: fifty of the year, each with its limit."""
    of = ledger.checklist(f"JG{year}", f"{year}年机关五十项任务", "机关任务", year, home)
    pairs = [f"{verb}{task}" for verb in said["verbs"] for task in said["tasks"]]
    for n, title in enumerate(pairs):
        owner = said["offices"][n % len(said["offices"])]
        due = first + int(ledger.dice.whole(1, 60, 364)[0])
        _promised(ledger, ledger.item(of, title, owner, first, due), first, due)


def _of_districts(ledger: Ledger, world: World, said: dict[str, Any], year: int, first: int, last: int) -> None:
    """A list of work and one of livelihood matters for each district that stood in the year."""
    for region, since, until in world.timeline.lives:
        if since > first or until < first:
            continue
        of = ledger.checklist(
            f"QX{year}-{region.code}", f"{region.name}{year}年重点工作清单", "年度重点工作", year, region.code
        )
        for title in said["districts"]:
            due = min(last, first + int(ledger.dice.whole(1, 90, 364)[0]))
            owner = f"{world.timeline.short(region.code)}政协办公室" if ledger.dice.happens(1, 0.97)[0] else None
            _promised(ledger, ledger.item(of, title, owner, first, due), first, due)


def _promised(ledger: Ledger, number: str, first: int, due: int) -> None:
    """What became of a promise: begun, moved on, done in time or late; some put off, some sent back, some left for months."""
    dice = ledger.dice
    ledger.event(number, "启动", first + int(dice.whole(1, 5, 40)[0]))
    ledger.event(number, "进展", first + max(41, int((due - first) * 0.6)))
    left, late, off, back = (bool(dice.happens(1, share)[0]) for share in (LEFT, LATE, EXTENDED, SENT_BACK))
    lots = dice.whole(3, 2, 45).tolist()
    if off:
        ledger.event(number, "延期", due - 3, due=due + 60)
        due += 60
    done = due + LONG + 2 * lots[0] if left else due + lots[0] if late else due - lots[1]
    ledger.event(number, "完成", done)
    if back:
        ledger.event(number, "退回", done + 6)
        ledger.event(number, "完成", done + 6 + lots[2])


def _horizons(ledger: Ledger, said: dict[str, Any], home: str, since: int) -> None:
    """建设任务: a schedule in stages of one, three and five years."""
    of = ledger.checklist("JS01", "民主监督体系建设时间表", "建设任务", None, home)
    for stage in said["horizons"]:
        due = int(months_later(np.array([since]), stage["months"])[0])
        for n, title in enumerate(stage["tasks"]):
            number = ledger.item(of, title, said["offices"][n], since, due - 30 * n, horizon=stage["name"])
            _promised(ledger, number, since, due - 30 * n)


def _unlimited(ledger: Ledger, world: World, said: dict[str, Any]) -> None:
    """Lists without a limit: whether each district has taken 民主监督 into its assessment, and 三张民生清单."""
    of = ledger.checklist("KH01", "民主监督纳入党政考核", "考核纳入", None, world.timeline.home)
    since = ordinal(date(world.timeline.begin.year, 6, 1))
    for region, begun, until in world.timeline.lives:
        if begun <= since and until >= world.timeline.last:
            number = ledger.item(of, f"{region.name}纳入考核", f"{world.timeline.short(region.code)}政协", since, NEVER)
            if ledger.dice.happens(1, 0.57)[0]:
                ledger.event(number, "完成", since + int(ledger.dice.whole(1, 60, 900)[0]))
    for region, begun, until in world.timeline.lives[:12]:
        if until < world.timeline.last:
            continue
        own = ledger.checklist(f"MS-{region.code}", f"{region.name}民生清单", "三张民生", None, region.code)
        for title in said["livelihood"]:
            number = ledger.item(own, title, f"{world.timeline.short(region.code)}政协", max(begun, since), NEVER)
            if ledger.dice.happens(1, 0.7)[0]:
                ledger.event(number, "完成", max(begun, since) + int(ledger.dice.whole(1, 30, 1000)[0]))


def _columns(ledger: Ledger, zone: ZoneInfo) -> dict[str, Columns]:
    events = sorted(ledger.events, key=lambda event: (event[0], event[2]))
    numbers, stages, days, quantities, dues, notes = zip(*events, strict=True)
    minutes = np.array([MORNING + 7 * n for n in _places(numbers)])
    moments = moment_texts(np.array(days), minutes, zone)
    told = (numbers, stages, moments, quantities, day_texts(np.array(dues)), notes)
    items: Columns = dict(zip(ITEMS, zip(*ledger.items, strict=True), strict=True))
    for name in ("since", "due_on"):
        items[name] = day_texts(np.array(items[name]))
    return {
        "checklists": dict(zip(LISTS, zip(*ledger.lists, strict=True), strict=True)),
        "checklist_items": items,
        "checklist_events": dict(zip(EVENTS, told, strict=True)),
    }


def _places(numbers: tuple[str, ...]) -> Iterator[int]:
    """The place of each event among those of its item."""
    place = 0
    for n, number in enumerate(numbers):
        place = place + 1 if n and numbers[n - 1] == number else 0
        yield place
