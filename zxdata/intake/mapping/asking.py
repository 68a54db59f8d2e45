"""What a proposed mapping is unsure of: questions with their choices, and what an answer makes of the mapping."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from zxdata.datasets import Column
from zxdata.errors import Unknown
from zxdata.intake.assumptions import SAME, Choice, Question
from zxdata.intake.cells import BadCell, as_text
from zxdata.intake.days import limit
from zxdata.intake.fields import DAYS
from zxdata.intake.mapping.headings import headings
from zxdata.intake.mapping.limits import is_month
from zxdata.intake.mapping.proposing import Proposal
from zxdata.intake.mapping.record import (
    FIRST_DAY,
    FIRST_LEADS,
    LAST_DAY,
    NEW,
    REFUSE,
    SPLIT,
    TITLE,
    Mapping,
    Source,
    Target,
)
from zxdata.intake.mapping.sharing import JOINT, named
from zxdata.intake.questions import of_unit
from zxdata.intake.units import HINTED, Units
from zxdata.intake.values import LIMIT, Known, reader
from zxdata.intake.vocabulary import plain, vocabulary

LEAVE = "不读"
SAID = "="  # before what is written in every row
WHOLE = ("year", "month", "leads", "units", "number")
SHOWN = 5
ONE_BY_ONE = 12  # units that are asked singly; more is a list to be corrected, not a question


def questions(proposal: Proposal, known: Known, this_year: int) -> tuple[Question, ...]:
    """All that the clerk has to say before every row of this table can be read, most important first."""
    asked = (
        *_fields(proposal, known),
        *_year(proposal, known, this_year),
        *_month(proposal),
        *_leads(proposal),
        *_units(proposal, known.units),
    )
    return tuple(asked)


def answered(mapping: Mapping, key: str, value: str) -> Mapping:
    """The mapping with one question answered. Raises Unknown where there is nothing of that key."""
    if key.startswith(SAME):  # said of one file's names: the import learns them, the mapping does not
        return mapping
    if key in WHOLE:
        return replace(mapping, **{key: value})  # type: ignore[arg-type]
    name, _, field = key.rpartition(".")
    target = next((each for each in mapping.targets if each.name == name), None)
    if target is None or field not in {column.name for column in target.of.columns}:
        raise Unknown("待答的问题", key, [*WHOLE, *(f"{t.name}.{f}" for t, f, _ in mapping.sources())])
    lacking = [each for each, column in mapping.lacking() if column.name == field and each.alike(target)] or [target]
    if value == LEAVE:
        return replace(mapping, targets=tuple(each for each in mapping.targets if each not in lacking))
    return replace(
        mapping,
        targets=tuple(_standing_in(each, field, value) if each in lacking else each for each in mapping.targets),
    )


def _standing_in(target: Target, field: str, header: str) -> Target:
    """With the day under ``header`` for its own; spans that nothing begins count from it."""
    if header.startswith(SAID):
        return replace(target, fields={**target.fields, field: Source(value=header.removeprefix(SAID))})
    spans = {
        name: replace(source, after=header)
        for name, source in target.fields.items()
        if name == LIMIT and source.columns and not source.after
    }
    basis = f"{field.removesuffix('_on')}_from"
    told = {basis: Source(value=_plain(header))} if basis in {column.name for column in target.of.columns} else {}
    return replace(target, fields={**target.fields, **spans, field: Source(columns=(header,)), **told})


def _fields(proposal: Proposal, known: Known) -> Iterator[Question]:
    """Fields that have to be filled and whose column is not there, but another could stand in; of a stage once."""
    asked: list[tuple[Target, str]] = []
    for target, column in proposal.mapping.lacking():
        if any(column.name == field and target.alike(other) for other, field in asked):
            continue
        asked.append((target, column.name))
        choices = [Choice(header, f"按“{_plain(header)}”记") for header in _stand_ins(proposal, target, column, known)]
        if column.kind == "region" and known.home:
            choices.append(Choice(f"{SAID}{known.home}", f"都记在{known.regions.name(known.home)}"))
        if target.dataset != proposal.mapping.case:
            choices.append(Choice(LEAVE, f"{target.name}不读入"))
        lacking = f"表里没有{target.name}的{column.header}"
        ask = f"{lacking}，从哪里取？" if choices else f"{lacking}：请在表里加上这一列，重新选文件。"
        yield Question(f"{target.name}.{column.name}", ask, tuple(choices))


def _stand_ins(proposal: Proposal, target: Target, column: Column, known: Known) -> tuple[str, ...]:
    """Headers that may stand in for a field: those that the kind of sheet names; for one of the case itself, without which
    no row can be read, also unread ones whose cells could be it.
    """
    named = target.fields.get(column.name, Source()).suggest
    unread = proposal.unread if target.dataset == proposal.mapping.case else ()
    alike = (c.header for c in proposal.columns if c.header in unread and _fits(c.samples, column, known))
    return tuple(dict.fromkeys((*named, *alike)))[:SHOWN]


def _fits(samples: tuple[str, ...], column: Column, known: Known) -> bool:
    """Whether each of these texts can be read as the column's value, if only once a question is answered."""
    read = reader(column, known)
    for text in samples:
        if column.kind in DAYS and is_month(text):
            continue
        try:
            read(text)
        except BadCell as bad:
            if not bad.asks:
                return False
    return bool(samples)


