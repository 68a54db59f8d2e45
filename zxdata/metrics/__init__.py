"""The registry of metrics: one subject a folder, one record a metric, readable from top to bottom."""

from collections import Counter
from collections.abc import Iterable
from fnmatch import fnmatchcase

from zxdata.errors import Unknown, WrongUse
from zxdata.metrics import (
    consultation,
    coverage,
    data,
    duty,
    outcomes,
    party,
    programmes,
    proposals,
    supervision,
    voices,
)
from zxdata.metrics.model import Metric

SUBJECTS = {
    "coverage": "阵地覆盖",
    "proposals": "提案办理",
    "supervision": "监督预警",
    "consultation": "协商活动",
    "voices": "民情",
    "outcomes": "履职成果",
    "programmes": "清单行动",
    "duty": "委员履职",
    "party": "党建",
    "data": "数据归集",
}
METRICS: dict[str, Metric] = {
    metric.key: metric
    for metric in (
        *coverage.METRICS,
        *proposals.METRICS,
        *supervision.METRICS,
        *consultation.METRICS,
        *voices.METRICS,
        *outcomes.METRICS,
        *programmes.METRICS,
        *duty.METRICS,
        *party.METRICS,
        *data.METRICS,
    )
}


def called(among: Iterable[Metric]) -> dict[str, str]:
    """Key → name of each; of those that share a name with their subject before it: 监督预警·在办事项."""
    among = tuple(among)
    times = Counter(one.name for one in among)
    return {one.key: f"{SUBJECTS[one.subject]}·{one.name}" if times[one.name] > 1 else one.name for one in among}


def metric(key: str) -> Metric:
    """The metric of that key; raises Unknown with close matches."""
    if key not in METRICS:
        raise Unknown("指标", key, METRICS)
    return METRICS[key]


def metrics(keys: tuple[str, ...], by: tuple[str, ...] = (), where: tuple[str, ...] = ()) -> tuple[Metric, ...]:
    """Metrics of those keys; ``coverage.*`` means all that can be broken down by ``by`` and filtered by ``where``."""
    found: dict[str, Metric] = {}
    for key in keys:
        if "*" in key:
            named = {k: m for k, m in METRICS.items() if fnmatchcase(k, key)}
            fitting = {k: m for k, m in named.items() if set(by) <= set(m.dims) and set(where) <= set(m.filters)}
            if not fitting:
                raise WrongUse(f"没有指标同时符合“{key}”和维度 {'、'.join((*by, *where)) or '（无）'}。")
            found |= fitting
        else:
            found[key] = metric(key)
    return tuple(found.values())
