"""A mapping is proposed: from the headers of a sheet, the synonyms, the title, and what its cells look like."""

import re
from collections.abc import Mapping as Of
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from zxdata.errors import Unreadable, WrongUse
from zxdata.intake import cells
from zxdata.intake.contracts import NOTE
from zxdata.intake.headers import squeeze
from zxdata.intake.mapping.headings import best_table, headings
from zxdata.intake.mapping.kinds import Kind
from zxdata.intake.mapping.record import MONTH, NAME, SESSION, YEAR, Mapping, Source, Target, in_number
from zxdata.intake.mapping.title import Title, title
from zxdata.intake.sheets import Sheet
from zxdata.intake.tables import Table
from zxdata.regions import Regions

SAMPLES = 3
LEAST = 3  # common headers that a sheet must show to be of a kind
ROW_NUMBER = "序号"
LONG = re.compile(r".*(?:19|20)[0-9]{2}.*|[0-9]{6,}")


@dataclass(frozen=True)
class Understood:
    """One column of theirs: its first different values, and the common word that it stands for (or nothing)."""

    header: str
    samples: tuple[str, ...]
    word: str = ""


@dataclass(frozen=True)
class Fit:
    """How a sheet is of a kind: how many of its words the best table shows, and how many fields that a case has to have are
    not under any of them.
    """

    kind: Kind
    table: Table
    shown: int
    lacking: int


