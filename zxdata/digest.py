"""The daily digest: what changed state since the last one, what turns next, what rose unusually. Nothing else.

One file a day in a folder; the day of the last file there is where "changed" begins. A day without news says so in
one line: a file that is missing means that the digest did not run.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from zxdata import words
from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.metrics.clocked.cases import ClockedCase, cases_by_number, turning
from zxdata.metrics.clocked.replay import NOT_YET, flipped
from zxdata.metrics.supervision.cases import MATTERS
from zxdata.metrics.supervision.unusual import Rise, rises
from zxdata.rules.book import Rules
from zxdata.rules.colours import ORDER
from zxdata.rules.palette import Palette
from zxdata.store import Reading

NAME = "监督预警日报_{day}.md"
_NAMED = re.compile(r"监督预警日报_(\d{4}-\d{2}-\d{2})\.md")
REACH_BACK = 31
NEXT_DAYS = 7
# Changes of state that someone has to act on or may be glad of; a matter newly raised in time is neither.
_WORSE = {(a, b) for a in ("green", "unknown", NOT_YET, "done", "done_late") for b in ("red", "yellow")} | {
    ("yellow", "red")
}
_BETTER = {(a, b) for a in ("red", "yellow") for b in ("green", "done", "done_late")} | {("red", "yellow")}


@dataclass(frozen=True)
class Moved:
    """One matter that changed its colour."""

    case: ClockedCase
    before: str

    @property
    def pair(self) -> tuple[str, str]:
        return self.before, self.case.colour


@dataclass(frozen=True, eq=False)
class Digest:
    """worse, better: the matters that changed; coming: those that turn within days; colours: what their states are
    called.
    """

    day: date
    since: date
    region_name: str
    version: str
    worse: tuple[Moved, ...]
    better: tuple[Moved, ...]
    coming: tuple[ClockedCase, ...]
    rises: tuple[Rise, ...]
    colours: Palette

    @property
    def quiet(self) -> bool:
        return not (len(self.worse) or len(self.better) or self.rises)


def digest(reading: Reading, filters: Filters, rules: Rules, since: date, region_name: str) -> Digest:
    """The digest of the day asked for, of what changed after ``since``."""
    flips = flipped(reading, MATTERS, filters, rules, since)
    before = {each.no: each.before for each in flips if (each.before, each.after) in _WORSE | _BETTER}
    cases = cases_by_number(reading, MATTERS, filters, rules, before)
    cases = tuple(sorted(cases, key=lambda case: (ORDER.index(case.colour), case.no)))
    moves = tuple(Moved(case, before[case.no]) for case in cases)
    return Digest(
        filters.as_of,
        since,
        region_name,
        reading.version.about["version"],
        tuple(moved for moved in moves if moved.pair in _WORSE),
        tuple(moved for moved in moves if moved.pair in _BETTER),
        turning(reading, MATTERS, filters, rules, filters.as_of + timedelta(days=NEXT_DAYS)).cases,
        tuple(rises(reading, filters, rules)),
        rules.colours,
    )


def last_before(folder: Path, day: date) -> date:
    """The day of the latest digest in the folder before ``day``, at most a month back; else the day before."""
    found = [date.fromisoformat(m.group(1)) for f in folder.glob("*.md") if (m := _NAMED.fullmatch(f.name))]
    earlier = [d for d in found if d < day]
    return max(max(earlier), day - timedelta(days=REACH_BACK)) if earlier else day - timedelta(days=1)


def write(found: Digest, folder: Path) -> Path:
    """Write the day's file, whole or not at all; the same digest gives the same file. Raises WrongUse."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / NAME.format(day=found.day)
        draft = path.with_suffix(".part")
        draft.write_text(text(found), encoding="utf-8")
        draft.replace(path)
    except OSError as fault:
        raise WrongUse(f"日报写不进文件夹 {folder}：{fault.strerror}。请换一个可写的文件夹。") from fault
    return path


def text(found: Digest) -> str:
    """The digest as plain Markdown; every line names its reason."""
    lines = [
        f"# 监督预警日报　{words.day(found.day)}",
        "",
        f"{found.region_name}，与{words.day(found.since)}相比。数据版本 {found.version}。",
        "",
    ]
    if found.quiet:
        lines += ["没有变色的事项，没有异常升高。", ""]
    lines += _section("变差", [_moved(moved, found.colours) for moved in found.worse])
    lines += _section("转好", [_moved(moved, found.colours) for moved in found.better])
    lines += _section("异常升高", [rise.sentence for rise in found.rises])
    coming = [
        f"{words.short_day(case.turns_on)}转{_shown(case.turns_to, found.colours)}：{_case(case)}"
        for case in found.coming
        if case.turns_on
    ]
    lines += _section(f"未来 {NEXT_DAYS} 日将变色（若无进展）", coming)
    return "\n".join(lines)


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}（{len(lines)}）", "", *(f"- {line}" for line in lines), ""] if lines else []


def _moved(moved: Moved, colours: Palette) -> str:
    return f"{_shown(moved.before, colours)} → {_shown(moved.case.colour, colours)}：{_case(moved.case)}"


def _shown(colour: str, colours: Palette) -> str:
    return "新提出" if colour == NOT_YET else colours.sign(colour).replace(" ", "")


def _case(case: ClockedCase) -> str:
    """Text from data stays text: what Markdown would read as markup is escaped."""
    named = f"{case.region}　{case.name}（{case.no}），{case.reason}"
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", named.replace("\n", " "))
