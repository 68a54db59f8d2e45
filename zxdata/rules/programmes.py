"""Rules of 清单行动: the clock of what was promised, what counts as done, what a home of members has to do."""

from pydantic import Field

from zxdata.rules.clock import Clock, Section


class HomeDuty(Section):
    """So many activities of these kinds in each quarter."""

    name: str = Field(min_length=1)
    kinds: tuple[str, ...] = Field(min_length=1)
    times: int = Field(1, ge=1, le=100)


DUTIES = (
    HomeDuty(name="学习", kinds=("学习交流", "学习", "政策宣讲")),
    HomeDuty(name="调研联谊", kinds=("走访调研", "调研", "联谊", "接待群众")),
)


class Homes(Section):
    """lists: kinds of checklist that say what a home is to have (六有); stations: kinds of station that are homes."""

    lists: tuple[str, ...] = ("六有",)
    stations: tuple[str, ...] = ("委员之家", "界别委员之家")
    duties: tuple[HomeDuty, ...] = Field(DUTIES, min_length=1)


class Planning(Section):
    """When next year's plan is begun and has to stand, as ``MM-DD`` of the year before."""

    begins: str = Field("10-01", pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$")
    ends: str = Field("12-31", pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")


class Programmes(Clock):
    """target_finishes: an item is also done once its exact target number is reached, without a 完成 of its own.
    inspectors: kinds of group whose members are on the roster of inspectors.

    An item without a limit has none: the limits of a clock do not apply to it.
    """

    target_finishes: bool = True
    inspectors: tuple[str, ...] = ("特约监督员", "民主监督员")
    homes: Homes = Homes()
    planning: Planning = Planning()
