"""Points of members: what a body gives for which record, up to what, for whom, and from which day on."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from zxdata.rules.clock import Section


def _several(raw: Any) -> Any:
    """A single word stands for a list of one."""
    return [raw] if isinstance(raw, str) else raw


Words = Annotated[tuple[str, ...], BeforeValidator(_several)]
PRESENT = "出席"


class PointRow(Section):
    """What one record gives: ``each``, or ``first`` for the first of a year and ``next`` for every further one;
    ``deduct`` takes away. ``cap``: the most that this row gives in a year.

    counting: ``sum``, all records; ``highest``, of what concerns one case only the record that gives most; ``once``, of
    the whole year only that record — among all rows of the part that are counted so.

    kind, role, level, attendance: words of which a record has one (empty: any). Without ``attendance`` it must be a
    record of someone present, or one that does not say.
    """

    kind: Words = ()
    role: Words = ()
    level: Words = ()
    attendance: Words = ()
    each: float | None = Field(None, ge=0, le=1000)
    first: float | None = Field(None, ge=0, le=1000)
    next: float | None = Field(None, ge=0, le=1000)
    deduct: float = Field(0, ge=0, le=1000)
    cap: float | None = Field(None, ge=0, le=10_000)
    counting: Literal["sum", "highest", "once"] = "sum"

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.counting != "sum" and (self.first is not None or self.next is not None or self.cap is not None):
            raise ValueError(f'counting = "{self.counting}" 时只能写 each；请改用 sum，或不写 first、next、cap。')
        if self.each is not None and (self.first is not None or self.next is not None):
            raise ValueError("each 不能和 first、next 一起写；请留下要用的那种。")
        if not self.deduct and self.each is None and self.first is None and self.next is None:
            raise ValueError("没有写记几分；请写 each、first、next 或 deduct。")
        return self

    @property
    def of_first(self) -> float:
        """What the first record of a year gives, less where it takes away."""
        given = self.each if self.each is not None else self.first or 0
        return given - self.deduct

    @property
    def of_next(self) -> float:
        given = self.each if self.each is not None else self.next or 0
        return given - self.deduct


class PointPart(Section):
    """A part of the points, one spoke of the radar. ``base`` is given for a year in office whatever is recorded.

    A year's sum never falls below ``floor`` nor rises above ``cap``.
    """

    name: str = Field(min_length=1, max_length=12)
    base: float = Field(0, ge=0, le=1000)
    cap: float | None = Field(None, ge=0, le=10_000)
    floor: float = Field(0, le=0, ge=-1000)
    rows: tuple[PointRow, ...] = ()


class Grade(Section):
    """From so many points of a year on a member is called so."""

    name: str = Field(min_length=1, max_length=12)
    at: float


class PointScheme(Section):
    """One year's rule: who it binds, from which day to which (both included), what gives points, what is enough.

    met: points of a year that are enough; None where the body draws no such line.
    roles, sectors, regions: whom it binds (empty: all); regions by code, each with all below it. source: where it was
    published.
    """

    name: str = Field(min_length=1, max_length=40)
    source: str = ""
    since: date | None = None
    until: date | None = None
    roles: Words = ()
    sectors: Words = ()
    regions: Words = ()
    met: float | None = Field(None, ge=0)
    grades: tuple[Grade, ...] = ()
    parts: tuple[PointPart, ...] = Field(min_length=1, max_length=12)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(f"until（{self.until}）早于 since（{self.since}）；请对调或改正。")
        names = [part.name for part in self.parts]
        if len(set(names)) < len(names):
            raise ValueError("parts 里有两项同名；请改一个名字。")
        return self

    @property
    def ranked(self) -> tuple[Grade, ...]:
        """The grades, the highest first; without any, who has enough and who has not; none where nothing is enough."""
        given = self.grades
        if not given and self.met is not None:
            given = (Grade(name="达标", at=self.met), Grade(name="未达标", at=-1_000_000))
        return tuple(sorted(given, key=lambda grade: -grade.at))

    @property
    def full(self) -> float | None:
        """All that can be reached in a year; None where nothing limits it."""
        caps = [part.cap for part in self.parts]
        return None if None in caps else sum(cap for cap in caps if cap is not None)


# fmt: off
_MEETINGS = ("常委会议", "专题协商", "协商活动")
_ACTIVITIES = ("调研", "视察", "民主监督", "公益", "宣讲", "轮值", "大会发言", "行动")
_OWN = ("第一提案人", "主笔")
_DEFAULT = PointScheme(
    name="通用", source="驾驶舱的缺省规则，供试用；请改成本会的办法", met=60,
    grades=(Grade(name="优秀", at=85), Grade(name="称职", at=60), Grade(name="待加强", at=-1000)),
    parts=(
        PointPart(name="会议", cap=50, rows=(PointRow(kind=("全体会议",), each=40), PointRow(kind=_MEETINGS, each=5))),
        PointPart(name="提案", cap=25, rows=(
            PointRow(kind=("提案",), role=_OWN, each=10), PointRow(kind=("提案",), each=5),
            PointRow(kind=("提案立案",), role=_OWN, each=10), PointRow(kind=("提案立案",), each=5))),
        PointPart(name="活动", cap=20, rows=(PointRow(kind=_ACTIVITIES, each=10),)),
        PointPart(name="社情民意", cap=15, rows=(
            PointRow(kind=("社情民意信息",), each=5), PointRow(kind=("信息采用",), each=5), PointRow(kind=("民情",), each=5))),
        PointPart(name="联系群众", cap=10, rows=(PointRow(kind=("联系群众",), each=5),)),
        PointPart(name="学习", cap=15, rows=(PointRow(kind=("学习", "学习培训"), each=5),)),
    ),
)
# fmt: on


class Link(Section):
    """A kind of relation that should reach every member of these ``roles`` (none: every member), or every township."""

    kind: str = Field(min_length=1)
    whom: Literal["member", "township"] = "member"
    roles: Words = ()


class Learning(Section):
    """credits: what a member owes in a year; no body has published one, the default is only there to try it with.
    training: kinds of records that are a training. reading: words in what was learnt by which it is reading (读书).
    """

    credits: float = Field(4, gt=0, le=1000)
    training: tuple[str, ...] = ("学习", "学习培训")
    reading: tuple[str, ...] = ("读书", "阅读", "共读", "荐书", "书香")


class Duty(Section):
    """youth_from: members born in this year or later are 青年委员."""

    schemes: tuple[PointScheme, ...] = Field((_DEFAULT,), min_length=1)
    learning: Learning = Learning()
    links: tuple[Link, ...] = (
        Link(kind="主席会议成员联系", roles=("常委",)),
        Link(kind="界别对口镇街", whom="township"),
    )
    youth_from: int = Field(1980, ge=1940, le=2010)
