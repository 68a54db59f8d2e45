"""What a run of the tests came to, from its report (JUnit XML) and its log; exit code 1 where one was left out."""

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(report: Path, log: Path) -> int:
    if not report.stat().st_size:
        print("测试没有跑完，没有报告；原因见上面的输出。")
        return 1
    cases = list(ElementTree.parse(report).iter("testcase"))
    failed = [(case, fault) for case in cases for fault in (*case.iter("failure"), *case.iter("error"))]
    skipped = [
        (case, skip)
        for case in cases
        for skip in case.iter("skipped")
        if "ZX_REAL_DATA" not in skip.get("message", "") and skip.get("type") != "pytest.xfail"
    ]
    lines = log.read_text("utf-8").splitlines()
    again = sorted(line.removeprefix("RERAN ") for line in lines if line.startswith("RERAN "))
    for title, found in (
        ("没有通过的测试", [_named(*pair) for pair in failed]),
        ("被跳过的测试", [_named(*pair) for pair in skipped]),
        ("重跑一次才有结果的测试（不稳，要查）", again),
    ):
        if found:
            print("\n  ".join([f"{title}（{len(found)}）：", *found]))
    return int(bool(failed or skipped))


def _named(case: ElementTree.Element, said: ElementTree.Element) -> str:
    first = (said.get("message") or "").strip().splitlines()[:1]
    return f"{case.get('classname')}.{case.get('name')}：{''.join(first)[:200]}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
