"""Everything the generators share: the ground, the words, the units, the published figures, the seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.days import Days, Texts
from zxdata.demo.dice import Dice, Numbers, as_texts, or_none
from zxdata.demo.published import Target
from zxdata.demo.timeline import Timeline
from zxdata.demo.words import Words

UNIT_SPREAD = 0.17


@dataclass(frozen=True)
class World:
    seed: int
    timeline: Timeline
    words: Words
    targets: tuple[Target, ...]

    def dice(self, subject: str, copy: int = 0) -> Dice:
        return Dice(self.seed, subject, copy)

    def targets_of(self, metric: str, region: str) -> tuple[Target, ...]:
        return tuple(t for t in self.targets if (t.metric, t.region) == (metric, region))

    def fixed(self, metric: str) -> dict[str, int]:
        """District → published total, where one is published without further restriction."""
        return {t.region: t.count for t in self.targets if t.metric == metric and not t.where}

    @cached_property
    def unit_numbers(self) -> dict[str, str]:
        """Full name without prefix → number; a district's government under the district's code."""
        bureaus = {unit["name"]: f"U{n:03}" for n, unit in enumerate(self.words.common["unit"], start=1)}
        return bureaus | {region.code: f"Q{region.code}" for region, _, _ in self.timeline.lives}

    def units(self) -> Columns:
        """The rows of ``units``: the home's bureaus, then one government a district."""
        prefix, rows = self.words.local["unit_prefix"], []
        for unit in self.words.common["unit"]:
            alias = prefix + unit["alias"] if unit["alias"] else None
            rows.append((self.unit_numbers[unit["name"]], prefix + unit["name"], alias, "政府部门", self.timeline.home))
        for region, _, _ in self.timeline.lives:
            office = "管理委员会" if region.name.endswith("新区") else "人民政府"
            number = self.unit_numbers[region.code]
            rows.append((number, region.name + office, region.name + "政府", "区县政府", region.code))
        return dict(zip(("unit_no", "name", "aliases", "kind", "region"), zip(*rows, strict=True), strict=True))

    @cached_property
    def paces(self) -> dict[str, float]:
        """Unit number → how slow it is; 1 is usual."""
        numbers = list(self.unit_numbers.values())
        drawn = self.dice("paces").around(len(numbers), 1.0, UNIT_SPREAD)
        return dict(zip(numbers, drawn.tolist(), strict=True))

    def pace(self, units: Texts) -> Numbers:
        return np.array([self.paces[unit] for unit in units], dtype=float)

    def categories(self, dice: Dice, count: int) -> Days:
        return dice.index(count, [category.weight for category in self.words.categories])

    def topic(self, number: int, lot: float) -> str:
        """One of a category's topics; ``lot`` from 0 to 1."""
        topics = self.words.categories[number].topics
        return topics[int(lot * len(topics))]

    def problem(self, number: int, lot: float) -> str:
        problems = self.words.categories[number].problems
        return problems[int(lot * len(problems))]

    def category_names(self, numbers: Days, dirty: Dice) -> Texts:
        """Names of the categories; a few missing, a few that no dictionary knows."""
        names = as_texts([category.name for category in self.words.categories])[numbers]
        names[dirty.happens(len(names), 0.012)] = None
        names[dirty.happens(len(names), 0.004)] = "其他（待归类）"
        return names

    def lead_units(self, dice: Dice, numbers: Days) -> Texts:
        """A unit in charge of each category: its first most often."""
        lots = dice.index(len(numbers), [5, 3, 2, 1, 1])
        return as_texts(
            [
                self.unit_numbers[units[lot % len(units)]]
                for units, lot in zip((self.words.categories[n].units for n in numbers), lots, strict=True)
            ]
        )

    def other_units(self, dice: Dice, units: Texts) -> Texts:
        """For each unit another bureau."""
        bureaus = as_texts([n for n in self.unit_numbers.values() if n.startswith("U")])
        place = {unit: n for n, unit in enumerate(bureaus)}
        own = np.array([place.get(unit, 0) for unit in units])
        found: Texts = bureaus[(own + dice.whole(len(units), 1, len(bureaus) - 1)) % len(bureaus)]
        return found

    def some_missing(self, dice: Dice, texts: Texts, share: float) -> Texts:
        """The texts with gaps, as real ledgers have them."""
        return or_none(texts, dice.happens(len(texts), share))
