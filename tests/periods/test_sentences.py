"""What a sentence says of numbers that are known, and of others."""

import pytest

from zxdata import words
from zxdata.figures import Indicator


def test_a_sentence_leaves_out_what_nobody_knows() -> None:
    said = [words.clause("采纳率", rate, "percent") for rate in (0.345, None)]
    assert said == ["采纳率 34.5%", ""]
    assert words.joined("活动 3 场", said[0]) == "活动 3 场，采纳率 34.5%。"
    assert words.joined("活动 0 场", said[1], aside="不含跨区域的") == "活动 0 场；不含跨区域的。"
    assert words.joined(said[1], aside="不含跨区域的") == "不含跨区域的。"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("34.5", "%", "采纳率 34.5%（3 / 9 条）"),
        ("12", "天", "采纳率 12 天（3 / 9 条）"),
        ("8", "", "采纳率 8（3 / 9 条）"),
        ("—", "%", ""),
    ],
)
def test_a_number_is_said_with_its_unit_or_not_at_all(value: str, unit: str, said: str) -> None:
    assert Indicator("any", "名称", value, unit).clause("采纳率", "（3 / 9 条）") == said
