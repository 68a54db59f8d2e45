"""The way a proposal goes, as data: which events start, stop and hold which clock, and how long each may run."""

from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from zxdata.datasets import PROPOSAL_STAGES
from zxdata.periods import months_after
from zxdata.rules.calendar import WorkCalendar
from zxdata.rules.clock import Section


def _known(stage: str) -> str:
    if stage not in PROPOSAL_STAGES:
        raise ValueError(stage)
    return stage


Roles = tuple[Literal["主办", "会办", "分办"], ...]
Stages = tuple[Annotated[str, AfterValidator(_known)], ...]


class Limit(Section):
    """How long something may take: at most one of calendar months, calendar days, working days; none: no limit."""

    months: int | None = Field(None, ge=1, le=60)
    days: int | None = Field(None, ge=1, le=3660)
    workdays: int | None = Field(None, ge=1, le=2500)

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if sum(n is not None for n in (self.months, self.days, self.workdays)) > 1:
            raise ValueError("months days workdays")
        return self

    @property
    def words(self) -> str:
        for count, unit in ((self.workdays, "个工作日"), (self.days, "日"), (self.months, "个月")):
            if count is not None:
                return f"{count} {unit}"
        return "未设时限"

    def after(self, day: date, calendar: WorkCalendar) -> date | None:
        """The last day in time for what begins on ``day``; the begin itself does not count."""
        if self.workdays is not None:
            return calendar.workday_at(calendar.on(day).ordinal + self.workdays)
        if self.days is not None:
            return day + timedelta(self.days)
        return months_after(day, self.months) if self.months is not None else None


class Timed(Limit):
    """A clock. ``roles``: each unit of such a role has its own; none: one for the whole proposal, which the lead
    unit's events drive. ``main``: its limit is that of ``[proposals]``, and a due date in the ledger goes before it.
    """

    name: str = Field(min_length=1)
    starts: Stages = Field(min_length=1)
    stops: Stages = Field(min_length=1)
    holds: Stages = ()
    resumes: Stages = ()
    roles: Roles = ()
    main: bool = False

    @property
    def awaits_reply(self) -> bool:
        """A due date written in the ledger is that of such a clock."""
        return "答复" in self.stops and "签收" not in self.stops


class SecondRound(Section):
    """What sends a proposal back: an outcome or a rating among these (``both``: only the two together)."""

    outcomes: tuple[str, ...] = ("B", "C")
    satisfactions: tuple[str, ...] = ("不满意",)
    both: bool = False
    adopted: tuple[str, ...] = ("A",)


class Forecast(Section):
    """When a probability may be shown: past cases behind it that grew as old, held-out cases behind its proof, its
    error of calibration.
    """

    least_cases: int = Field(20, ge=5)
    least_proof: int = Field(100, ge=10)
    greatest_error: float = Field(0.1, gt=0, le=1)


class Elements(Section):
    """What a proposal is to have at least: characters of text, key words, measures it asks for (温州: 提案要素检查)."""

    text_length: int = Field(500, ge=0)
    keywords: int = Field(3, ge=0, le=100)
    measures: int = Field(1, ge=0, le=100)

    def least(self, element: str) -> int:
        """How much of one it has to have."""
        return int(getattr(self, element))


_LEAD: Roles = ("主办",)
# fmt: off
CLOCKS = (
    Timed(name="审查", starts=("提交",), stops=("立案", "不予立案", "转社情民意", "并案"), holds=("退回补充",),
          resumes=("提交", "审查")),
    Timed(name="交办", starts=("立案",), stops=("交办", "并案")),
    Timed(name="签收", starts=("交办", "改派"), stops=("签收", "退办", "答复"), roles=_LEAD, workdays=10),
    Timed(name="改派", starts=("退办",), stops=("改派", "交办")),
    Timed(name="办理", starts=("交办", "改派"), stops=("答复",), roles=_LEAD, main=True),
    Timed(name="会办", starts=("交办", "改派"), stops=("答复", "退办"), roles=("会办",), months=1),
    Timed(name="分办", starts=("交办", "改派"), stops=("答复", "退办"), roles=("分办",), months=3),
    Timed(name="评价", starts=("答复",), stops=("评价", "办结", "结案")),
    Timed(name="办结", starts=("评价",), stops=("办结", "结案", "二次办理")),
    Timed(name="二次办理", starts=("二次办理",), stops=("答复",), months=1),
)
# fmt: on


class Procedure(Section):
    """``links``: the five links 提立办督评 and the events that enter them. ``aside``: events that move nothing on.

    ``leaves``: events after which a proposal is no longer handled. ``reassigned``: whether a new unit's limit runs
    from the day it takes over or from the first 交办; then ``returned`` says whether the time between 退办 and the new
    unit counts. ``answering``: roles that owe the proposer a reply.
    ``collective``: kinds of proposer whose proposal is a sector's own. ``remind_days``: a reply unrated for longer
    is reminded of. ``elements``: what it is to be made of.
    """

    links: dict[str, Stages] = {  # noqa: RUF012 — pydantic copies it
        "提": ("提交",),
        "立": ("立案",),
        "办": ("交办", "改派"),
        "督": ("答复",),
        "评": ("评价",),
    }
    aside: Stages = ("预审", "复审", "沟通", "延期", "提案质量评价")
    leaves: Stages = ("不予立案", "转社情民意", "并案")
    clocks: tuple[Timed, ...] = CLOCKS
    reassigned: Literal["restart", "continue"] = "restart"
    returned: Literal["pause", "run"] = "pause"
    second_round: SecondRound = SecondRound()
    answering: Roles = ("主办", "分办")
    collective: tuple[str, ...] = ("界别",)
    remind_days: int = Field(30, ge=1, le=3660)
    forecast: Forecast = Forecast()
    elements: Elements = Elements()

    def clock(self, name: str) -> Timed | None:
        return next((c for c in self.clocks if c.name == name), None)

    def of_role(self, role: str) -> Timed | None:
        """The clock by which a unit of that role owes its reply."""
        return next((c for c in self.clocks if role in c.roles and c.awaits_reply), None)
