"""Handling times of 400 real questions equal lifelines on the file as it was published."""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from lifelines import KaplanMeierFitter
from sqlalchemy import Engine

from tests.intake.test_real_questions import ADDRESSEES, FILE, mapped
from tests.intake_files import bring
from tests.ledger_rows import default_rules, publish
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.listing import listing

AS_OF = date(2025, 9, 30)


def local(stamps: pd.Series) -> pd.Series:
    """Days in Shanghai; the stamps are midnights of Brussels written in UTC."""
    return pd.to_datetime(stamps, utc=True).dt.tz_convert("Asia/Shanghai").dt.date


@pytest.mark.parametrize("by", ["", "unit", "role"])
def test_real_questions_take_as_long_as_lifelines_says(sqlite_ledger: Engine, tmp_path: Path, by: str) -> None:
    folder = os.environ.get("ZX_REAL_DATA")
    if not folder:
        pytest.skip("未设置 ZX_REAL_DATA：跳过真实质询数据")
    raw = pd.read_csv(Path(folder) / FILE, dtype=str, keep_default_na=False)
    for file in mapped(raw.to_dict("records"), tmp_path):
        bring(sqlite_ledger, file)
    asked, answered = local(raw["submitted_utc"]), local(raw["first_answered_utc"].replace("", None))
    done = raw["first_answered_utc"] != ""
    days = [((b if ended else AS_OF) - a).days for a, b, ended in zip(asked, answered, done, strict=True)]
    table = pd.DataFrame({"unit": raw["addressee"].map(ADDRESSEES), "role": "主办", "days": days, "ended": done})
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        rules, filters = default_rules(), Filters(AS_OF)
        if by == "role":
            held = answer(reading, (metric("proposals.duties"),), ("role",), filters, rules).frame
            assert held.to_dict("records") == [{"role": "主办", "proposals.duties": 400}]
            rows = listing(reading, metric("proposals.duties_replied"), filters, rules).frame
            assert len(rows) == 395
            return
        keys = [f"proposals.handling_days_{q}" for q in ("median", "p90")]
        found = answer(reading, [metric(k) for k in keys], (by,) if by else (), filters, rules).frame
    for row in found.to_dict("records"):
        group = table[table["unit"] == row["unit"]] if by else table
        shares = KaplanMeierFitter().fit(group["days"], group["ended"]).survival_function_.iloc[:, 0]
        for key, q in zip(keys, (0.5, 0.9), strict=True):
            reached = shares.index[shares <= 1 - q + 1e-9]
            assert row[key] == (reached[0] if len(reached) else None)
