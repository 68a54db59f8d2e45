"""The strip of numbers over a wall: of one size, a smaller one where a number and its change would touch the next."""

import pytest

from ui.show.wall import _indicators
from zxdata.figures import Change, Indicator


@pytest.mark.parametrize(
    ("value", "change", "tight"),
    [
        ("86.5", "▼ 0.5 百分点", False),  # about 127 + 17 + 135 px
        ("76.2", "▼ 14.3 百分点", True),  # 13 px more, of the 308 that a sixth of the wall has
        ("1,654", "▲ 2.9%", False),
    ],
)
def test_six_numbers_are_smaller_where_one_has_no_room_before_the_next(value: str, change: str, tight: bool) -> None:
    rest = [Indicator("", "监督事项", "6", "件", "", Change("同比", "▼ 2 件"))] * 5
    one = Indicator("", "办复率", value, "%", "", Change("同比", change))
    assert ("tight" in str(_indicators([one, *rest], 1920))) == tight
