"""A rules file is refused with a sentence for each of its faults, and a good one says what it says."""

from datetime import date
from pathlib import Path

import pytest

from zxdata.configuration import load_settings
from zxdata.errors import BadSetting
from zxdata.metrics.composite import check_rules
from zxdata.rules.book import read_rules

TEN_FAULTS = """
verison = "2026"
[supervision]
limit_months = 0
yellow_workdays = 7
yellow_days = 10
recovery_workdays = "三"
[[supervision.idle]]
after = "交办了"
red_days = 30
[[supervision.pauses]]
since = 2025-02-10
until = 2025-01-20
[suggestions]
sign_days = 7.5
[colours.green]
light = "绿色"
[colours.yellow]
word = "红"
symbol = "■"
[targets]
"supervision.closed_rate" = 1.2
"""


def _read(folder: Path, text: str):  # type: ignore[no-untyped-def]
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return read_rules(file)


def _sentences(folder: Path, text: str) -> list[str]:
    with pytest.raises(BadSetting) as told:
        _read(folder, text)
    return str(told.value).splitlines()


def test_ten_faults_are_ten_sentences(tmp_path: Path) -> None:
    told = _sentences(tmp_path, TEN_FAULTS)
    assert len(told) == 10
    expected = {
        "verison": "您要找的是不是 version",
        "supervision.limit_months": "“0”不能用：不能小于 1",
        "supervision：yellow_workdays、yellow_days": "只能写一个",
        "supervision.recovery_workdays": "“三”不能用：应为整数",
        "supervision.idle.0.after": "没有名为“交办了”的节点",
        "supervision.pauses.0": "until（2025-01-20）早于 since（2025-02-10）",
        "suggestions.sign_days": "“7.5”不能用：应为整数",
        "colours.green.light": "应为 #RRGGBB",
        "colours.yellow：": "与 red 同为“■红”",
        "targets.supervision.closed_rate.least": "不能大于 1",
    }
    for where, why in expected.items():
        fitting = [s for s in told if where in s and why in s]
        assert len(fitting) == 1, (where, told)
    assert all(s.startswith("规则文件 rules.toml 的 ") for s in told)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[[supervision.idle]]\nyellow_days = 9\nred_days = 9", "red_days（9）应大于 yellow_days（9）"),
        ("[[supervision.idle]]\nafter = '交办'", "没有写几日"),
        ("[[supervision.idle]]\nred_days = 3\nred_workdays = 3", "red_days、red_workdays 只能写一个"),
        ("[[supervision.pauses]]\nsince = 2025-01-01", "应成对写"),
        ("[[supervision.pauses]]\nfrom_stage = '反馈'\nto_stage = '评定'", "没有名为“评定”的节点"),
        ("[supervision]\nlimit_days = 9\nlimit_workdays = 9", "limit_days、limit_workdays 只能写一个"),
        ("[suggestions]\nrecovery_workdays = 2", "意见建议没有节点记录"),
        ("[[supervision.loops]]\nname = '环'\nsteps = { '一' = ['交班'] }", "没有名为“交班”的节点"),
        ("[indices.a]\nname = '甲'\nparts = [{ metric = 'a.b', weight = 1, zero = 1, full = 1 }]", "zero 与 full 相同"),
        ("[indices.a]\nname = '甲'", "缺少 indices.a.parts，这一项必须写"),
        ("[indices.a]\nname = '甲'\nparts = [{ metric = '办结率', weight = 1 }]", "应为指标的代码"),
        ("version = ", "不是有效的 TOML"),
    ],
)
def test_each_fault_says_where_and_why(tmp_path: Path, text: str, why: str) -> None:
    told = _sentences(tmp_path, text)
    assert len(told) == 1 and why in told[0]


def test_names_that_are_no_metric_are_refused_where_metrics_are_known(tmp_path: Path) -> None:
    rules = _read(
        tmp_path,
        "[targets]\n'supervision.closed_rat' = 0.9\n'supervision.red' = 0.1\n"
        "[indices.a]\nname = '甲'\nparts = [{ metric = 'supervision.matter', weight = 1 }]",
    )
    with pytest.raises(BadSetting) as told:
        check_rules(rules)
    sentences = str(told.value).splitlines()
    assert len(sentences) == 3
    assert (
        "supervision.closed_rate" in sentences[0]
        and "不是比率" in sentences[1]
        and "supervision.matters" in sentences[2]
    )


def test_the_shipped_rules_are_the_defaults_and_name_real_metrics(tmp_path: Path) -> None:
    shipped, bare = read_rules(load_settings().rules), _read(tmp_path, "")
    check_rules(shipped)
    assert shipped.supervision == bare.supervision and shipped.suggestions == bare.suggestions
    clock = bare.supervision
    assert (clock.limit_months, clock.yellow_workdays, clock.idle, clock.pauses, clock.recovery_workdays) == (
        3,
        7,
        (),
        (),
        0,
    )
    assert shipped.targets["supervision.adoption_rate"].least == 0.7


def test_a_body_may_call_its_colours_blue_yellow_red(tmp_path: Path) -> None:
    blue = _read(tmp_path, "[colours.green]\nword = '蓝'\nmeaning = '达标'\nlight = '#1E6FD9'").colours
    assert (blue.green.symbol, blue.green.word, blue.green.light) == ("●", "蓝", "#1E6FD9")
    assert blue.red == read_rules(load_settings().rules).colours.red
    assert (blue.adjective("green"), blue.adjective("red")) == ("蓝色", "红色")
    assert _read(tmp_path, "[colours.red]\nword = '超期'").colours.adjective("red") == "超期"


def test_a_pause_may_have_dates_or_stages(tmp_path: Path) -> None:
    rules = _read(
        tmp_path,
        "[[supervision.pauses]]\nsince = 2026-01-20\nuntil = 2026-02-10\nnote = '两会'\n"
        "[[supervision.pauses]]\nfrom_stage = '反馈'\nto_stage = '评估'",
    ).supervision
    assert rules.pauses[0].since == date(2026, 1, 20)
    assert [p.words for p in rules.pauses] == ["2026-01-20至2026-02-10不计时（两会）", "反馈至评估不计时"]
