"""``python -m benchmarks [NAME…] [--rows N] [--readers N] [--json]``: medians and ratios measured in one run."""

import json
import sys
from contextlib import closing
from typing import Annotated

import typer

from benchmarks.by_c import NoCompiler
from benchmarks.cluster import NoCluster
from benchmarks.figures import FIGURES
from benchmarks.serving import NoBrowser
from benchmarks.timing import Figure
from benchmarks.workloads import Workload
from zxdata.errors import CockpitError, Unknown


def main(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]…", help="、".join(FIGURES))] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, help="proposal_events 的行数")] = 1_000_000,
    readers: Annotated[int, typer.Option("--readers", min=1, help="sessions 同时打开的会话数")] = 200,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    try:
        for name in names or ():
            if name not in FIGURES:
                raise Unknown("测速项", name, FIGURES)
        with closing(Workload(rows, readers)) as workload:
            found = [figure for name in names or FIGURES for figure in _measured(name, workload, insist=bool(names))]
    except CockpitError as fault:
        print(fault.sentence, file=sys.stderr)
        raise typer.Exit(2) from fault
    print(json.dumps([f.as_json() for f in found], ensure_ascii=False, indent=2) if as_json else _table(found))


def _measured(name: str, workload: Workload, *, insist: bool) -> list[Figure]:
    """Where everything is to be measured, what lacks a browser, a cluster or a compiler is passed over and said."""
    try:
        return FIGURES[name](workload)
    except (NoBrowser, NoCluster, NoCompiler) as fault:
        if insist:
            raise
        print(f"{name}：{fault.sentence}", file=sys.stderr)
        return []


def _table(found: list[Figure]) -> str:
    lines = [f"{'名称':<18}{'行数':>12}{'中位 ms':>12}{'p95 ms':>12}  对照"]
    for f in found:
        against = f"  {f.vs} {f.vs_median_ms:,.0f} ms，{f.ratio:,.1f} 倍" if f.vs else ""
        counted = "".join(f"  {name} {value:,g}" for name, value in f.also.items())
        lines.append(f"{f.name:<20}{f.rows:>12,}{f.median_ms:>14,.3f}{f.p95_ms:>12,.3f}{against}{counted}")
    return "\n".join(lines)


if __name__ == "__main__":
    typer.run(main)
