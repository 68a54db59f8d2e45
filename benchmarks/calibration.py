"""``python -m benchmarks.calibration [--rows N]``: how well the foretold lateness of proposals came true.

Earlier days foretell with what was known then; the reliability table sets what was foretold beside what came, and the
Brier score is set beside that of always foretelling the average.
"""

import json
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Filters, Scope
from zxdata.metrics.proposals.forecast import Proof, history, proof


@dataclass(frozen=True)
class Calibration:
    """The proof on one ledger. reliability: rows of least, most, n, foretold, came; shares from 0 to 1."""

    cases: int
    brier: float | None
    base_brier: float | None
    error: float | None
    shown: bool
    reliability: list[dict[str, float]]


def calibration(workload: Workload) -> Calibration:
    rules = workload.rules.procedure.forecast
    with workload.store.reading(Scope.whole(), seconds=120) as reading:
        found: Proof = proof(history(reading, Filters(TODAY), workload.rules), TODAY, rules)
    return Calibration(
        found.n, found.brier, found.base_brier, found.error, found.holds(rules), [each._asdict() for each in found.bins]
    )


def main(
    rows: Annotated[int, typer.Option("--rows", min=1, help="proposal_events 的行数")] = 30_000,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    found = calibration(Workload(rows))
    print(json.dumps(asdict(found), ensure_ascii=False, indent=2) if as_json else _table(found))


def _table(found: Calibration) -> str:
    if found.brier is None or found.base_brier is None or found.error is None:
        return "历史太短，还不能检验。"
    lines = [f"{'当时预估':<10}{'件数':>8}{'平均预估':>10}{'实际逾期':>10}"]
    for row in found.reliability:
        lines.append(
            f"{row['least']:.0%}–{row['most']:.0%}".ljust(13)
            + f"{row['n']:>9,.0f}{row['foretold']:>13.1%}{row['came']:>14.1%}"
        )
    verdict = "显示" if found.shown else "不显示"
    lines.append(
        f"{found.cases:,} 件：Brier {found.brier:.4f}，照平均猜 {found.base_brier:.4f}，校准误差 {found.error:.1%}；{verdict}概率。"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    typer.run(main)
