"""Numbers of people that the cockpit does not need: phones and identity cards are found in any column and hidden at once.

What is hidden as a file becomes tables reaches no row, receipt, report or log. ``assets/intake.toml`` says whether a row
that carries one is then taken or refused.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from zxdata.intake.cells import as_text
from zxdata.intake.headers import Header
from zxdata.intake.sheets import Cell, Row
from zxdata.intake.tables import Table
from zxdata.intake.vocabulary import vocabulary
from zxdata.words import MASKED

# 13812345678, 138 1234 5678, 1381 234 5678, +86-138-1234-5678
PHONE = re.compile(
    r"(?<![0-9])(?:(?:\+|00)?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}[ -]?|[0-9][ -]?[0-9]{3}[ -]?)[0-9]{4}(?![0-9])"
)
IDENTITY = re.compile(r"(?<![0-9])([0-9]{6})[ -]?((?:19|20)[0-9]{6})[ -]?([0-9]{3}[0-9Xx])(?![0-9])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NARROW = str.maketrans("０１２３４５６７８９＋－Ｘｘ　\u00a0‐‑–—", "0123456789+-Xx  ----")
SHORTEST = 11  # characters of a number that belongs to a person
KINDS = {kind: f"{MASKED}{kind}{MASKED}" for kind in ("身份证号", "手机号")}
"""What is looked for, and what stands in its place."""


def hidden(text: str) -> str:
    """The text with a mark in place of every phone and identity number; the same text where there is none."""
    plain = text.translate(NARROW)  # sign by sign, so that places in one are places in the other
    found = [(*m.span(), "身份证号") for m in IDENTITY.finditer(plain) if _is_identity("".join(m.groups()))]
    found += [(*m.span(), "手机号") for m in PHONE.finditer(plain)]
    for begin, end, kind in sorted(found, reverse=True):
        text = text[:begin] + KINDS[kind] + text[end:]
    return text


def private(tables: Iterable[Table]) -> tuple[tuple[Table, ...], dict[str, list[str]]]:
    """The tables without numbers of people, and for each sheet a sentence on every column that carried some.

    A column that numbers cases stays as it is, whatever its numbers look like; that is said too.
    """
    clean, said = [], {}
    for table in tables:
        numbering = _numbering(table.header)
        seen: dict[int, Row] = {}
        counts: Counter[tuple[int, str]] = Counter()
        first = {id(row) for row in table.records}
        records = tuple(_row(row, numbering, counts, seen) for row in table.records)
        rows = tuple(seen[id(r)] if id(r) in first else _row(r, numbering, Counter(), {}) for r in table.sheet.rows)
        titles = tuple(map(hidden, table.titles))
        passed = tuple(replace(over, text=hidden(over.text)) for over in table.passed)
        sheet = replace(table.sheet, rows=rows)
        clean.append(replace(table, sheet=sheet, records=records, titles=titles, passed=passed))
        said[table.sheet.name] = [
            _sentence(table, at, kind, n, at in numbering) for (at, kind), n in sorted(counts.items())
        ]
    return tuple(clean), said


def carries(text: str) -> str:
    """The kind of number that was hidden in a text; nothing where none was."""
    return next((kind for kind, mark in KINDS.items() if mark in text), "")


def _row(row: Row, numbering: frozenset[int], counts: Counter[tuple[int, str]], seen: dict[int, Row]) -> Row:
    cells: list[Cell] | None = None
    for at, cell in enumerate(row.cells):
        if isinstance(cell, bool) or (isinstance(cell, str) and len(cell) < SHORTEST):
            continue
        if len(text := as_text(cell)) < SHORTEST or (clean := hidden(text)) == text:
            continue
        counts.update((at, kind) for kind, mark in KINDS.items() if mark in clean)
        if at not in numbering:
            cells = cells or list(row.cells)
            cells[at] = clean
    seen[id(row)] = found = replace(row, cells=tuple(cells)) if cells else row
    return found


def _numbering(header: Header) -> frozenset[int]:
    words = vocabulary()
    return frozenset(at for at, name in enumerate(header.names) if name and words.numbers_cases(name))


def _sentence(table: Table, at: int, kind: str, count: int, numbers: bool) -> str:
    names: Sequence[str] = table.header.names
    name = names[at] if at < len(names) else f"第 {at + 1} 列"
    done = f"是编号，没有隐去；如果真是{kind}，请删去后再导入" if numbers else "驾驶舱不需要公民个人信息，已隐去"
    return f"“{name}”列有 {count} 格像是{kind}；{done}。"


def _is_identity(text: str) -> bool:
    """Whether the last digit checks, as GB 11643 has it."""
    remainder = sum(int(digit) * weight for digit, weight in zip(text[:17], WEIGHTS, strict=True)) % 11
    return "10X98765432"[remainder] == text[17].upper()
