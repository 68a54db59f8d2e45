"""A test that passes only the second time is named at the end of a run, with the reason why it did not the first time."""

import subprocess
import sys
from pathlib import Path

from zxdata.configuration import ROOT

UNSTEADY = """
import pytest
tries = []

@pytest.mark.flaky(reruns=1)
def test_that_passes_the_second_time():
    tries.append(1)
    assert len(tries) == 2, "the first click was lost"

def test_that_passes():
    pass
"""


def test_the_summary_of_a_run_says_why_a_test_was_run_again(tmp_path: Path) -> None:
    (tmp_path / "test_unsteady.py").write_text(UNSTEADY, "utf-8")
    report, log = tmp_path / "report.xml", tmp_path / "log"
    asked = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-n",
        "1",
        "--rootdir",
        str(tmp_path),
        "-c",
        "/dev/null",
    ]
    ran = subprocess.run(
        [*asked, f"--junitxml={report}", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    log.write_text(ran.stdout, "utf-8")
    said = subprocess.run(
        [sys.executable, ".ci/summary.py", str(report), str(log)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert said[0] == "重跑一次才有结果的测试（不稳，要查）（1）：" and len(said) == 2
    assert "test_that_passes_the_second_time" in said[1] and "the first click was lost" in said[1]
