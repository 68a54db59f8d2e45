"""backup and restore as they are typed."""

from pathlib import Path

import pytest

from tests.cli.test_commands import PROPOSALS, Tell, file, rows, tell  # noqa: F401


def test_a_backup_is_said_and_comes_back_by_force_only(tell: Tell, tmp_path: Path) -> None:  # noqa: F811
    tell("import", file(tmp_path, "提案.csv", PROPOSALS))
    kept = tmp_path / "备份.zip"
    done = tell("backup", kept)
    assert done.code == 0 and "，已核对。" in done.out and " 5 行" in done.out  # two proposals, one import of two rows
    refused = tell("restore", kept)
    assert refused.code == 2 and "提案 2 行" in refused.err and "--force" in refused.err
    tell("withdraw", "1")
    assert rows(tmp_path, "proposals") == 0
    back = tell("restore", kept, "--force")
    assert back.code == 0 and " 5 行" in back.out
    assert rows(tmp_path, "proposals") == 2


@pytest.mark.parametrize("name", ["没有.zip", "提案.csv"])
def test_what_is_no_backup_is_refused_with_a_sentence(name: str, tell: Tell, tmp_path: Path) -> None:  # noqa: F811
    file(tmp_path, "提案.csv", PROPOSALS)
    said = tell("restore", tmp_path / name)
    assert said.code == 2 and name in said.err and "Traceback" not in said.err
