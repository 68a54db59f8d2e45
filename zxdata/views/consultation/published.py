"""通报: the published figures on consultation beside the ledger's, never merged."""

from dataclasses import replace

from zxdata.figures import View
from zxdata.metrics import METRICS
from zxdata.reported import AGREES, DIFFERS, OTHER_DAYS
from zxdata.views.asking import Asking
from zxdata.views.data.reported import compared as published
from zxdata.views.data.reported import table as tabled
from zxdata.views.frame import framed

ABOUT = "协商|议政|议事|建议|采纳|圆桌"


def view(asking: Asking) -> View:
    """What is compared with a metric of consultation first; then what speaks of it without a counterpart."""
    own = {m.name for m in METRICS.values() if m.key.startswith("consultation.")}
    whole = published(asking, "consultation")
    compared = whole["metric_name"].isin(own)
    spoken = (whole["metric_name"] == "") & whole["indicator"].str.contains(ABOUT)
    chosen = whole[compared | spoken].assign(first=compared).sort_values("first", ascending=False, kind="stable")
    counted = {verdict: int((chosen["verdict"] == verdict).sum()) for verdict in (AGREES, DIFFERS, OTHER_DAYS)}
    table = replace(
        tabled(chosen),
        title="协商的通报数与台账数",
        aid=f"{len(chosen)} 项，{counted[AGREES]} 项一致，{counted[DIFFERS]} 项有差，{counted[OTHER_DAYS]} 项期间不同",
    )
    headline = f"协商的通报数 {len(chosen)} 项，可与台账比较的 {int(compared.sum())} 项，{counted[DIFFERS]} 项有差。"
    return framed(asking, "consultation.published", "协商活动·通报", headline, (), (table,), None)
