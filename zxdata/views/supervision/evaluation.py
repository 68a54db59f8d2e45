"""评价: the composite indices of the rules file, each printed with its components, weights and what is missing."""

from zxdata.figures import View
from zxdata.metrics.composite import check_rules
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.indices import index_figures, pictured


def view(asking: Asking) -> View:
    check_rules(asking.rules)
    indices = {key: index for key, index in asking.rules.indices.items() if index.page == "supervision"}
    found = [index_figures(asking, key, index) for key, index in indices.items()]
    tops = [
        f"{index.name}{frame['district'].iloc[0]}最高"
        for index, frame in zip(indices.values(), (one.table.frame for one in found), strict=True)
        if "district" in frame and len(frame) > 1 and frame["score"].notna().any()
    ]
    headline = "，".join(tops) + "。" if tops else "每项得分旁写明构成、权重和缺项。"
    if not found:
        headline = "规则文件没有设综合指数；写明构成和权重后显示。"
    return framed(asking, "supervision.worth", "监督预警·评价", headline, (), pictured(found), None)
