"""Figures that set regions beside each other: the map, the ranking with its control limits, the funnel plot."""

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pandas as pd

from zxdata import words
from zxdata.configuration import ASSETS
from zxdata.figures import Funnel, Ranking, RegionMap
from zxdata.filters import Filters
from zxdata.metrics import metric
from zxdata.metrics.answer import Result
from zxdata.metrics.limits import Numbers, binomial_limits, poisson_limits
from zxdata.metrics.model import Metric, Ratio
from zxdata.metrics.published import published, within
from zxdata.regions import LADDER
from zxdata.views.asking import Asking

# What lies above and below the limits is, by which way is better.
BEYOND_OF = {1: ("better", "worse"), -1: ("worse", "better"), 0: ("above", "below")}
NAMED = 5  # regions under a map; of estimated borders fewer, for a wall has little room
SKETCH = "示意图，边界以官方发布为准"


def of_regions(asking: Asking, answered: Result, key: str) -> pd.DataFrame:
    """code, name, value, numerator, denominator of each real region of a breakdown by district or township."""
    frame, level = answered.of_whole_regions.frame, answered.by[0]
    ratio = f"{key}.numerator" in frame
    return pd.DataFrame(
        {
            "code": frame[f"{level}_code"].astype(str),
            "name": [asking.reading.version.regions.short_name(c) for c in frame[f"{level}_code"]],
            "value": frame[key].astype(float),
            "numerator": frame[f"{key}.numerator"].astype(float) if ratio else frame[key].astype(float),
            "denominator": frame[f"{key}.denominator"].astype(float) if ratio else np.nan,
        }
    ).reset_index(drop=True)


@dataclass(frozen=True, eq=False)
class Districts:
    """Districts side by side by one number.

    frame       as ``of_regions``; ``own``: it lies in the reader's scope, ``withheld``: its number is not published
    whole       the number of all of them together, which is called ``whole_name``; None where it is not told
    note        which numbers are withheld and why; nothing where none is
    """

    frame: pd.DataFrame
    whole: float | None
    whole_name: str
    note: str = ""

    def noted(self, note: str) -> str:
        return "　".join(filter(None, (note, self.note)))


def side_by_side(asking: Asking, answered: Result, key: str, whole: float | None, filters: Filters) -> Districts:
    """The districts of an answer, and beyond the reader's scope what the rules publish of the others.

    filters: those of the answer; whole: the number of all that the reader sees.
    """
    frame, rules = of_regions(asking, answered, key), asking.rules.published
    own = within(asking.reading, filters)
    seen = Districts(frame.assign(own=True, withheld=False), whole, asking.whole_name)
    if asking.reading.scope.everything or key not in rules.metrics:
        return seen
    if not rules.told(filters, asking.settings.day()):
        return replace(seen, note="按条件筛选、截至日不是今天或月末、期间不是整月的，不公布其他区县的数")
    found = published(asking.reading, metric(key), filters, asking.rules)
    regions = asking.reading.version.regions
    others = found.districts.frame.astype(dict.fromkeys(("value", "numerator", "denominator"), float))
    others = others.assign(own=False, name=[regions.short_name(each.code) for each in found.districts])
    every = pd.concat([seen.frame[seen.frame["code"].isin(own)], others], ignore_index=True)
    every = every.sort_values("code", key=lambda codes: codes.map(regions.position), ignore_index=True)
    hidden = every.loc[every["withheld"], "name"]
    note = f"样本少于 {rules.least}、或由合计可推算的不公布，写 —：{'、'.join(hidden)}" if len(hidden) else ""
    return Districts(every, found.whole, asking.of_everything, note)


def region_map(
    asking: Asking, frame: pd.DataFrame, key: str, title: str, aid: str, *, gap: str = "low", withheld: str = ""
) -> RegionMap:
    """Districts shaded by a measure; ``frame`` as from ``of_regions``, with red and yellow where they are counted."""
    of, shapes = metric(key), asking.boundaries
    frame = frame.copy()
    for colour in ("red", "yellow"):
        if colour not in frame:
            frame[colour] = 0
    worst = frame.sort_values("value", ascending=gap == "low")
    sought = worst["value"].notna() & (worst["value"] < 0.8 if of.value_format == "percent" else False)
    named = [*worst.loc[sought, "code"][:6], *worst.loc[worst["red"] > 0, "code"]]
    inset_title, inset = _inset(asking.settings.home)
    note = [*sketch(asking), *filter(None, [withheld])]
    if approximate := set(shapes.approximate) & set(frame["code"]):
        note.append(words.some(sorted(map(asking.reading.version.regions.name, approximate)), 3) + "界线为推算示意")
    if unplaced := [n for c, n in zip(frame["code"], frame["name"], strict=True) if c not in shapes.shapes]:
        note.append(f"没有边界、未上图：{words.some(unplaced, NAMED)}")
    if strangers := shapes.strangers(asking.reading.version.regions.by_code):
        note.append(f"边界文件中对不上区划代码、未上图：{words.some(strangers, NAMED)}")
    levels = {r.code: r.level for r in asking.reading.version.regions.all}
    drawn = {code: rings for code, rings in shapes.shapes.items() if levels.get(code) == LADDER[2]}
    return RegionMap(
        palette=asking.colours,
        key="map",
        title=title,
        unit=of.unit,
        aid=aid,
        note="　".join(note),
        frame=frame,
        value_name=of.name,
        value_format=of.value_format,
        gap=gap,
        shapes=drawn,
        centres=shapes.centres,
        labels=tuple(dict.fromkeys(named))[:10],
        inset=tuple(c for c in inset if c in shapes.shapes),
        inset_title=inset_title,
        metric=key,
    )


