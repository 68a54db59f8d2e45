"""Meetings: how many, who came, in how many regions at once; and what they are set against."""

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, cast, func, not_, or_, select

from zxdata.metrics.coverage.people import MEMBER
from zxdata.metrics.coverage.towns import TOWNSHIP
from zxdata.metrics.expressions import AsOf, always, column, columns, happened
from zxdata.metrics.fact import Detail, Fact
from zxdata.metrics.model import Count, Metric, Ratio, Total, decided_on
from zxdata.metrics.taking_part import in_case
from zxdata.regions import LADDER
from zxdata.snapshot.facts import meeting, place_at, place_set, region, suggestion

HELD = "协商日期"
DIMS = ("platform", "form", "channel", "category")
MONTHS = ("day", "month", "quarter", "year")
ACROSS = frozenset((*DIMS, "body", *MONTHS))


def _brought(t: FromClause, at: AsOf) -> ColumnElement[int]:
    """How many suggestions a meeting had brought forth by the day."""
    s = suggestion
    return (
        select(func.count())
        .select_from(s)
        .where(s.c.origin == "协商", s.c.origin_no == t.c.no, s.c.raised_on <= at.day)
        .scalar_subquery()
    )


# fmt: off
MEETING = Fact(
    "协商活动", "场", lambda at: meeting, lambda t, at: t.c.held_on <= at.day, "held_on",
    columns(*DIMS, "body"),
    (Detail("no", "协商编号", column("no"), of="consultations"), Detail("title", "题目", column("title")),
     Detail("platform", "平台", column("platform")), Detail("form", "形式", column("form")),
     Detail("held_on", "日期", column("held_on"), "date"),
     Detail("member_visits", "委员人次", column("member_visits"), "integer"),
     Detail("public_visits", "群众人次", column("public_visits"), "integer"),
     Detail("expert_visits", "专家人次", column("expert_visits"), "integer"),
     Detail("business_visits", "企业人次", column("business_visits"), "integer"),
     Detail("solved", "解决问题数", column("solved"), "integer"),
     Detail("cross_region", "跨区域", column("cross_region"), "flag"),
     Detail("suggestions", "建议", _brought, "integer")),
    place_set,
    grouped=in_case("协商"), begins=True,
)
# fmt: on


def _peopled(at: AsOf) -> Select[tuple[int, int]]:
    """Districts valid on the day with their population: their own, else the sum of their townships'."""
    town = region.alias("town")
    below = (
        select(place_at.c.district.label("district"), func.sum(town.c.population).label("people"))
        .select_from(town.join(place_at, and_(place_at.c.place == town.c.id, place_at.c.epoch == at.epoch)))
        .where(town.c.level == LADDER[3], place_at.c.valid)
        .group_by(place_at.c.district)
        .subquery("below")
    )
    people = cast(func.coalesce(region.c.population, below.c.people), Integer)
    return (
        select(region.c.id.label("place"), people.label("people"))
        .select_from(
            region.join(place_at, and_(place_at.c.place == region.c.id, place_at.c.epoch == at.epoch)).outerjoin(
                below, below.c.district == region.c.id
            )
        )
        .where(region.c.level == LADDER[2], place_at.c.valid, people > 0)
    )


def _districts(at: AsOf) -> FromClause:
    peopled = _peopled(at).subquery("peopled")
    return (
        select(region.c.code.label("no"), region.c.name, peopled.c.place, peopled.c.people)
        .select_from(peopled.join(region, region.c.id == peopled.c.place))
        .subquery("districts")
    )


