"""Numbers are rounded as people round them: halves away from nought, of the decimal that is written."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from zxdata import words


def test_a_half_is_rounded_away_from_nought() -> None:
    assert [words.rounded(value, 1) for value in (3.25, 3.35, 2.05, -3.25)] == ["3.3", "3.4", "2.1", "-3.3"]
    assert [words.rounded(value) for value in (0.5, 1.5, 2.5, 1234.5)] == ["1", "2", "3", "1,235"]
    assert [words.percent(share) for share in (0.0325, 0.1285, 1 / 8, 2 / 3)] == ["3.3%", "12.9%", "12.5%", "66.7%"]
    assert words.number(3.25, "days") == words.number(3.25, "decimal") == "3.3"
    assert words.number(-0.125, "coefficient") == "−0.13"
    assert words.points(-0.0125) == "1.3 百分点"


def test_what_rounds_to_nought_has_no_sign() -> None:
    assert (words.number(-0.04, "decimal"), words.number(-0.0004, "percent"), words.rounded(-0.4)) == (
        "0.0",
        "0.0",
        "0",
    )


@given(st.integers(-10_000_000, 10_000_000), st.integers(0, 2))
def test_a_number_written_with_three_decimals_rounds_as_on_paper(thousandths: int, digits: int) -> None:
    written = Decimal(thousandths).scaleb(-3)
    expected = written.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Decimal(words.rounded(float(written), digits).replace(",", "")) == expected
