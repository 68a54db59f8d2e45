"""What the lines above a header, and the name of the sheet, say about every row below: the year and the 届次."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from zxdata.intake.tables import Table

YEARS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
SESSIONS = re.compile(r"第?([一二三四五六七八九十]+)届[^一二三四五六七八九十]*第?([一二三四五六七八九十]+)次")


@dataclass(frozen=True)
class Title:
    """``years`` and ``sessions`` (六届三次) in the order in which they are found, each once."""

    years: tuple[str, ...]
    sessions: tuple[str, ...]

    @property
    def year(self) -> str:
        """The only year; nothing where there are several or none."""
        return self.years[0] if len(self.years) == 1 else ""

    @property
    def session(self) -> str:
        return self.sessions[0] if len(self.sessions) == 1 else ""


def title(table: Table) -> Title:
    """The title of a table, from above its header and its sheet's name."""
    plain = normalize("NFKC", " ".join((*table.titles, table.sheet.name)))
    sessions = (f"{period}届{meeting}次" for period, meeting in SESSIONS.findall(plain))
    return Title(tuple(dict.fromkeys(YEARS.findall(plain))), tuple(dict.fromkeys(sessions)))