@dataclass(frozen=True)
class Proposal:
    """The kind of sheet, the mapping proposed, and how each column was understood."""

    kind: Kind
    table: Table
    title: Title
    mapping: Mapping
    columns: tuple[Understood, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """Headers that nobody reads and nobody has said so of."""
        known = {squeeze(header) for header in (*self.mapping.headers, *self.mapping.unread)}
        return tuple(column.header for column in self.columns if squeeze(column.header) not in known)


def propose(
    sheets: Sequence[Sheet],
    kinds: tuple[Kind, ...],
    file: str,
    words: Of[str, str] | None = None,
    name: str = "",
    regions: Regions | None = None,
) -> Proposal:
    """The mapping for the kind of sheet that fits best.

    ``words``: header → common word, as the clerk chose; an empty word leaves the column unread. Raises WrongUse
    where no kind fits.
    """
    fitting = [fit for kind in kinds if (fit := _fit(sheets, kind, file))]
    best = max(fitting, key=lambda fit: (fit.shown - fit.lacking, _named(fit.kind, title(fit.table))), default=None)
    if best is None or best.shown < LEAST:
        shown = "、".join(kind.mapping.name for kind in kinds)
        raise WrongUse(f"从“{file}”的表头认不出是哪种台账（{shown}）；请用模板，或把本单位的叫法加进表头词典。")
    return of_table(best.table, best.kind, words or {}, name, regions)


def _named(kind: Kind, about: Title) -> tuple[bool, bool]:
    """Of kinds that fit alike: the one that the title names (提案, 监督, 清单); else a ledger of cases before a list."""
    called = kind.mapping.name.removesuffix("台账")
    return called in about.name, called != kind.mapping.name


def of_table(table: Table, kind: Kind, words: Of[str, str], name: str = "", regions: Regions | None = None) -> Proposal:
    """The mapping of one kind for one table; ``regions``: those that its title may name."""
    about = title(table, regions)
    columns = _understood(table, kind, words)
    header = {column.word: column.header for column in reversed(columns) if column.word}
    targets = (_target(target, header, about, kind.mapping.case) for target in kind.mapping.targets)
    mapping = replace(
        kind.mapping,
        name=name or kind.mapping.name,
        number=_number(kind.mapping, columns, header, about),
        instead="",
        targets=tuple(target for target in targets if target is not None),
        unread=tuple(c.header for c in columns if squeeze(c.header) == ROW_NUMBER),
    )
    return Proposal(kind, table, about, mapping, columns)


def _fit(sheets: Sequence[Sheet], kind: Kind, file: str) -> Fit | None:
    try:
        table = best_table(sheets, (column.header for column in kind.columns()), file)
    except Unreadable:
        return None
    words = {word for name in headings(table.header) if (word := kind.common(name))}
    case = next(target for target in kind.mapping.targets if target.dataset == kind.mapping.case)
    sources = (case.fields[column.name] for column in case.of.columns if column.required and column.name in case.fields)
    lacking = [source for source in sources if source.columns and words.isdisjoint(source.columns)]
    return Fit(kind, table, len(words), len(lacking))


def _understood(table: Table, kind: Kind, words: Of[str, str]) -> tuple[Understood, ...]:
    """Each column with its word; where two claim one word, the one that is called so, else the first, has it."""
    found: list[Understood] = []
    for at, name in enumerate(headings(table.header)):
        if name:
            found.append(Understood(name, _samples(table, at), words.get(name, kind.common(name))))
    chosen = set(words)
    owner: dict[str, Understood] = {}
    for column in sorted(found, key=lambda c: (c.header not in chosen, squeeze(c.header) != squeeze(c.word))):
        owner.setdefault(column.word, column)
    return tuple(c if owner.get(c.word) is c else replace(c, word="") for c in found)


def _samples(table: Table, at: int) -> tuple[str, ...]:
    texts = (cells.as_text(row.cell(at)) for row in table.records)
    return tuple(islice(dict.fromkeys(text for text in texts if text), SAMPLES))


def _target(target: Target, header: Of[str, str], about: Title, case: str) -> Target | None:
    """The target with their headers; None where a field that it needs comes from nowhere and nothing can stand in."""
    fields = {name: each for name, source in target.fields.items() if (each := _source(source, header, about))}
    found = replace(target, fields=fields)
    if target.dataset == case:
        return found
    hopeless = any(not fields.get(c.name, Source()).suggest for c in found.lacking(case))
    return None if hopeless or (found.lacking(case) and not _says(found)) else found


def _says(target: Target) -> bool:
    """Whether a column of theirs says more of it than a note: else it is not worth a question."""
    return any(source.columns for name, source in target.fields.items() if name != NOTE)


def _source(source: Source, header: Of[str, str], about: Title) -> Source | None:
    if source.title:
        if source.title in header:
            return Source(columns=(header[source.title],))
        return source if about.said(source.title) else None
    if not source.columns:
        return source
    columns = tuple(header[word] for word in source.columns if word in header)
    if columns:
        return Source(columns=columns, after=header.get(source.after, ""), otherwise=source.otherwise)
    if source.otherwise:
        return Source(value=source.otherwise)
    suggest = tuple(header[word] for word in source.suggest if word in header)
    return Source(suggest=suggest) if suggest else None


def _number(of: Mapping, columns: tuple[Understood, ...], header: Of[str, str], about: Title) -> str:
    """How numbers are made: with the 届次, the year, the month or the list where they start again, else as they are
    written.
    """
    own, of_list = next(iter(in_number(of.number))), f"{{{NAME}}}" in of.number and bool(about.name)
    if own in header:
        name = header[own]
        samples = next(column.samples for column in columns if column.header == name)
        if samples and all(LONG.fullmatch(text) for text in samples):
            return f"{{{name}}}"
        if of_list:
            return f"{{{NAME}}}第{{{name}}}号"
        if SESSION in header or about.session:
            return f"{{{header.get(SESSION, SESSION)}}}第{{{name}}}号"
        return _in_year(name, about) if about.year else f"{{{name}}}"
    if known_by := next((header[name] for name in in_number(of.instead) if name in header), ""):
        return f"{{{known_by}}}"
    row_number = next((c.header for c in columns if squeeze(c.header) == ROW_NUMBER), "")
    if row_number and of_list:
        return f"{{{NAME}}}第{{{row_number}}}号"
    if row_number:
        dated = about.year or any(word in header for word in of.begun.columns)
        return _in_year(row_number, about) if dated else f"{{{row_number}}}"
    raise WrongUse(f"表里没有{own}，也没有序号，不知道每一行是哪一件；请加上{own}一列。")


def _in_year(name: str, about: Title) -> str:
    """With the month where the title is of one, and the year, of the title or of the day of each case."""
    month = f"{{{MONTH}}}月" if about.year and about.month else ""
    return f"{{{YEAR}}}年{month}第{{{name}}}号"
