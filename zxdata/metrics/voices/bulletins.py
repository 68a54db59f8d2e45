"""社情民意信息: reports handed in, used, endorsed; a report used at several levels counts once as used."""

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, select

from zxdata.datasets.voices import USE_LEVELS
from zxdata.metrics.expressions import AsOf, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total, decided_on
from zxdata.metrics.taking_part import in_case
from zxdata.rules.voices import Points, UsePoints
from zxdata.snapshot.facts import bulletin, bulletin_use, endorsement

_LEVELS = tuple(USE_LEVELS)
_DIMS = columns("category", "sector", "sender", "author_kind")


def _standing(at: AsOf) -> FromClause:
    """Each report with its highest level of use and its points by the rules, as of the day."""
    b, points = bulletin, at.rules.voices.points
    rank = case({level: n for n, level in enumerate(_LEVELS)}, value=bulletin_use.c.level, else_=len(_LEVELS))
    each = _points(bulletin_use, points)
    gathered = func.max(each) if points.counting == "highest" else func.sum(each)
    used = (
        select(bulletin_use.c.no, func.arg_min(bulletin_use.c.level, rank).label("level"), gathered.label("points"))
        .where(bulletin_use.c.used_on <= at.day)
        .group_by(bulletin_use.c.no)
        .subquery("used")
    )
    given = case(points.endorsed, value=endorsement.c.rank, else_=0.0) if points.endorsed else literal(0.0)
    endorsed = (
        select(endorsement.c.subject_no.label("no"), func.sum(given).label("points"))
        .where(endorsement.c.subject == "信息", endorsement.c.given_on <= at.day)
        .group_by(endorsement.c.subject_no)
        .subquery("endorsed")
    )
    whole = points.submitted + func.coalesce(used.c.points, 0.0) + func.coalesce(endorsed.c.points, 0.0)
    joined = b.outerjoin(used, used.c.no == b.c.no).outerjoin(endorsed, endorsed.c.no == b.c.no)
    return select(*b.c, used.c.level, whole.label("points")).select_from(joined).subquery("standing")


def _points(t: FromClause, points: Points) -> ColumnElement[float]:
    if not points.uses:
        return literal(0.0)
    return case(*((_fits(t, row), literal(row.points)) for row in points.uses), else_=literal(0.0))


def _fits(t: FromClause, row: UsePoints) -> ColumnElement[bool]:
    named = [t.c[name].in_(values) for name, values in (("level", row.levels), ("mode", row.modes)) if values]
    return and_(literal(True), *named)


# fmt: off
BULLETIN = Fact(
    "社情民意信息", "篇", _standing, happened("submitted_on"), "submitted_on", _DIMS | {"level": column("level")},
    (Detail("no", "信息编号", column("no"), of="bulletins"), Detail("title", "标题", column("title")),
     Detail("sender", "报送单位", column("sender")), Detail("author_kind", "反映者类型", column("author_kind")),
     Detail("category", "类别", column("category")), Detail("submitted_on", "报送日期", column("submitted_on"), "date"),
     Detail("level", "最高采用级别", column("level")), Detail("points", "积分", column("points"), "decimal")),
    grouped=in_case("信息"), begins=True,
)
USE = Fact(
    "信息采用", "次", lambda at: bulletin_use, happened("used_on"), "used_on", _DIMS | columns("level", "mode"),
    (Detail("no", "信息编号", column("no"), of="bulletins"), Detail("title", "标题", column("title")),
     Detail("sender", "报送单位", column("sender")), Detail("level", "级别", column("level")), Detail("mode", "方式", column("mode")),
     Detail("used_on", "采用日期", column("used_on"), "date")),
    grouped=in_case("信息"), datasets=("bulletin_uses",),
)
_DAY = "报送日期"
_all, _used, _endorsed = Count(BULLETIN), Count(BULLETIN, happened("used_on")), Count(BULLETIN, happened("endorsed_on"))
_USED, _ENDORSED = decided_on("首次采用日期", "used_on"), decided_on("首次批示日期", "endorsed_on")

METRICS = (
    Metric("voices.bulletins", "报送信息", "篇", "期间内报送的社情民意信息。", _all, _DAY, better=1),
    Metric("voices.bulletins_used", "采用信息", "篇", "其中截至日被任何一级采用的；同一篇被几级采用只计一篇，按级别分组时计在最高一级。", _used, _DAY,
           better=1, decided=_USED),
    Metric("voices.use_rate", "信息采用率", "%", "被采用的占报送的社情民意信息的比例。", Ratio(_used, _all), _DAY, "采用信息", "报送信息", 1,
           decided=decided_on(_DAY, "submitted_on")),
    Metric("voices.uses", "采用次数", "次", "期间内的采用；同一篇被几级、以几种方式采用各计一次，与采用信息的篇数不可相比。", Count(USE), "采用日期", better=1),
    Metric("voices.bulletins_endorsed", "批示信息", "篇", "其中截至日得到领导批示的；一篇得到几次批示只计一篇。", _endorsed, _DAY, better=1, decided=_ENDORSED),
    Metric("voices.endorsed_rate", "信息批示率", "%", "得到批示的占报送的社情民意信息的比例。", Ratio(_endorsed, _all), _DAY, "批示信息", "报送信息", 1,
           decided=decided_on(_DAY, "submitted_on")),
    Metric("voices.bulletin_points", "信息积分", "分", "期间内报送的信息按规则文件的信息积分得的分：报送、采用（几级取最高或累计）、批示。",
           Total(BULLETIN, column("points"), counter="分"), _DAY, better=1, decided=decided_on(_DAY, "submitted_on")),
)
# fmt: on
