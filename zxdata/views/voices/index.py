"""民情指数: five parts beside their weights, districts compared with districts, and how firm each rank is."""

from zxdata import words
from zxdata.figures import View
from zxdata.metrics.composite import check_rules
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.indices import index_figures, pictured


def view(asking: Asking) -> View:
    check_rules(asking.rules)
    asked, said = asking.letting_go("指数", *(dimension for dimension, _ in asking.filters.where))
    indices = {key: index for key, index in asking.rules.indices.items() if index.page == "voices"}
    found = [index_figures(asked, key, index) for key, index in indices.items()]
    tables = [one.table.frame for one in found]
    first = [frame.iloc[0] for frame in tables if len(frame) and frame["rank"].notna().any()]
    headline = "每项得分旁写明构成、权重和缺项；位次旁写明换了权重会在哪里。"
    if first and "district" in first[0]:
        among = "" if first[0]["range"] == words.MISSING else f"换权重后在第 {first[0]['range']} 位"
        headline = words.joined(f"{first[0]['district']}最高", f"{first[0]['score']:.1f} 分", among)
    if not found:
        headline = "规则文件没有设民情指数；写明构成、权重和所在的页后显示。"
    return framed(asked, "voices.index", "民情·指数", headline, (), pictured(found), None, said)
