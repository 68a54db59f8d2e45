"""Figures that set districts side by side, as pages and painters receive them."""

from datetime import date

import numpy as np
import pandas as pd

from zxdata.boundaries import boundaries
from zxdata.figures import (
    Funnel,
    Ranking,
    RegionMap,
    Table,
    TableColumn,
)

TODAY = date(2025, 9, 30)
_NAMES = (
    "万州区 涪陵区 渝中区 大渡口区 江北区 沙坪坝区 九龙坡区 南岸区 北碚区 綦江区 大足区 渝北区 巴南区 "
    "黔江区 长寿区 江津区 合川区 永川区 南川区 璧山区 铜梁区 潼南区 荣昌区 开州区 梁平区 武隆区 城口县 "
    "丰都县 垫江县 忠县 云阳县 奉节县 巫山县 巫溪县 石柱县 秀山县 酉阳县 彭水县"
)
NAMES = tuple(_NAMES.split())
CODES = tuple(f"5001{n:02d}" for n in (*range(1, 18), 18, 19, 20, 51, 52, 53, 54, 55, 56)) + tuple(
    f"5002{n}" for n in (29, 30, 31, 33, 35, 36, 37, 38, 40, 41, 42, 43)
)
# fmt: off
TOWNS = (52, 27, 11, 8, 12, 26, 19, 15, 17, 21, 27, 30, 23, 30, 19, 30, 30, 22, 34, 15, 28, 22, 21, 40, 33, 27, 25, 30,
         26, 29, 42, 33, 26, 32, 33, 27, 39, 39)
COVERED = (41, 27, 11, 7, 12, 26, 19, 15, 17, 20, 26, 29, 20, 28, 19, 29, 24, 21, 33, 15, 26, 22, 19, 35, 33, 26, 9, 29,
           24, 25, 39, 30, 19, 21, 33, 16, 34, 31)
# fmt: on
INNER = ("500103", "500104", "500105", "500106", "500107", "500108", "500109", "500112", "500113")


def district_frame() -> pd.DataFrame:
    frame = pd.DataFrame({"code": CODES, "name": NAMES, "numerator": COVERED, "denominator": TOWNS})
    frame["value"] = frame["numerator"] / frame["denominator"]
    frame["red"] = [3 if n == "万州区" else int(n in ("城口县", "江津区", "开州区", "秀山县")) for n in NAMES]
    frame["yellow"] = [4 if n == "万州区" else 2 * int(n in ("江津区", "巫山县", "九龙坡区", "渝北区")) for n in NAMES]
    return frame


def region_map(**more: object) -> RegionMap:
    shipped = boundaries("500000", TODAY)
    frame = district_frame()
    given = {
        "key": "map",
        "title": "镇街覆盖率",
        "unit": "%",
        "aid": "已有阵地的镇街 ÷ 全部镇街",
        "note": "示意图，边界以官方发布为准　来源：阵地台账、行政区划（2025-09-30 版）",
        "frame": frame,
        "value_name": "镇街覆盖率",
        "value_format": "percent",
        "gap": "low",
        "shapes": shipped.shapes,
        "centres": shipped.centres,
        "labels": tuple(frame.nsmallest(6, "value")["code"]),
        "inset": INNER,
        "inset_title": "主城九区（放大）",
    }
    return RegionMap(**(given | more))  # type: ignore[arg-type]


def ranking(**more: object) -> Ranking:
    frame = district_frame()
    mean = float(frame["numerator"].sum() / frame["denominator"].sum())
    reach = 3.09 * np.sqrt(mean * (1 - mean) / frame["denominator"])
    frame["lower"], frame["upper"] = (mean - reach).clip(0, 1), (mean + reach).clip(0, 1)
    frame["outside"] = np.where(frame["value"] < frame["lower"], "worse", "")
    frame["small"] = frame["denominator"] < 10
    frame["rank"] = frame["value"].rank(ascending=False, method="min").astype(int)
    frame = frame.sort_values("value", ignore_index=True)
    given = {
        "key": "ranking",
        "title": "区县排名与控制限",
        "unit": "%",
        "aid": "灰带为控制限，实心点低于下限，末位在前",
        "frame": frame,
        "value_format": "percent",
        "mean": mean,
    }
    return Ranking(**(given | more))  # type: ignore[arg-type]


def funnel() -> Funnel:
    rows = ranking()
    assert rows.mean is not None
    sizes = np.arange(6, 56)
    reach = 3.09 * np.sqrt(rows.mean * (1 - rows.mean) / sizes)
    limits = pd.DataFrame({"n": sizes, "lower": rows.mean - reach, "upper": np.minimum(rows.mean + reach, 1)})
    return Funnel(
        key="funnel",
        title="规模与覆盖率",
        unit="%",
        aid="曲线为 99.8% 控制限",
        frame=rows.frame.rename(columns={"denominator": "n"}),
        value_format="percent",
        mean=rows.mean,
        mean_name="全市",
        limits=limits,
        x_title="镇街数",
        y_title="覆盖率",
    )


def table(key: str = "table") -> Table:
    frame = district_frame()
    frame["months"] = [[float((n * 7 + m * 5) % 13) for m in range(12)] for n in range(len(frame))]
    frame["colour"] = [
        "red" if r else "yellow" if y else "green" for r, y in zip(frame["red"], frame["yellow"], strict=True)
    ]
    return Table(
        key=key,
        title="区县明细",
        aid="38 个区县，官方顺序",
        frame=frame,
        columns=(
            TableColumn("name", "区县"),
            TableColumn("colour", "状态", "colour"),
            TableColumn("value", "覆盖率", "percent"),
            TableColumn("numerator", "有阵地镇街", "integer"),
            TableColumn("denominator", "全部镇街", "integer"),
            TableColumn("red", "红色事项", "integer"),
            TableColumn("months", "近 12 月活动", "months"),
        ),
    )
