"""A mapping (对照): which column of an office's own sheet fills which field of which dataset."""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Table
from dataclasses import dataclass
from itertools import chain

from zxdata.datasets import BY_NAME, Column, Dataset
from zxdata.intake.headers import squeeze
from zxdata.ledger.tables import KEYS

TITLE = "标题"
YEAR, MONTH, SESSION, REGION = "年份", "月份", "届次", "所属区划"
NAME, LIST_KIND = "表名", "清单类型"
NEW, REFUSE = "新增", "退回"
SPLIT, FIRST_LEADS = "分办", "首个主办"
FIRST_DAY, LAST_DAY = "月初", "月末"


@dataclass(frozen=True)
class Source:
    """Where the value of one field comes from: exactly one of these.

    columns   headers of theirs; several are written one after the other, each under its header
    value     the same for every row
    title     年份, 届次, 所属区划, 表名 or 清单类型, as the lines above the header say
    number    the number of the case
    merged    what the number's cell says the case was merged into
    after     with ``columns``: the header of the day from which a span (三个月) counts
    suggest   with nothing else: headers that may stand in once the clerk says so
    otherwise with ``columns``: what is written where the cell is empty or there is no such column
    """

    columns: tuple[str, ...] = ()
    value: str = ""
    title: str = ""
    number: bool = False
    merged: bool = False
    after: str = ""
    suggest: tuple[str, ...] = ()
    otherwise: str = ""

    @property
    def filled(self) -> bool:
        return bool(self.columns or self.value or self.title or self.number or self.merged)

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header of theirs that is read here."""
        return (*self.columns, *([self.after] if self.after and self.columns else []))


@dataclass(frozen=True)
class Target:
    """One row that a row of theirs becomes. It is written where every field of ``needs`` has a value.

    ``name`` is what a clerk calls it (交办). Where a field of kind unit holds several, there is a row for each;
    with ``lead_only`` none for those that do not lead.
    """

    name: str
    dataset: str
    fields: Table[str, Source]
    needs: tuple[str, ...] = ()
    lead_only: bool = False

    @property
    def of(self) -> Dataset:
        return BY_NAME[self.dataset]

    def lacking(self, case: str) -> tuple[Column, ...]:
        """Required columns, and columns it needs, whose value comes from nowhere yet."""
        own = points_at(self.of, case)
        wanted = [c for c in self.of.columns if c.name != own and (c.required or c.name in self.needs)]
        return tuple(c for c in wanted if not self.fields.get(c.name, Source()).filled)

    def alike(self, other: "Target") -> bool:
        """Whether both write the same stage: when that was is one question."""
        stage = self.fields.get("stage")
        return self is other or (
            self.dataset == other.dataset and stage is not None and stage == other.fields.get("stage")
        )


@dataclass(frozen=True)
class Mapping:
    """How one kind of sheet becomes rows of several datasets.

    case     dataset of which a row of theirs is one record
    number   how its number is made: text with {headers} and {届次}, {年份}, {表名} of the title
    instead  of a kind of sheet: how it is made where the sheet has no column for the number
    year     year of days written without one: 标题, a year, or a header; empty: such days are refused
    month    day of a date written to the month: 月初 or 月末; empty: refused
    leads    several units where one leads: 分办, or 首个主办 and the others 会办; empty: refused
    units    names that the list of units does not hold: 新增 or 退回
    unread   headers known not to be read, so that they need not be said again
    """

    name: str
    case: str
    number: str
    targets: tuple[Target, ...]
    year: str = ""
    month: str = ""
    leads: str = ""
    units: str = ""
    unread: tuple[str, ...] = ()
    instead: str = ""

    @property
    def source(self) -> str:
        """What stands beside every row that it writes."""
        return f"对照 {self.name}"

    @property
    def key(self) -> str:
        """The column of the case's own number."""
        return KEYS[self.case]

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header of theirs that is read, once."""
        read = (header for _, _, source in self.sources() for header in source.headers)
        own = [self.year] if self.year and self.year != TITLE and not self.year.isdecimal() else []
        return tuple(dict.fromkeys(chain(in_number(self.number), read, own)))

    def sources(self) -> Iterator[tuple[Target, str, Source]]:
        for target in self.targets:
            for field, source in target.fields.items():
                yield target, field, source

    def absent(self, headers: Iterable[str]) -> tuple[str, ...]:
        """The headers to be read that a sheet with these does not show."""
        shown = {squeeze(header) for header in headers}
        return tuple(header for header in self.headers if squeeze(header) not in shown)

    @property
    def begun(self) -> Source:
        """Where the day comes from that helps to tell a case from another of its number; nothing where none does."""
        own = BY_NAME[self.case].identity[1:]
        fields = (target.fields for target in self.targets if target.dataset == self.case)
        return next((of[name] for of in fields for name in own if name in of), Source())

    def lacking(self) -> tuple[tuple[Target, Column], ...]:
        return tuple((target, column) for target in self.targets for column in target.lacking(self.case))


def points_at(dataset: Dataset, case: str) -> str:
    """The column of ``dataset`` that holds the number of the case; nothing where it has none."""
    if dataset.name == case:
        return KEYS[case]
    return next((column.name for column in dataset.columns if column.ref == case), "")


def numbered(target: Target, case: str) -> str:
    """The column of what the target writes that holds the number of the case; nothing where none does."""
    own = points_at(target.of, case)
    return own or next((name for name, source in target.fields.items() if source.number), "")


def in_number(template: str) -> tuple[str, ...]:
    """The headers in braces, without those that the title answers."""
    names = (part.partition("}")[0] for part in template.split("{")[1:])
    return tuple(name for name in names if name not in (YEAR, MONTH, SESSION, NAME))
