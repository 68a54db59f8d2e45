"""考核: the composite that assessors ask for, unit by unit or district by district, with what it is made of."""

from zxdata.figures import View
from zxdata.metrics.composite import check_rules
from zxdata.views.asking import Asking
from zxdata.views.frame import framed
from zxdata.views.indices import index_figures, pictured

PAGE = "programmes"


def view(asking: Asking) -> View:
    """An index is restricted by region and period alone: other filters are let go."""
    check_rules(asking.rules)
    asked, said = asking.letting_go("考核", *(dimension for dimension, _ in asking.filters.where))
    indices = {key: index for key, index in asking.rules.indices.items() if index.page == PAGE}
    found = [index_figures(asked, key, index) for key, index in indices.items()]
    headline = "每项得分旁写明构成、权重和缺项；考核方自己的表样可由管理员按这些得分填好。"
    if not found:
        headline = "规则文件没有设考核指数；写明构成、权重和所在的页后显示。"
    return framed(asked, "programmes.assessment", "清单行动·考核", headline, (), pictured(found), None, said)
