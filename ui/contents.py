"""The pages of the cockpit, in their order, and by which dimensions each can be filtered."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

import zxdata as zx

PAGES = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class Entry:
    """One page. ``key``: its script and, unless ``views`` names others, its view; ``path``: its URL.

    period: whether a period restricts it; periodical: whether that is a month, a quarter or a year; usual_period: the
    named period it shows where the URL asks for none, else that of the rules; drilled: the part that stands with its
    landing while a region is chosen; short: what the bar of pages calls it, where its title is long.
    """

    key: str
    title: str
    dimensions: tuple[str, ...] = ()
    period: bool = True
    wall: bool = True
    usual_period: str = ""
    drilled: str = ""
    periodical: bool = False
    views: tuple[str, ...] = ()
    short: str = ""

    @property
    def options(self) -> tuple[str, ...]:
        """The options of the page's view and of its parts (``coverage.siting`` is a part of ``coverage``)."""
        named = (names for key, names in zx.OPTIONS.items() if key.partition(".")[0] == self.key)
        return tuple(dict.fromkeys(name for names in named for name in names))

    @property
    def path(self) -> str:
        return "" if self.key == "overview" else self.key

    @property
    def script(self) -> Path:
        return PAGES / f"{self.key}.py"

    @property
    def page(self) -> StreamlitPage:
        return st.Page(self.script, title=self.title, url_path=self.path, default=not self.path)


CONTENTS = (
    Entry("overview", "总览", ("body",)),
    Entry("coverage", "阵地覆盖", ("kind", "tier", "channel"), drilled="points", short="阵地"),
    Entry(
        "proposals",
        "提案办理",
        ("category", "sector", "unit", "session", "leader", "group", "body", "colour"),
        short="提案",
    ),
    Entry(
        "supervision",
        "监督预警",
        ("form", "channel", "category", "unit", "leader", "group", "body", "colour"),
        short="监督",
    ),
    Entry("consultation", "协商活动", ("platform", "form", "channel", "category", "group", "body"), short="协商"),
    Entry("voices", "民情", ("channel", "category", "grade", "unit", "group", "colour")),
    Entry("programmes", "清单行动", ("owner", "horizon", "colour"), short="清单"),
    Entry("members", "委员履职", ("sector", "committee", "post", "group"), short="委员"),
    Entry("party", "党建", ("sector",)),
    Entry(
        "briefing",
        "简报",
        wall=False,
        usual_period="本月",
        periodical=True,
        views=("diagnosis", "annual", "statistics"),
    ),
    Entry("presentation", "汇报", period=False, wall=False),
    Entry("data", "数据归集", period=False, wall=False, short="数据"),
    Entry("definitions", "指标口径", period=False, wall=False, short="口径"),
)


def entry(key: str) -> Entry:
    """The page that shows the view ``key`` or the part ``key`` of one."""
    page = key.partition(".")[0]
    return next(e for e in CONTENTS if page in (e.key, *e.views))
