"""What a finding asks for: nothing where something got better, however it was tested."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.ledger_rows import day, event, proposal, publish, put, region, settings_for, unit
from zxdata.figures import Findings
from zxdata.figures.findings.words import advice
from zxdata.filters import Filters, Scope
from zxdata.views import view

EACH = 60  # proposals a year: all in time or all late, no test calls that chance


@pytest.mark.parametrize(
    ("replies", "verdict", "advised"),
    [
        # Handed on 10 March, due three months later: replied in April, or in September.
        (("09-20", "04-20"), "向好", False),
        (("04-20", "09-20"), "变差", True),
    ],
)
def test_only_what_got_worse_is_to_be_looked_into(
    sqlite_ledger: Engine, tmp_path: Path, replies: tuple[str, str], verdict: str, advised: bool
) -> None:
    years = zip((2024, 2025), replies, strict=True)
    cases = [(f"{year}-{n}", year, reply) for year, reply in years for n in range(EACH)]
    put(
        sqlite_ledger,
        regions=[region("50", "某省", "省")],
        units=[unit("A", "甲局")],
        proposals=[proposal(no, f"{year}-03-01") for no, year, _ in cases],
        proposal_events=[
            one
            for no, year, reply in cases
            for one in (
                event(no, "交办", f"{year}-03-10", unit="A", role="主办"),
                event(no, "答复", f"{year}-{reply}", unit="A", role="主办"),
            )
        ],
    )
    store, settings = publish(sqlite_ledger, tmp_path), settings_for(sqlite_ledger, tmp_path)
    filters = Filters(day("2025-12-31"), since=day("2025-01-01"), until=day("2025-12-31"))
    figure = view(store, "diagnosis", filters, Scope.whole(), settings).figure("findings", Findings)
    (found,) = [row for row in figure.frame.itertuples() if row.rows == "proposals.on_time_rate"]
    assert f"，{verdict}；比较" in str(found.sentence) and str(found.sentence).endswith("不是偶然。")
    assert any("按期办复率" in step for step in advice(figure)) == advised
    steps = [step for step in advice(figure) if "按期办复率" in step]
    assert all(step.startswith("核实变差的原因：") and step.endswith("变差（第 1 条）。") for step in steps)
