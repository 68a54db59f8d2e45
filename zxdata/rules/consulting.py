"""Rules of 协商活动: which platform belongs to which, the steps of each body's way of consulting, and what words to look for.

What a rules file does not say is read from ``assets/rules/consultation.toml`` and ``keywords.toml`` beside it.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Self

from pydantic import Field, field_validator, model_validator

from zxdata.configuration import ASSETS
from zxdata.rules.clock import Section


class Step(Section):
    """``days``: done by so many days after the meeting; negative: before it. ``materials``: what it must leave behind."""

    name: str = Field(min_length=1, max_length=12)
    days: int = Field(ge=-1000, le=3660)
    materials: tuple[str, ...] = ()


class Method(Section):
    """The steps of a meeting in their order. It holds for meetings on ``platforms``, else in ``regions`` (codes, each
    with all below it); one that names neither holds wherever no other does.
    """

    name: str = Field(min_length=1, max_length=12)
    regions: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=2, max_length=12)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [step.days for step in self.steps]
        if days != sorted(days) or len({step.name for step in self.steps}) < len(self.steps):
            raise ValueError("步骤不能重名，天数应逐步不减")
        return self


class JointGroup(Section):
    """联组: members of these sectors owe so many meetings a year, on these platforms (none: on any)."""

    name: str = Field(min_length=1, max_length=20)
    sectors: tuple[str, ...] = Field(min_length=1)
    platforms: tuple[str, ...] = ()
    each_year: int = Field(1, ge=1, le=366)


def _from(file: str, name: str) -> Any:
    """A field whose default is what ``assets/rules/<file>.toml`` says under ``name``."""
    return Field(default_factory=lambda: shipped(file)[name], validate_default=True)


class Consulting(Section):
    """platforms: parent → its sub-brands. signing, rating: kinds of 成果调度 that tell the signing and the rating of a
    suggestion. partial: whether 部分采纳 counts as adopted where a reader has not chosen. codes: channels of topics
    that are scanned codes. surveying: steps that are surveys. monthly: platform → how often it is to meet every
    month; a list of platforms means once.
    towns_known: the share of a district's meetings that must be recorded by township before a township is said to be
    without any.

    keywords: class → words. unread: words that are no topic. surge_least: fewer texts in a month are no surge;
    surge_chance: how improbable any surge at all may be by chance, over all words of a month.
    """

    platforms: dict[str, tuple[str, ...]] = _from("consultation", "platforms")
    methods: tuple[Method, ...] = _from("consultation", "methods")
    signing: tuple[str, ...] = ("签批", "签收")
    rating: tuple[str, ...] = ("评价", "满意度评价")
    partial: bool = False
    codes: tuple[str, ...] = ("二维码征集", "民情码", "码上商")
    surveying: tuple[str, ...] = ("研", "议前调研", "破题调研", "组织调研", "调研联查", "调研")
    monthly: dict[str, int] = Field(default_factory=lambda: {"政企协商会": 1})
    joint_groups: tuple[JointGroup, ...] = ()
    towns_known: float = Field(1.0, ge=0, le=1)
    keywords: dict[str, tuple[str, ...]] = _from("keywords", "classes")
    unread: tuple[str, ...] = _from("keywords", "unread")
    surge_least: int = Field(5, ge=1)
    surge_chance: float = Field(0.05, gt=0, lt=0.5)

    @field_validator("monthly", mode="before")
    @classmethod
    def _once(cls, given: Any) -> Any:
        return dict.fromkeys(given, 1) if isinstance(given, list | tuple) else given

    @field_validator("monthly")
    @classmethod
    def _often(cls, monthly: dict[str, int]) -> dict[str, int]:
        strange = [f"{platform} = {n}" for platform, n in monthly.items() if not 1 <= n <= 31]
        if strange:
            raise ValueError(f"每月的场次应在 1 到 31 之间：{'、'.join(strange)}")
        return monthly

    @property
    def monthly_in_words(self) -> str:
        """``政企协商会每月 1 场``"""
        return "、".join(f"{platform}每月 {n} 场" for platform, n in self.monthly.items())

    def parent(self, platform: str) -> str:
        """The platform that a sub-brand belongs to; itself where it belongs to none."""
        return next((parent for parent, brands in self.platforms.items() if platform in brands), platform)


@lru_cache(maxsize=4)
def shipped(name: str) -> Mapping[str, Any]:
    """``assets/rules/<name>.toml`` as it stands."""
    return tomllib.loads((ASSETS / "rules" / f"{name}.toml").read_text(encoding="utf-8"))