def sketch(asking: Asking) -> tuple[str, str]:
    """What stands under every map: that it is a sketch, or its approval number, and of which day its divisions are."""
    approved = f"审图号：{asking.settings.approval_no}" if asking.settings.approval_no else SKETCH
    return approved, "区划按截至日"


def ranking(
    asking: Asking,
    frame: pd.DataFrame,
    key: str,
    title: str,
    mean: float | None,
    *,
    name: str = "ranking",
    dimension: str = "district",
    note: str = "",
    mean_name: str = "",
) -> Ranking:
    """Worst first, ties sharing a rank. A rate carries its control limits; those beyond stand out, on either side."""
    of, settings = metric(key), asking.rules.ranking
    frame = frame[frame["value"].notna()].copy()
    best_is_high = of.better >= 0
    frame["rank"] = frame["value"].rank(method="min", ascending=not best_is_high).astype(int)
    frame["small"] = frame["denominator"].lt(settings.small).fillna(False)
    frame["lower"], frame["upper"] = np.nan, np.nan
    if isinstance(of.measure, Ratio) and mean is not None and len(frame):
        frame["lower"], frame["upper"] = _limits(asking, of, frame["denominator"].to_numpy(), mean)
    above, below = BEYOND_OF[of.better]
    frame["outside"] = np.select([frame["value"] > frame["upper"], frame["value"] < frame["lower"]], [above, below], "")
    frame = frame.sort_values(["value", "denominator"], ascending=[best_is_high, False]).reset_index(drop=True)
    signs = "●◆ 为差于、好于控制限" if of.better else "▲▼ 为高于、低于控制限"
    aid = (
        f"灰带为 {words.percent(settings.confidence)} 控制限，{signs}，末位在前"
        if isinstance(of.measure, Ratio)
        else "末位在前"
    )
    return Ranking(
        palette=asking.colours,
        key=name,
        title=title,
        unit=of.unit,
        aid=aid,
        note=note,
        frame=frame,
        value_format=of.value_format,
        mean=mean,
        mean_name=mean_name or asking.whole_name,
        dimension=dimension,
        metric=key,
    )


def funnel(asking: Asking, ranked: Ranking, key: str, title: str, x_title: str) -> Funnel:
    """The rates of a ranking against the size they rest on, between their control limits."""
    of = metric(key)
    frame = ranked.frame.rename(columns={"denominator": "n"})[["code", "name", "n", "value", "outside"]]
    mean = ranked.mean if ranked.mean is not None else float("nan")
    largest = int(frame["n"].max()) if len(frame) else 1
    sizes = np.unique(np.linspace(1, largest * 1.05 + 1, 160).astype(int))
    lower, upper = _limits(asking, of, sizes.astype(float), mean)
    return Funnel(
        palette=asking.colours,
        key="funnel",
        title=title,
        unit=of.unit,
        aid=f"曲线为 {words.percent(asking.rules.ranking.confidence)} 控制限",
        note="越限才说明不是偶然；样本越小，限越宽。",
        frame=frame,
        value_format=ranked.value_format,
        mean=mean,
        mean_name=ranked.mean_name,
        limits=pd.DataFrame({"n": sizes, "lower": lower, "upper": upper}),
        x_title=x_title,
        y_title=of.unit,
        metric=key,
        dimension=ranked.dimension,
    )


def _limits(asking: Asking, of: Metric, n: Numbers, mean: float) -> tuple[Numbers, Numbers]:
    """A share strays as draws do, events per unit as rare events do."""
    confidence = asking.rules.ranking.confidence
    if of.value_format == "percent":
        return binomial_limits(n, mean, confidence)
    scale = of.measure.scale if isinstance(of.measure, Ratio) else 1
    lower, upper = poisson_limits(n, mean / scale, confidence)
    return lower * scale, upper * scale


@lru_cache(maxsize=4)
def _inset(home: str) -> tuple[str, tuple[str, ...]]:
    """Title and codes of the crowded centre that a map enlarges: ``assets/divisions/<home>/inset.toml``."""
    path = ASSETS / "divisions" / home / "inset.toml"
    if not path.exists():
        return "", ()
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return str(found["title"]), tuple(found["codes"])
