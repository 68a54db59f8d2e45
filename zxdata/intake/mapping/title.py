"""What the lines above a header, and the name of the sheet, say about every row below: the year and the 届次."""

import re
from contextlib import suppress
from dataclasses import dataclass
from unicodedata import normalize

from zxdata.errors import WrongUse
from zxdata.intake.mapping.record import LIST_KIND, MONTH, NAME, REGION, SESSION, YEAR
from zxdata.intake.tables import Table
from zxdata.intake.vocabulary import vocabulary
from zxdata.regions import Regions

YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
OF_MONTH = re.compile(r"(?<![0-9至到—~-])(1[0-2]|0?[1-9])月(?!\s*[0-9至到—~-])")
UNTIL = ("截至", "截止")
SESSIONS = re.compile(r"第?([一二三四五六七八九十]+)届[^一二三四五六七八九十]*第?([一二三四五六七八九十]+)次")


@dataclass(frozen=True)
class Title:
    """``years``, ``sessions`` (六届三次) and known ``regions`` in the order in which they are found, each once; of a region
    and those above it only the lowest; ``name``: the first line above the header, else the sheet's name. ``month``: the one
    that the sheet is of; nothing where it says until when it was kept (截至11月, 1-11月, 11月30日).
    """

    years: tuple[str, ...]
    sessions: tuple[str, ...]
    regions: tuple[str, ...] = ()
    name: str = ""
    month: str = ""

    @property
    def list_kind(self) -> str:
        """The kind of checklist that the name tells, by the words of ``assets/intake.toml``; nothing where it tells none."""
        return next((kind for word, kind in vocabulary().checklists.items() if word in self.name), "")

    @property
    def year(self) -> str:
        """The only year; nothing where there are several or none."""
        return self.years[0] if len(self.years) == 1 else ""

    @property
    def session(self) -> str:
        return self.sessions[0] if len(self.sessions) == 1 else ""

    @property
    def region(self) -> str:
        """The code of the only region; nothing where there are several or none."""
        return self.regions[0] if len(self.regions) == 1 else ""

    def said(self, what: str) -> str:
        """年份, 月份, 届次, 所属区划, 表名 or 清单类型; nothing for what a title does not say."""
        told = {
            YEAR: self.year,
            MONTH: self.month,
            SESSION: self.session,
            REGION: self.region,
            NAME: self.name,
            LIST_KIND: self.list_kind,
        }
        return told.get(what, "")


def title(table: Table, known: Regions | None = None) -> Title:
    """The title of a table, from above its header and its sheet's name; its region as far as regions are ``known``."""
    plain = normalize("NFKC", " ".join((*table.titles, table.sheet.name)))
    sessions = (f"{period}届{meeting}次" for period, meeting in SESSIONS.findall(plain))
    regions = _regions(plain, known) if known else ()
    name = next((line.strip() for line in (*table.titles, table.sheet.name) if line.strip()), "")
    years, months = tuple(dict.fromkeys(YEARS.findall(plain))), {found.lstrip("0") for found in OF_MONTH.findall(plain)}
    month = next(iter(months)) if len(months) == 1 and not any(word in plain for word in UNTIL) else ""
    return Title(years, tuple(dict.fromkeys(sessions)), regions, name, month)


def _regions(text: str, known: Regions) -> tuple[str, ...]:
    """Codes of the regions named, without those above another of them and without names that several bear."""
    found = {}
    for name in known.names:
        if (at := text.find(name)) >= 0:
            with suppress(WrongUse):
                found[known.resolve(name)] = at
    above = {code for each in found for code in known.above(each)}
    return tuple(sorted((code for code in found if code not in above), key=lambda code: found[code]))
