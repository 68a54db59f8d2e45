"""Published figures: the rows of 通报数据, and what the demonstration's ledgers must agree with."""

import csv
from dataclasses import dataclass, replace

from zxdata.configuration import ASSETS
from zxdata.datasets import BY_NAME
from zxdata.demo.bulk import Columns
from zxdata.errors import Unknown, WrongUse
from zxdata.regions import Regions

FOLDER = ASSETS / "reported"
SOURCE = "通报数据·内置"
# “150余场” is met by a few more than 150.
LOOSE = {"余": 6, "多": 8}


@dataclass(frozen=True)
class Target:
    """``count`` of a metric in a region of the home, among rows whose dimensions have the values of ``where``."""

    region: str
    metric: str
    where: tuple[tuple[str, str], ...]
    count: int

    def value(self, dimension: str) -> str:
        return dict(self.where).get(dimension, "")


def figures() -> Columns:
    """All published figures shipped, as columns of ``reported_figures``."""
    rows = _rows("figures.csv")
    return {column.name: [row[column.header] or None for row in rows] for column in BY_NAME["reported_figures"].columns}


def targets(regions: Regions) -> tuple[Target, ...]:
    """The published figures about regions of this home that a ledger can be compared with."""
    published = {(row["区划"], row["机构"], row["指标"]): row for row in _rows("figures.csv")}
    found = []
    for row in _rows("indicators.csv"):
        try:
            region = regions.resolve(row["region"])
        except (Unknown, WrongUse):
            continue
        where = tuple(tuple(part.split("=", 1)) for part in row["where"].split(";") if part)
        figure = published[row["region"], row["body"], row["indicator"]]
        found.append(Target(region, row["metric"], where, int(figure["数值"]) + LOOSE.get(figure["限定词"], 0)))  # type: ignore[arg-type]
    return tuple(share for target in found for share in _by_district(target, tuple(found), regions))


def _by_district(target: Target, others: tuple[Target, ...], regions: Regions) -> tuple[Target, ...]:
    """A city's figure as shares of its districts, by their towns; districts with a figure of their own keep it."""
    if regions.by_code[target.region].level != "市" or any("|" in value for _, value in target.where):
        return (target,)
    below = [region.code for region in regions.all if region.parent == target.region]
    own = [
        o for o in others if o.region in below and (o.metric, o.value("kind")) == (target.metric, target.value("kind"))
    ]
    open_to = [code for code in below if code not in {o.region for o in own}]
    towns = [sum(region.parent == code for region in regions.all) for code in open_to]
    count = target.count - sum(o.count for o in own)
    edges = [round(count * sum(towns[:n]) / sum(towns)) for n in range(len(towns) + 1)]
    return tuple(replace(target, region=code, count=edges[n + 1] - edges[n]) for n, code in enumerate(open_to))


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
