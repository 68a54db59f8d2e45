"""Offices' own sheets on the command line, from an empty ledger to the right numbers."""

from pathlib import Path
from typing import Any

import pytest

from tests.commands import command, configured

DATA = Path(__file__).parent.parent / "intake" / "data"
PROPOSALS, SUPERVISIONS = DATA / "提案台账.xlsx", DATA / "监督台账.xlsx"
PROPOSAL_ANSWERS = (
    "year=标题",
    "提案.submitted_on=立案时间",
    "评价.occurred_at=办复时间",
    "leads=首个主办",
    "units=新增",
)
SUPERVISION_ANSWERS = ("year=标题", "监督事项.opened_on=交办日期", "month=月初", "units=新增")


def _options(answers: tuple[str, ...]) -> list[str]:
    return [word for answer in answers for word in ("--answer", answer)]


def test_two_own_sheets_come_in_from_an_empty_ledger_to_the_right_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: Any) -> Any:
        return command(capsys, *(str(word) for word in words))

    proposals, supervisions = tmp_path / "提案.toml", tmp_path / "监督.toml"
    with configured(tmp_path):
        assert run("init", "--divisions").code == 0
        unsure = run("mapping", "propose", PROPOSALS)
        assert unsure.code == 1 and 'year = ""' in unsure.out
        assert [line.partition("：")[0] for line in unsure.err.splitlines()] == [
            "提案.submitted_on",
            "评价.occurred_at",
            "year",
            "leads",
            "units",
        ]
        assert run("mapping", "propose", PROPOSALS, "--out", proposals, *_options(PROPOSAL_ANSWERS)).code == 0
        assert run("mapping", "save", proposals, "--name", "提案台账").out == "对照“提案台账”已保存。\n"
        assert run("mapping", "propose", SUPERVISIONS, "--out", supervisions, *_options(SUPERVISION_ANSWERS)).code == 0
        came = run("import", PROPOSALS)
        assert (came.code, came.out) == (
            0,
            "“提案台账.xlsx”导入到提案：读到 6 行，新增 6 行，更新 0 行，未变 0 行，退回 0 行。\n",
        )
        assert "合计 1 行（第 10 行）、说明 1 行（第 11 行）" in came.err
        came = run("import", SUPERVISIONS, "--mapping", supervisions)
        assert (came.code, came.out) == (
            0,
            "“监督台账.xlsx”导入到监督事项：读到 4 行，新增 4 行，更新 0 行，未变 0 行，退回 0 行。\n",
        )
        assert run("refresh").code == 0
        asked = ("submitted", "filed", "merged", "assigned", "replied", "overdue", "open", "on_time_rate", "rated")
        keys = [f"proposals.{name}" for name in (*asked, "satisfaction_rate", "review_days_median")]
        (row,) = run("query", *keys, "--format", "json").json["rows"]
        assert {key.removeprefix("proposals."): value for key, value in row.items()} == {
            "submitted": 6,
            "filed": 6,
            "merged": 1,
            "assigned": 5,
            "replied": 3,
            "overdue": 2,
            "open": 2,
            "on_time_rate": 0.4,
            "on_time_rate.numerator": 2,
            "on_time_rate.denominator": 5,
            "on_time_rate.undecided": 0.0,
            "rated": 3,
            "satisfaction_rate": 2 / 3,
            "satisfaction_rate.numerator": 2,
            "satisfaction_rate.denominator": 3,
            "satisfaction_rate.undecided": 0.0,
            "review_days_median": None,
        }
        late = run("rows", "proposals.overdue", "--format", "json").json["rows"]
        assert {(each["no"], each["due_on"]) for each in late} == {
            ("六届三次第3号", "2025-06-10"),
            ("六届三次第5号", "2025-06-10"),
        }
        keys = ["supervision.matters", "supervision.done", "supervision.red"]
        (row,) = run("query", *keys, "--format", "json").json["rows"]
        assert row == {"supervision.matters": 4, "supervision.done": 2, "supervision.red": 2}
        red = run("rows", "supervision.red", "--format", "json").json["rows"]
        assert {(each["title"], each["due_on"]) for each in red} == {
            ("优化营商环境专项监督", "2025-07-31"),
            ("老旧小区加装电梯", "2025-08-31"),
        }


def test_mappings_are_listed_shown_used_by_name_and_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    toml = tmp_path / "m.toml"
    with configured(tmp_path):
        command(capsys, "init")
        assert command(capsys, "mapping", "list").err == "还没有保存过对照。\n"
        command(capsys, "mapping", "propose", str(DATA / "提案_2024.csv"), "--out", str(toml))
        command(capsys, "mapping", "save", str(toml), "--name", "历年提案")
        listed = command(capsys, "mapping", "list").out.splitlines()[1]
        assert listed.split()[:3] == ["历年提案", "提案", "提案号、标题、届次、提交日期"]
        shown = command(capsys, "mapping", "show", "历年提案").out
        assert 'name = "历年提案"' in shown and 'number = "{届次}第{提案号}号"' in shown
        for year in ("2024", "2025"):
            assert command(capsys, "import", str(DATA / f"提案_{year}.csv"), "--mapping", "历年提案").code == 0
        assert command(capsys, "mapping", "drop", "历年提案").out == "对照“历年提案”已删去。\n"
        gone = command(capsys, "import", str(DATA / "提案_2024.csv"), "--mapping", "历年提案")
        assert (gone.code, gone.err) == (2, "没有名为“历年提案”的对照。\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mapping", "propose", PROPOSALS, "--answer", "year"), "--answer 应写成 KEY=VALUE，例如 year=标题"),
        (
            ("mapping", "propose", PROPOSALS, "--answer", "yaer=2025"),
            "没有名为“yaer”的待答的问题。您要找的是不是 year？",
        ),
        (("mapping", "save", "没有.toml", "--name", "甲"), "没有文件“没有.toml”。"),
        (("import", PROPOSALS, "--mapping", "没有.toml"), "没有对照文件“没有.toml”。"),
        (("import", PROPOSALS, "--mapping", "甲", "--dataset", "proposals"), "--dataset 和 --mapping 只能写一个"),
    ],
)
def test_a_wrong_use_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[Any, ...], said: str
) -> None:
    with configured(tmp_path):
        command(capsys, "init")
        answered = command(capsys, *(str(word) for word in words))
        assert answered.code == 2 and answered.err.startswith(said)