def _counted_people(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """The meeting took place in a district whose population is known."""
    peopled = _peopled(at).subquery("known")
    here = (
        select(place_set.c.places)
        .select_from(
            place_set.join(place_at, and_(place_at.c.place == place_set.c.place, place_at.c.epoch == at.epoch)).join(
                peopled, peopled.c.place == place_at.c.district
            )
        )
        .scalar_subquery()
    )
    return t.c.places.in_(here)


def _located(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    """A township of the meeting is recorded, not its district alone."""
    here = (
        select(place_set.c.places)
        .select_from(place_set.join(place_at, place_at.c.place == place_set.c.place))
        .where(place_at.c.epoch == at.epoch, place_at.c.township > 0)
    )
    return t.c.places.in_(here)


# fmt: off
DISTRICT = Fact("区县", "个区县", _districts, always, None, {},
                (Detail("no", "代码", column("no")), Detail("name", "区县", column("name")),
                 Detail("people", "人口", column("people"), "integer")))
# fmt: on

_HELD_ON = decided_on(HELD, "held_on")
_all, _fruitful = Count(MEETING), Count(MEETING, happened("suggested_on"))


# fmt: off
METRICS = (
    Metric("consultation.meetings", "协商活动", "场", "期间内举行的协商；几个区县联合的在各区县各计一场，合计只计一场。",
           _all, HELD, better=1),
    Metric("consultation.member_visits", "委员人次", "人次", "协商活动的委员人次之和；未填的不计。",
           Total(MEETING, column("member_visits"), counter="人次"), HELD, better=1),
    Metric("consultation.public_visits", "群众人次", "人次", "协商活动的群众人次之和；未填的不计。",
           Total(MEETING, column("public_visits"), counter="人次"), HELD, better=1),
    Metric("consultation.leader_visits", "党政领导人次", "人次", "协商活动的党政领导人次之和；未填的不计。",
           Total(MEETING, column("leader_visits"), counter="人次"), HELD, better=1),
    Metric("consultation.meetings_with_leaders", "党政领导参加的协商", "场", "党政领导人次大于 0 的协商；未填的不计。",
           Count(MEETING, lambda t, at: t.c.leader_visits > 0), HELD, better=1, decided=_HELD_ON),
    Metric("consultation.meetings_with_public", "群众参加的协商", "场", "群众人次大于 0 的协商；未填的不计。",
           Count(MEETING, lambda t, at: t.c.public_visits > 0), HELD, better=1, decided=_HELD_ON),
    Metric("consultation.meetings_untold", "人次没有填全的协商", "场", "委员、群众、党政领导三个人次有一个没有填的协商；填 0 不算没有填。",
           Count(MEETING, lambda t, at: or_(*(t.c[n].is_(None) for n in ("member_visits", "public_visits", "leader_visits")))),
           HELD, better=-1, decided=_HELD_ON),
    Metric("consultation.located_rate", "记到镇街的比例", "%", "协商活动中记到乡镇街道（或其村社区）的比例；其余只记到区县，看不出在哪个镇街。",
           Ratio(Count(MEETING, _located), _all), HELD, "记到镇街的协商", "协商活动", decided=_HELD_ON),
    Metric("consultation.cross_region", "跨区域协商", "场", "有协作区划的协商。",
           Count(MEETING, lambda t, at: t.c.cross_region), HELD, better=1, decided=_HELD_ON),
    Metric("consultation.single_region", "单一区划协商", "场", "没有协作区划的协商；与跨区域协商之和为协商活动。",
           Count(MEETING, lambda t, at: not_(t.c.cross_region)), HELD, decided=_HELD_ON),
    Metric("consultation.meetings_with_suggestions", "提出建议的协商", "场", "期间内举行、截至日至少提出一条意见建议的协商。",
           _fruitful, HELD, better=1, decided=_HELD_ON, told_by=("suggestions",)),
    Metric("consultation.fruitful_rate", "协商出建议率", "%", "提出建议的协商占协商活动的比例。",
           Ratio(_fruitful, _all), HELD, "提出建议的协商", "协商活动", 1, decided=_HELD_ON, told_by=("suggestions",)),
    Metric("consultation.meetings_per_100_members", "每百名委员协商", "场", "协商活动 ÷ 截至日在任委员数 × 100；不随任期变化重算。",
           Ratio(_all, Count(MEMBER), ACROSS, scale=100), HELD, "协商活动", "委员数", 1, decided=_HELD_ON),
    Metric("consultation.meetings_per_township", "每镇街协商", "场", "协商活动（含只记到区县的）÷ 截至日的乡镇街道数。",
           Ratio(_all, Count(TOWNSHIP), ACROSS), HELD, "协商活动", "乡镇街道数", 1, decided=_HELD_ON),
    Metric("consultation.meetings_per_10k_people", "每万人协商", "场", "有人口数的区县的协商活动 ÷ 人口 × 10000；"
           "人口取行政区划表，区县没有填的用其乡镇街道之和。",
           Ratio(Count(MEETING, _counted_people), Total(DISTRICT, column("people"), counter="人"), ACROSS, scale=10_000), HELD,
           "有人口数的区县的协商活动", "人口", 1, decided=_HELD_ON),
)
# fmt: on
