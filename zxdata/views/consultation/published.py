"""通报: the published figures on consultation beside the ledger's, never merged."""

from dataclasses import replace

from zxdata.figures import View
from zxdata.metrics import METRICS
from zxdata.reported import AGREES, DIFFERS
from zxdata.views.asking import Asking
from zxdata.views.data import published
from zxdata.views.frame import framed

ABOUT = "协商|议政|议事|建议|采纳|圆桌"


def view(asking: Asking) -> View:
    """What is compared with a metric of consultation first; then what speaks of it without a counterpart."""
    own = {m.name for m in METRICS.values() if m.key.startswith("consultation.")}
    whole = published(asking, "consultation")
    compared = whole.frame["metric_name"].isin(own)
    spoken = (whole.frame["metric_name"] == "") & whole.frame["indicator"].str.contains(ABOUT)
    chosen = whole.frame[compared | spoken].assign(first=compared).sort_values("first", ascending=False, kind="stable")
    counted = {verdict: int((chosen["verdict"] == verdict).sum()) for verdict in (AGREES, DIFFERS)}
    table = replace(
        whole,
        title="协商的通报数与台账数",
        frame=chosen.drop(columns="first").reset_index(drop=True),
        aid=f"{len(chosen)} 项，{counted[AGREES]} 项一致，{counted[DIFFERS]} 项有差",
    )
    headline = f"协商的通报数 {len(chosen)} 项，可与台账比较的 {int(compared.sum())} 项，{counted[DIFFERS]} 项有差。"
    return framed(asking, "consultation.published", "协商活动·通报", headline, (), (table,), None)