def _year(proposal: Proposal, known: Known, this_year: int) -> Iterator[Question]:
    found = [(h, text) for h, text in _days(proposal, limits=True) if _asks_year(text, known)]
    if not found:
        return
    about = proposal.title
    choices = [Choice(TITLE, f"按标题，{about.year} 年")] if about.year else []
    others = about.years if not about.year else ()
    choices += [
        Choice(str(year), f"{year} 年") for year in (*others, this_year, this_year - 1) if str(year) != about.year
    ]
    yield Question(
        "year", f"有 {len(found)} 格日期没有写年份（{_shown(found)}），是哪一年？", tuple(dict.fromkeys(choices))
    )


def _month(proposal: Proposal) -> Iterator[Question]:
    found = [(h, text) for h, text in _days(proposal, limits=False) if is_month(text)]
    if found:
        choices = (Choice(FIRST_DAY, "按当月 1 日"), Choice(LAST_DAY, "按当月最后一日"))
        yield Question("month", f"有 {len(found)} 格日期只写到月（{_shown(found)}），按哪一天记？", choices)


def _leads(proposal: Proposal) -> Iterator[Question]:
    headers = _unit_headers(proposal, leading=True)
    found = [(h, text) for h, text in _texts(proposal, headers) if len(named(text)) > 1]
    if found:
        choices = (Choice(SPLIT, "分别办理（分办）"), Choice(FIRST_LEADS, "第一个主办，其余会办"))
        yield Question("leads", f"有 {len(found)} 格写了几个主办单位（{_shown(found)}），怎样办理？", choices)


def _units(proposal: Proposal, units: Units) -> Iterator[Question]:
    """What to do with names that no unit bears; and of those that look like a known one, which it is."""
    texts = (text for _, text in _texts(proposal, _unit_headers(proposal)))
    new = Counter(name for text in texts for name in named(text) if not units.knows(name))
    alike = [name for name in islice(new, HINTED) if units.nearest(name)]
    yield from (of_unit(name, new[name], units) for name in alike[:ONE_BY_ONE])
    if new:
        shown = "、".join(list(new)[:SHOWN]) + (" 等" if len(new) > SHOWN else "")
        rest = "其余的" if alike else "都"
        choices = (Choice(NEW, f"{rest}作为新的承办单位登记"), Choice(REFUSE, "退回这些行"))
        yield Question("units", f"有 {len(new)} 个单位不在承办单位表里（{shown}），怎么办？", choices)


def _days(proposal: Proposal, *, limits: bool) -> Iterator[tuple[str, str]]:
    """Texts in columns of days; with ``limits`` also those by when something is due."""
    headers = [
        header
        for target, field, source in proposal.mapping.sources()
        if target.of.column(field).kind in ("date", "instant") and (limits or not field.startswith("due"))
        for header in (*source.columns, *source.suggest)
    ]
    return _texts(proposal, headers)


def _unit_headers(proposal: Proposal, *, leading: bool = False) -> list[str]:
    return [
        header
        for target, field, source in proposal.mapping.sources()
        if target.of.column(field).kind == "unit" and not (leading and _joint(target))
        for header in source.columns
    ]


def _joint(target: Target) -> bool:
    return target.fields.get("role", Source()).value == JOINT


def _texts(proposal: Proposal, headers: list[str]) -> Iterator[tuple[str, str]]:
    """(header, text) of each filled cell of these columns, once a cell."""
    names = headings(proposal.table.header)
    places = [(names.index(header), header) for header in dict.fromkeys(headers)]
    for row in proposal.table.records:
        for at, header in places:
            text = as_text(row.cell(at))
            if plain(text) not in {"", *vocabulary().placeholders}:
                yield header, text


def _asks_year(text: str, known: Known) -> bool:
    try:
        limit(text, known.clock)
    except BadCell as bad:
        return bad.asks == "year"
    return False


def _shown(found: list[tuple[str, str]]) -> str:
    header, text = found[0]
    return f"如{_plain(header)}“{text}”"


def _plain(header: str) -> str:
    return "".join(header.split())
