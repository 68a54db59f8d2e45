"""The colours of both themes against WCAG 2, computed here from its formula."""

import pytest

from ui.theme import faint
from zxdata.figures.palette import Tokens, derived_colours, themes
from zxdata.rules.palette import SHIPPED_PALETTE, Palette

TEXT, GRAPHIC = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", themes(SHIPPED_PALETTE).values(), ids=lambda t: t.name)
def test_text_can_be_read_on_page_and_surface(theme: Tokens) -> None:
    words = ("t1", "t2", "t3", "accent", "red_word", "yellow_word", "green_word", "done", "unknown")
    weak = {
        (w, on): round(contrast(getattr(theme, w), getattr(theme, on)), 2) for w in words for on in ("bg", "surface")
    }
    assert {pair: ratio for pair, ratio in weak.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("theme", themes(SHIPPED_PALETTE).values(), ids=lambda t: t.name)
def test_marks_and_series_stand_out_from_the_page(theme: Tokens) -> None:
    marks = {c: getattr(theme, c) for c in ("red", "yellow", "green", "done", "unknown", "accent", "t3")}
    marks |= {f"category {n}": c for n, c in enumerate(theme.categories)}
    assert {name: round(contrast(c, theme.bg), 2) for name, c in marks.items() if contrast(c, theme.bg) < GRAPHIC} == {}


@pytest.mark.parametrize("theme", themes(SHIPPED_PALETTE).values(), ids=lambda t: t.name)
def test_digits_can_be_read_on_their_marks(theme: Tokens) -> None:
    assert contrast(theme.on_red, theme.red) >= TEXT and contrast(theme.on_yellow, theme.yellow) >= TEXT


def test_a_colour_of_the_rule_file_that_cannot_be_read_is_named() -> None:
    states = Palette.model_validate({"red": {"light": "#FF8888", "dark": "#FF8888"}, "done": {"light": "#333333"}})
    (told,) = faint(states)
    assert told == (
        f"规则文件里 colours.red 的 light = #FF8888 在浅色页面上看不清：对比度 "
        f"{contrast('#FF8888', '#FAFAF7'):.1f}，文字要 4.5。请换深一些的颜色。"
    )
    assert faint(Palette.model_validate({})) == ()


@pytest.mark.parametrize("shade", ["#7A0000", "#FFD0D0", "#B3261E"])
def test_digits_can_be_read_on_a_mark_of_any_given_colour(shade: str) -> None:
    taken = derived_colours("light", Palette.model_validate({"red": {"light": shade}}))
    assert taken["red"] == taken["red_word"] == shade and contrast(taken["on_red"], shade) >= TEXT
