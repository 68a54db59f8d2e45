"""Whether the indices of the rules name metrics that there are, and what their parts are called."""

from zxdata.errors import BadSetting, Unknown
from zxdata.metrics import METRICS, metric
from zxdata.metrics.model import Ratio
from zxdata.rules.book import Rules
from zxdata.rules.evaluation import Part


def check_rules(rules: Rules) -> None:
    """Raises BadSetting with a sentence for each name in the rules that is no metric, or none of the right kind."""
    faults = [f"规则文件的 targets：{_unknown(key)}" for key in rules.targets if key not in METRICS]
    faults += [
        f"规则文件的 targets：{key}（{metric(key).name}）不是比率，不能设目标。"
        for key in rules.targets
        if key in METRICS and not isinstance(metric(key).measure, Ratio)
    ]
    for name, index in rules.indices.items():
        for key in index.metrics:
            if key not in METRICS:
                faults.append(f"规则文件的 indices.{name}：{_unknown(key)}")
            elif index.by not in metric(key).dims:
                faults.append(f"规则文件的 indices.{name}：{key}（{metric(key).name}）不能按 {index.by} 分组。")
    if faults:
        raise BadSetting("\n".join(faults))


def part_name(part: Part) -> str:
    """``监督事项 ÷ 委员``: what a component measures."""
    if part.name:
        return part.name
    return metric(part.metric).name + (f" ÷ {metric(part.per).name}" if part.per else "")


def _unknown(key: str) -> str:
    return str(Unknown("指标", key, METRICS))
