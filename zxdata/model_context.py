"""The cockpit over the Model Context Protocol: metrics, numbers, rows and pages as tools and resources, for reading only.

The answers are those of ``zxdata/inquiry``, so a number is the same number.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from zxdata.configuration import Settings
from zxdata.errors import CockpitError, Unknown
from zxdata.export import export_file
from zxdata.filters import Scope
from zxdata.inquiry.asking import asked
from zxdata.inquiry.given import Given
from zxdata.inquiry.in_words import told
from zxdata.inquiry.replies import behind, metric_records, numbers
from zxdata.inquiry.written import as_json
from zxdata.metrics import METRICS, metric
from zxdata.nlq import ask as in_words
from zxdata.periods import read_day
from zxdata.store import Store
from zxdata.views import VIEWS, answered

SECONDS = 60.0
MOST_ROWS = 200
INSTRUCTIONS = (
    "政协履职的指标、数和明细。先用 metrics 找到指标的 key 和它能用的维度，再用 query 取数，用 rows 看背后的每一行。"
    "不知道是哪个指标的，用 ask 直接问一句话。"
    "比率是 0 到 1 的小数，null 是没有意义，不是 0。日期写作 2025-09-30，起止两日都含。"
    "期间有两种读法：cohort 按批次，period 按期间。答复里的 as_of、version 和 filters 说明数是怎样取的，引用时请一并写明。"
)
Taken = ParamSpec("Taken")


def server(store: Store, settings: Settings, allowed: Scope) -> MCPServer:
    """A server that answers from ``store`` within the scope ``allowed``."""
    found = MCPServer("zxdata", title=settings.title, instructions=INSTRUCTIONS, log_level="ERROR")

    @found.tool()
    @_in_words
    def metrics(search: str = "") -> str:
        """全部指标：key、名称、单位、口径、可用的维度。search：只列名称、口径或 key 里有这几个字的。"""
        records = metric_records()
        return as_json([m for m in records if search in m["key"] + m["name"] + m["definition"]])

    @found.tool()
    @_in_words
    def query(
        metrics: list[str],
        by: str = "",
        region: str = "",
        since: str = "",
        until: str = "",
        where: list[str] | None = None,
        as_of: str = "",
        basis: str = "cohort",
    ) -> str:
        """指标的数，与页面上的相同。by：按维度分组，如 district 或 unit,month；where：筛选，每项写作 维度=值；
        region：区划的代码或名称；since、until：期间；as_of：截至日，不写为今天；basis：cohort 或 period。"""
        given = _given(metrics, by, region, since, until, where, as_of, basis)
        with asked(store, settings, given, allowed, SECONDS) as found:
            return as_json(numbers(found).whole)

    @found.tool()
    @_in_words
    def rows(
        metric: str,
        by: str = "",
        region: str = "",
        since: str = "",
        until: str = "",
        where: list[str] | None = None,
        as_of: str = "",
        basis: str = "cohort",
        limit: int = 50,
        offset: int = 0,
    ) -> str:
        """一个指标背后的明细行，最多 200 行一次；total 是共有几行，等于那个数（比率是分母）。"""
        given = _given([metric], by, region, since, until, where, as_of, basis)
        with asked(store, settings, given, allowed, SECONDS) as found:
            page, listed = behind(found, min(max(limit, 0), MOST_ROWS), max(offset, 0))
            return as_json({**page.about, "total": listed.total, "rows": page.rows})

    @found.tool()
    @_in_words
    def ask(question: str) -> str:
        """一句话问数，如 九龙坡区今年按期办复率比去年怎么样：听懂的答数、口径和链接，听不准的反问，choices 是可以改成的问法。"""
        with store.reading(allowed, SECONDS) as reading:
            return as_json(told(in_words(store, question, allowed, settings, seconds=SECONDS), reading))

    @found.tool()
    @_in_words
    def views() -> str:
        """全部页面和页面的各部分，用 view 取其中一个的数字和表。"""
        return as_json(list(VIEWS))

    @found.tool()
    @_in_words
    def view(name: str, region: str = "", since: str = "", until: str = "", as_of: str = "") -> str:
        """一页的数字和表，CSV。name 取自 views；期间按 period 读。"""
        if name not in VIEWS:
            raise Unknown("页面", name, VIEWS)
        given = _given([], "", region, since, until, None, as_of, "period", name)
        with asked(store, settings, given, allowed, SECONDS) as found:
            return export_file(answered(store, found.question, settings), "csv").decode("utf-8-sig")

    @found.resource("zxdata://metrics", name="metrics", title="全部指标", mime_type="application/json")
    def every_metric() -> str:
        return as_json(metric_records())

    @found.resource("zxdata://metrics/{key}", name="metric", title="一个指标的口径", mime_type="application/json")
    def one_metric(key: str) -> str:
        if key not in METRICS:
            raise Unknown("指标", key, METRICS)
        return as_json(next(m for m in metric_records() if m["key"] == metric(key).key))

    return found


def _in_words(answer: Callable[Taken, str]) -> Callable[Taken, str]:
    """What goes wrong is told to the program in its own sentence."""

    @wraps(answer)
    def said(*args: Taken.args, **named: Taken.kwargs) -> str:
        try:
            return answer(*args, **named)
        except CockpitError as fault:
            raise ToolError(fault.sentence) from fault

    return said


def _given(
    metrics: list[str],
    by: str,
    region: str,
    since: str,
    until: str,
    where: list[str] | None,
    as_of: str,
    basis: str,
    view: str = "",
) -> Given:
    if basis not in ("cohort", "period"):
        raise Unknown("期间的读法", basis, ("cohort", "period"))
    days = [read_day(text) if text else None for text in (since, until, as_of)]
    return Given(region or None, days[0], days[1], where, days[2], None, metrics, by or None, view, basis)
