"""晒比: the districts beside each other in several numbers, in official order; as a file of a month it is the notice."""

from collections.abc import Mapping

from zxdata.figures import Table, TableColumn
from zxdata.metrics import metric
from zxdata.views.asking import Asking


def compared(asking: Asking, of: str, keys: Mapping[str, str]) -> Table:
    """keys: metric → its short name; ``of``: what is compared (监督)."""
    answered = asking.answer(keys, by=("district",), filters=asking.siblings)
    frame = answered.of_whole_regions.frame.rename(columns={"district": "name", "district_code": "code"})
    columns = (
        TableColumn("name", "区县"),
        *(TableColumn(key, head, metric(key).value_format) for key, head in keys.items()),
    )
    return Table(
        key="compared",
        title=f"晒比：各区县的{of}",
        aid=f"{asking.filters.period_in_words()}，官方顺序",
        note="率的分母为 0 的为 —；选一个月、一个季度的期间，就是当期的晒比通报",
        empty="没有可比的区县。",
        frame=frame[["code", *(c.name for c in columns)]],
        columns=columns,
    )
