"""A rules file that builds on another one."""

import cProfile
from collections.abc import Callable
from pathlib import Path

import pytest

from zxdata.configuration import ASSETS
from zxdata.errors import BadSetting
from zxdata.rules.book import Rules, read_rules


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(files))}.toml"


def test_what_a_file_writes_stands_over_what_it_builds_on_and_the_rest_stays(tmp_path: Path) -> None:
    path = _write(
        tmp_path,
        own='extends = "common.toml"\n[proposals]\nlimit_months = 4\n[procedure]\nanswering = ["主办"]\n',
        common='version = "上"\n[proposals]\nlimit_months = 2\nyellow_workdays = 9\n[procedure]\nanswering = ["主办", "会办"]\n',
    )
    rules = read_rules(path)
    assert (rules.version, rules.proposals.limit_months, rules.proposals.yellow_workdays) == ("上", 4, 9)
    assert rules.procedure.answering == ("主办",)
    (tmp_path / "common.toml").write_text('version = "下"\n', encoding="utf-8")
    assert read_rules(path).version == "下"


def test_a_limit_counted_in_another_way_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    shipped = read_rules(ASSETS / "rules" / "default.toml")
    assert shipped.supervision.yellow_workdays and shipped.supervision.yellow_days is None
    rules = read_rules(_write(tmp_path, own='extends = "default"\n[supervision]\nyellow_days = 10\n'))
    assert (shipped.supervision.yellow_words, rules.supervision.yellow_words) == ("7 个工作日及以内", "10 日及以内")
    assert rules.proposals == shipped.proposals


def test_a_file_beside_goes_before_a_shipped_one_of_the_same_name(tmp_path: Path) -> None:
    own = _write(tmp_path, own='extends = "default.toml"\n', default='version = "本会"\n')
    assert read_rules(own).version == "本会"


def test_files_that_build_on_each_other_are_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, one='extends = "two.toml"\n', two='extends = "one.toml"\n')
    with pytest.raises(BadSetting, match=r"互相 extends，没有尽头：one.toml → two.toml → one.toml"):
        read_rules(path)


def test_a_file_that_builds_on_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"extends 的值“none.toml”不能用：同一文件夹里和随附的都没有这个规则文件"):
        read_rules(_write(tmp_path, own='extends = "none.toml"\n'))


def test_files_that_stay_the_same_are_read_as_toml_once(tmp_path: Path) -> None:
    (tmp_path / "lower.toml").write_text("[opening]\nperiod = '近12个月'\n", encoding="utf-8")
    upper = tmp_path / "once.toml"
    upper.write_text("extends = 'lower.toml'\n", encoding="utf-8")
    first = read_rules(upper)
    assert parses(lambda: read_rules(upper)) == 0 and read_rules(upper) is first
    upper.write_text("extends = 'lower.toml'\n[opening]\nbasis = 'cohort'\n", encoding="utf-8")
    assert parses(lambda: read_rules(upper)) > 0 and read_rules(upper).opening.basis == "cohort"


def parses(work: Callable[[], object]) -> int:
    """How many texts were read as TOML meanwhile."""
    watched = cProfile.Profile()
    watched.runcall(work)
    watched.create_stats()
    return sum(calls[0] for (_, _, name), calls in watched.stats.items() if name == "loads")  # type: ignore[attr-defined]


def test_rules_with_another_part_are_other_rules_and_say_so() -> None:
    own = Rules()
    before = own.fingerprint
    other = own.model_copy(update={"proposals": own.proposals.model_copy(update={"limit_months": 5})})
    assert (other.fingerprint != before, own.fingerprint == before) == (True, True)
    assert other.model_copy(update={"proposals": own.proposals}).fingerprint == before
