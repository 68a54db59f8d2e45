"""Documents go by what a figure's record says of itself, not by words that its texts happen to hold."""

from dataclasses import replace
from datetime import date

import pandas as pd

from tests.sample_figures import bars, gantt
from ui.show.legend import legend
from zxdata.export.meaning import meanings, metrics_of
from zxdata.figures import Bars, Gantt, Indicator, phases, sentences_of
from zxdata.figures.gantt.days import LIMIT, spans
from zxdata.figures.gantt.screen import phase_colours
from zxdata.figures.media.canvas import Look
from zxdata.figures.palette import themes, tokens
from zxdata.metrics import METRICS
from zxdata.rules.palette import SHIPPED_PALETTE

ONE = pd.DataFrame([("甲", 3.0, ""), ("乙", 1.0, "")], columns=["name", "value", "base"])


def test_a_number_is_told_in_the_unit_of_the_record_whatever_the_aid_says() -> None:
    figure = Bars(key="b", title="", unit="段", aid="件，右为条", value_format="integer", frame=ONE)

    assert sentences_of(figure) == ("甲 3 段、乙 1 段。",)
    assert sentences_of(replace(figure, unit="")) == ("甲 3、乙 1。",)


def test_a_bar_with_a_unit_of_its_own_is_told_in_it() -> None:
    frame = ONE.assign(unit=["场", "条"], base=["场", "1 / 3 场，33.3%"])
    figure = Bars(key="b", title="", unit="件", value_format="integer", frame=frame)

    assert sentences_of(figure) == ("甲 3 场，乙 1 条（1 / 3 场，33.3%）。",)


def test_unit_period_and_aid_stand_in_one_line() -> None:
    figure = Bars(key="b", title="", unit="件", per="月", aid="前 2 个", value_format="integer", frame=ONE)

    assert figure.unit_line == "件／月，前 2 个"
    assert replace(figure, per="", aid="").unit_line == "件"
    assert replace(figure, unit="", per="").unit_line == "前 2 个"


def _lane() -> Gantt:
    held = [("1", "超前准备", date(2025, 9, 1), date(2025, 9, 5)), ("1", "拖延", date(2025, 9, 11), date(2025, 9, 20))]
    frame = pd.DataFrame([("1", "甲", date(2025, 9, 10), "red", "")], columns=["no", "name", "due", "colour", "state"])
    return replace(
        gantt(),
        frame=frame,
        bars=pd.DataFrame(held, columns=["no", "phase", "since", "until"]),
        phases=phases("超前准备", "拖延", over="拖延"),
    )


def test_what_runs_over_is_red_by_its_record_whatever_it_is_called() -> None:
    drawn = dict(spans(_lane()).legend)

    assert drawn["拖延"] == tokens(SHIPPED_PALETTE).red
    assert drawn["超前准备"] != tokens(SHIPPED_PALETTE).red
    assert [name for name, _ in spans(_lane()).legend] == ["超前准备", LIMIT, "拖延"]


def test_the_screen_hatches_what_runs_over() -> None:
    look = Look(themes(SHIPPED_PALETTE)["light"])

    assert phase_colours(_lane(), look) == [look.tokens.hair, look.tokens.red]
    assert '<i class="hatch"></i>拖延' in str(legend(_lane(), look))
    assert '<i class="hatch"></i>超前准备' not in str(legend(_lane(), look))


def test_a_figure_that_names_no_number_has_the_meaning_of_the_cards() -> None:
    card = Indicator("proposals.open", "在办", "3", "件")
    figure = replace(bars("b", title="二次办理与跨区域协商"), metric="")

    assert [m.key for m in metrics_of(figure, (card,))] == ["proposals.open"]
    assert [m.key for m in metrics_of(replace(figure, metric="proposals.overdue"), (card,))] == ["proposals.overdue"]


def test_meanings_of_one_name_say_of_which_subject_they_are() -> None:
    keys = ("supervision.open", "programmes.open", "voices.collected")
    told = [meaning.partition("（")[0] for meaning in meanings((METRICS[key] for key in keys), "period")]

    assert told == ["监督预警·在办事项", "清单行动·在办事项", "收集民情"]
