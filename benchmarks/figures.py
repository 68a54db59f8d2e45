"""What is measured, by name. Each returns figures; compared sides have given equal answers before they are timed."""

import os
from collections.abc import Callable

from benchmarks.briefings import briefing
from benchmarks.by_c import InC
from benchmarks.by_pandas import InPandas
from benchmarks.by_sqlite import InSqlite
from benchmarks.changing import changes
from benchmarks.cluster import cluster
from benchmarks.cold import cold
from benchmarks.consulting import consultation
from benchmarks.first_load import first_load
from benchmarks.importing import importing, previewing
from benchmarks.landing import Cockpit
from benchmarks.messages import messages
from benchmarks.people import members, voices
from benchmarks.redraw import redraw
from benchmarks.serving import environment
from benchmarks.sessions import sessions
from benchmarks.signing_in import signing_in
from benchmarks.timing import Figure, figure, timed
from benchmarks.users import users
from benchmarks.workloads import TODAY, Workload
from zxdata.filters import Filters, Scope


def view(workload: Workload) -> list[Figure]:
    """The unfiltered landing view's data, against pandas and against SQL push-down on the SQLite ledger."""
    ours = Cockpit(workload, TODAY)
    in_pandas = InPandas(workload.engine, TODAY, workload.rules)
    in_sqlite = InSqlite(workload.folder / "ledger.db", in_pandas)
    answers = ours()
    runs = 3 if workload.rows > 300_000 else 5
    found = []
    for name, comparison in (("pandas", in_pandas), ("sqlite", in_sqlite)):
        if comparison() != answers:
            raise SystemExit(f"对照 {name} 的答案与驾驶舱不同，比不得快慢。")
        theirs = timed(comparison, runs, warm=0)
        found.append(figure("view", workload.counted, timed(ours, 20, warm=3), name, theirs))
    return found


def kernel(workload: Workload) -> list[Figure]:
    """The same nine questions against one pass of a C program over codes in memory: how far the machine would let us go."""
    ours, in_c = Cockpit(workload, TODAY), InC(InPandas(workload.engine, TODAY, workload.rules))
    if in_c() != ours():
        raise SystemExit("对照 C 的答案与驾驶舱不同，比不得快慢。")
    return [figure("kernel", workload.counted, timed(in_c.ask, 20, warm=3), "view", timed(ours, 20, warm=3))]


def view_repeated(workload: Workload) -> list[Figure]:
    """The same view asked again by anyone: from the answer cache, against computing it."""
    from zxdata.store.answers import Answers

    ours, kept = Cockpit(workload, TODAY), Answers()

    def again() -> object:
        return kept.get(workload.store.version, ("landing", Filters(TODAY), Scope.whole()), ours)

    again()
    return [figure("view_repeated", workload.counted, timed(again, 200), "view", timed(ours, 10))]


def refresh(workload: Workload) -> list[Figure]:
    """Ledger → snapshot, whole, start-up apart."""
    from zxdata.snapshot.build import refresh as bring_up

    work = lambda: bring_up(workload.engine, workload.settings, full=True)  # noqa: E731
    return [figure("refresh", workload.counted, timed(work, 3))]


def rerun(workload: Workload) -> list[Figure]:
    """Server time of one rerun of each subject page, its answers cached: what every click costs."""
    os.environ |= environment(workload)
    from streamlit.testing.v1 import AppTest

    from zxdata.configuration import ROOT, settings

    settings.cache_clear()
    page = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=120)
    page.run()
    if page.exception:
        raise SystemExit(f"页面出错：{page.exception[0].message}")
    return [figure("rerun", workload.counted, timed(page.run, 10, warm=2))]


FIGURES: dict[str, Callable[[Workload], list[Figure]]] = {
    "view": view,
    "kernel": kernel,
    "view_repeated": view_repeated,
    "cold": cold,
    "refresh": refresh,
    "refresh_changes": changes,
    "rerun": rerun,
    "briefing": briefing,
    "import": importing,
    "preview": previewing,
    "consultation": consultation,
    "voices": voices,
    "members": members,
    "users": users,
    "first_load": first_load,
    "redraw": redraw,
    "messages": messages,
    "sessions": sessions,
    "signing_in": signing_in,
    "cluster": cluster,
}
