"""The daily digest: what changed state since the last one, what turns next, what rose unusually. Nothing else.

One file a day in a folder; the day of the last file there is where "changed" begins. A day without news says so in
one line: a file that is missing means that the digest did not run.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from zxdata import words
from zxdata.errors import WrongUse
from zxdata.filters import Filters
from zxdata.metrics.supervision.matters import by_number, turning
from zxdata.metrics.supervision.replay import NOT_YET, flipped
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


@dataclass(frozen=True, eq=False)
class Digest:
    """worse, better: the matters that changed, with before, after and the reason; coming: those that turn within days;
    colours: what their states are called.
    """

    day: date
    since: date
    region_name: str
    version: str
    worse: pd.DataFrame
    better: pd.DataFrame
    coming: pd.DataFrame
    rises: tuple[Rise, ...]
    colours: Palette

    @property
    def quiet(self) -> bool:
        return not (len(self.worse) or len(self.better) or self.rises)


def digest(reading: Reading, filters: Filters, rules: Rules, since: date, region_name: str) -> Digest:
    """The digest of the day asked for, of what changed after ``since``."""
    moves = flipped(reading, filters, rules, since)
    moves["pair"] = list(zip(moves["before"], moves["after"], strict=True))
    noted = moves[moves["pair"].isin(_WORSE | _BETTER)]
    cases = by_number(reading, filters, rules, list(noted["no"])).merge(noted, on="no")
    order = {c: n for n, c in enumerate(ORDER)}
    cases = cases.sort_values(["after", "no"], key=lambda s: s.map(order) if s.name == "after" else s, kind="stable")
    return Digest(
        filters.as_of,
        since,
        region_name,
        reading.version.about["version"],
        cases[cases["pair"].isin(_WORSE)],
        cases[cases["pair"].isin(_BETTER)],
        turning(reading, filters, rules, filters.as_of + timedelta(days=NEXT_DAYS)),
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
    lines += _section("变差", [_moved(row, found.colours) for row in found.worse.to_dict("records")])
    lines += _section("转好", [_moved(row, found.colours) for row in found.better.to_dict("records")])
    lines += _section("异常升高", [rise.sentence for rise in found.rises])
    coming = [
        f"{words.short_day(row['turns_on'])}转{_shown(row['turns_to'], found.colours)}：{_case(row)}"
        for row in found.coming.to_dict("records")
    ]
    lines += _section(f"未来 {NEXT_DAYS} 日将变色（若无进展）", coming)
    return "\n".join(lines)


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}（{len(lines)}）", "", *(f"- {line}" for line in lines), ""] if lines else []


def _moved(row: dict[str, object], colours: Palette) -> str:
    return f"{_shown(row['before'], colours)} → {_shown(row['after'], colours)}：{_case(row)}"


def _shown(colour: object, colours: Palette) -> str:
    return "新提出" if colour == NOT_YET else colours.sign(str(colour)).replace(" ", "")


def _case(row: dict[str, object]) -> str:
    """Text from data stays text: what Markdown would read as markup is escaped."""
    named = f"{row['region']}　{row['name']}（{row['no']}），{row['reason']}"
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", named.replace("\n", " "))
