"""Text on the screen: escaped, in Chinese, never a number that is not there."""

from hypothesis import given
from hypothesis import strategies as st

from ui import words
from ui.markup import fill
from zxdata.figures.media.names import short, subject


def test_missing_is_a_dash_and_a_minus_is_a_minus() -> None:
    assert words.number(None, "percent") == words.number(float("nan"), "integer") == "—"
    assert words.number(-148, "integer") == "−148" and words.signed(2, "integer") == "+2"
    assert words.number(0.8901, "percent") == "89.0%" and words.base(918, 1031) == "918 / 1,031"


def test_periods_are_written_in_chinese() -> None:
    written = [words.period(p) for p in ("2025-09", "2025-01", "2025-Q3", "2025-09-01", "2025", "12-4", "未填")]
    assert written == ["9月", "2025年1月", "三季度", "9月1日", "2025年", "12-4", "未填"]


def test_ten_thousand_and_more_are_counted_in_wan_on_an_axis() -> None:
    assert [words.tick(v, "integer") for v in (9_500, 12_500, 20_000)] == ["9,500", "1.25 万", "2 万"]


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    shown = fill('<p title="$a">$b</p>', a=text, b=text)
    assert shown.count("<") == 2 and shown.count('"') == 2


def test_autonomous_counties_go_by_their_short_names() -> None:
    assert short("秀山土家族苗族自治县") == "秀山县" and short("景宁畲族自治县") == "景宁县"
    assert short("九龙坡区") == "九龙坡区" and short("市住房和城乡建设委员会", 6) == "市住房和城…"


def test_a_proposal_is_named_by_its_subject() -> None:
    assert subject("关于推进老旧小区加装电梯的建议", 14) == "推进老旧小区加装电梯"
    assert subject("治理高空抛物", 14) == "治理高空抛物"
