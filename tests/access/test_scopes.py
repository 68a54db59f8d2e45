"""What the scope of an account can be is every region of the day below the whole and above villages, by its full name."""

from pathlib import Path

from sqlalchemy import Engine

import zxdata as zx
from tests.ledger_rows import day, publish, put, region


def test_regions_are_named_down_from_the_whole_and_only_those_of_the_day(sqlite_ledger: Engine, tmp_path: Path) -> None:
    regions = [
        region("50", "某省", "省"),
        region("5001", "甲市", "市", "50"),
        region("500101", "子区", "区县", "5001"),
        region("500101001", "和平街道", "乡镇街道", "500101"),
        region("500101001001", "一村", "村社区", "500101001"),
        region("500102", "丑县", "区县", "5001", valid_to=day("2024-01-01"), successor_code="500101"),
    ]
    put(sqlite_ledger, regions=regions)
    store = publish(sqlite_ledger, tmp_path)
    named = {"5001": "甲市", "500101": "甲市子区", "500101001": "甲市子区和平街道"}
    assert zx.scopes(store, day("2025-09-30")) == named
    assert zx.scopes(store, day("2023-09-30")) == named | {"500102": "甲市丑县"}
