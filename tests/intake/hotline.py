"""A hotline's export as a platform writes it: 10,000 orders under its own headers, and what they come to, counted by hand."""

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, ClassVar, NamedTuple

from tests.ledger_rows import day, region, unit

OFFICES = [
    "教育",
    "科技",
    "工业",
    "民族",
    "公安",
    "民政",
    "司法",
    "财政",
    "人社",
    "资源",
    "生态",
    "住建",
    "城管",
    "交通",
    "水利",
    "农业",
    "商务",
    "文旅",
    "卫健",
    "退役",
    "应急",
    "审计",
    "国资",
    "市场",
    "体育",
    "统计",
    "医保",
    "信访",
    "金融",
    "林业",
    "粮食",
    "人防",
    "气象",
    "消防",
    "园林",
]
HEADER = "工单编号,诉求标题,诉求内容,诉求来源,诉求分类,事发街道,承办单位,受理时间,派单时间,答复时间,办结时间,满意度评价"
# 2025-09-01 is a Monday; 10-01 to 10-08 are holidays, 09-28 and 10-11 are worked at a weekend.
_HOLIDAYS = {date(2025, 10, n) for n in range(1, 9)}
_WORKED = {date(2025, 9, 28), date(2025, 10, 11)}


def works(on: date) -> bool:
    return on in _WORKED or (on.weekday() < 5 and on not in _HOLIDAYS)


class Order(NamedTuple):
    no: str
    street: str
    unit: int
    called: str
    received: datetime
    answered: datetime | None


class Hotline:
    """``count`` orders to 35 units, each called by two names, from 40 streets, of which six have been merged into others:
    two into one at once, one by way of another, some in the middle of the time that the orders are from.
    """

    merged: ClassVar = {"街01": "街03", "街02": "街03", "街04": "街05", "街05": "街06", "街07": "街08", "街09": "街10"}
    since: ClassVar = {
        "街01": "2025-01-01",
        "街02": "2025-01-01",
        "街04": "2024-01-01",
        "街05": "2025-09-15",
        "街07": "2025-09-20",
        "街09": "2025-10-02",
    }

    def __init__(self, count: int, today: date) -> None:
        self.count, self.today = count, today

    @property
    def ledger(self) -> dict[str, Any]:
        streets = [f"街{n:02}" for n in range(1, 41)]
        number = {name: f"5001{n:03}" for n, name in enumerate(streets, 1)}
        ends = {
            name: {"valid_to": day(self.since[name]), "successor_code": number[into]}
            for name, into in self.merged.items()
        }
        return {
            "regions": [
                region("50", "某省", "省"),
                region("5001", "甲区", "区县", "50"),
                *(region(number[s], f"{s}街道", "乡镇街道", "5001", **ends.get(s, {})) for s in streets),
            ],
            "units": [unit(f"U{n:02}", f"某市{w}局") | {"aliases": f"市{w}局"} for n, w in enumerate(OFFICES)],
        }

    @cached_property
    def orders(self) -> list[Order]:
        """Mostly answered within days, some within minutes of the last one, some over the holidays, one in twelve not."""
        lots, found, begun = Random(20250901), [], datetime(2025, 9, 1)
        for n in range(self.count):
            office, received = lots.randrange(len(OFFICES)), begun + timedelta(minutes=lots.randrange(43 * 24 * 60))
            took = timedelta(minutes=int(lots.lognormvariate(7.8, 0.9)), seconds=lots.randrange(60))
            answered = None if lots.random() < 1 / 12 else received + took
            if n % 50 == 0:  # at the last minute of the last day, and at the first of the next
                last = self.due(received)
                answered = datetime(last.year, last.month, last.day, 23, 59, 59) + timedelta(seconds=n % 100 // 50)
            called = (f"某市{OFFICES[office]}局", f"市{OFFICES[office]}局")[lots.randrange(2)]
            found.append(Order(f"HL{n:06}", f"街{lots.randrange(1, 41):02}", office, called, received, answered))
        return found

    @staticmethod
    def due(received: datetime) -> date:
        """The third working day after that of the receipt, by counting them one by one."""
        on, left = received.date(), 3
        while left:
            on += timedelta(1)
            left -= works(on)
        return on

    def lines(self) -> list[str]:
        return [
            f"{o.no},第{o.no}号诉求,路灯不亮,12345热线,城市管理,{o.street}街道,{o.called},{o.received:%Y/%m/%d %H:%M},"
            f"{o.received:%Y/%m/%d %H:%M},"
            + (f"{o.answered:%Y-%m-%d %H:%M:%S},{o.answered:%Y-%m-%d %H:%M:%S},满意" if o.answered else ",,")
            for o in self.orders
        ]

    @cached_property
    def known(self) -> list[Order]:
        return [o for o in self.orders if o.received.date() <= self.today]

    def by_street(self) -> Counter[str]:
        return Counter(f"{self._now(o.street)}街道" for o in self.known)

    def _now(self, street: str) -> str:
        while street in self.merged and date.fromisoformat(self.since[street]) <= self.today:
            street = self.merged[street]
        return street

    def by_unit(self) -> Counter[str]:
        return Counter(f"某市{OFFICES[o.unit]}局" for o in self.known)

    def by_unit_and_time(self) -> Counter[tuple[str, str]]:
        return Counter((f"某市{OFFICES[o.unit]}局", self._stands(o)) for o in self.known)

    def _stands(self, order: Order) -> str:
        due = self.due(order.received)
        if order.answered and order.answered.date() <= self.today:
            return "done" if order.answered.date() <= due else "done_late"
        return "red" if self.today > due else "open"
