"""Rules of 阵地覆盖: when a station lives, how stations are layered, how far one gets, where the next ones go."""

from typing import Literal

from pydantic import Field

from zxdata.rules.clock import Section


class Reach(Section):
    """How far one gets: minutes at a speed in km/h, on roads ``detour`` times as long as the great circle."""

    minutes: float = Field(15, gt=0, le=120)
    walking_kmh: float = Field(5, gt=0, le=20)
    driving_kmh: float = Field(30, gt=0, le=150)
    detour: float = Field(1.4, ge=1, le=5)

    def radius_km(self, mode: str) -> float:
        """The great-circle distance within the minutes, ``mode`` being walking or driving."""
        speed = self.walking_kmh if mode == "walking" else self.driving_kmh
        return speed * self.minutes / 60 / self.detour


class Siting(Section):
    """What is asked first: how many sites, within which radius; and for how long the search may go on."""

    sites: int = Field(5, ge=1, le=20)
    radius_km: float = Field(10, gt=0, le=200)
    seconds: float = Field(5, gt=0, le=60)


class Tier(Section):
    """One storey of a tree of stations: of these tiers and kinds (empty: any), so many in each unit."""

    name: str
    tiers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    each: Literal["district", "township"] = "township"
    at_least: int = Field(1, ge=1, le=10_000)


class Tree(Section):
    """How stations are layered in some regions, given by code; without regions it holds wherever no other does."""

    name: str
    regions: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = Field(min_length=1, max_length=6)
    note: str = ""


PLAIN = Tree(
    name="区县—镇街—村社区",
    tiers=(
        Tier(name="区县阵地", tiers=("区县",), each="district"),
        Tier(name="镇街阵地", tiers=("镇街",)),
        Tier(name="村社区阵地", tiers=("村社区",)),
    ),
)


class Coverage(Section):
    """heat_above: from how many stations on a map shows their density instead of each of them. trio: kinds of station of
    which a township is to have one of each row (三位一体). turns: kinds of duty record that are a member's turn at a station.
    """

    active_months: int = Field(12, ge=1, le=120)
    turns: tuple[str, ...] = ("轮值",)
    trio: tuple[tuple[str, ...], ...] = (
        ("民生议事堂", "“渝事好商量”平台", "协商驿站", "协商议政室"),
        ("委员工作室", "委员工作站", "委员之家"),
        ("社情民意联系点",),
    )
    heat_above: int = Field(3000, ge=1)
    reach: Reach = Reach()
    siting: Siting = Siting()
    trees: tuple[Tree, ...] = (PLAIN,)
