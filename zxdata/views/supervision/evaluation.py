"""评价: the composite indices of the rules file, each printed with its components, weights and what is missing."""

from zxdata.figures import Figure, View
from zxdata.metrics.composite import check_rules
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.indices import index_table


def view(asking: Asking) -> View:
    check_rules(asking.rules)
    indices = {key: index for key, index in asking.rules.indices.items() if index.page == "supervision"}
    figures: tuple[Figure, ...] = tuple(index_table(asking, key, index) for key, index in indices.items())
    tops = [
        f"{index.name}{f.frame['district'].iloc[0]}最高"
        for index, f in zip(indices.values(), figures, strict=True)
        if "district" in f.frame and len(f.frame) > 1 and f.frame["score"].notna().any()
    ]
    headline = "，".join(tops) + "。" if tops else "每项得分旁写明构成、权重和缺项。"
    if not figures:
        headline = "规则文件没有设综合指数；在 [indices] 中写明构成和权重后显示。"
    return framed(asking, "supervision.worth", "监督预警·评价", headline, (), figures, None)
