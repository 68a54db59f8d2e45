"""What came of an import, row for row."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from zxdata.imports import Counts
from zxdata.intake.assumptions import Question
from zxdata.intake.contracts import Fault
from zxdata.intake.tables import Table


@dataclass(frozen=True)
class Part:
    """What one dataset got from a sheet that fills several: rows new, changed, as they were, and taken out."""

    dataset: str
    title: str
    new: int
    changed: int
    unchanged: int
    removed: int

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True)
class Receipt:
    """read = accepted + unchanged + refused, always, in rows.

    accepted   new or changed in the ledger (with ``dry_run``: would be)
    unchanged  in the ledger already, exactly so
    refused    not taken: each has at least one fault, unless ``withheld``
    removed    rows of the ledger that the file took out, asked to replace cases
    withheld   rows without a fault that stayed out because the import was strict and others were faulty
    held_back  refused rows whose number stands for another case in the ledger
    missed     rows that earlier files brought of the same cases and this one does not name
    findings   sentences on what was taken but deserves a look
    entries    the values of the rows accepted by a rehearsal
    mapping    name of the mapping by which an office's own sheet was taken; else empty
    parts      with a mapping: what each dataset got
    number     of the import, under which it can be withdrawn; None for a rehearsal
    questions  what refused cells wait for: an answer in Assumptions lets them in
    tables     the sheets as read, for the report
    """

    file: str
    dataset: str
    title: str
    read: int
    rows: Counts
    faults: tuple[Fault, ...] = ()
    findings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    withheld: int = 0
    held_back: int = 0
    missed: int = 0
    dry_run: bool = False
    mapping: str = ""
    parts: tuple[Part, ...] = ()
    number: int | None = None
    entries: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, compare=False)
    tables: tuple[Table, ...] = field(default=(), repr=False, compare=False)

    @property
    def accepted(self) -> int:
        return self.rows.new + self.rows.changed

    @property
    def unchanged(self) -> int:
        return self.rows.unchanged

    @property
    def refused(self) -> int:
        return self.rows.refused

    @property
    def clean(self) -> bool:
        """Nothing refused, nothing to look at."""
        return not self.refused and not self.findings

    @property
    def summary(self) -> str:
        """One sentence for a person."""
        did = "试导入" if self.dry_run else "导入"
        rows = self.rows
        said = (
            f"“{self.file}”{did}到{self.title}：读到 {self.read} 行，新增 {rows.new} 行，更新 {rows.changed} 行，"
            f"未变 {rows.unchanged} 行，退回 {rows.refused} 行"
            + (f"，替换掉原有 {rows.removed} 行" if rows.removed else "")
        )
        return f"{said}；严格模式下有退回，整个文件没有写入。" if self.withheld else f"{said}。"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, without the sheets."""
        records = ("tables", "entries", "faults", "findings", "questions", "rows", "parts")
        names = (n for n in self.__dataclass_fields__ if n not in records)
        plain = {name: getattr(self, name) for name in names} | {"accepted": self.accepted} | asdict(self.rows)
        return plain | {
            "faults": [asdict(fault) for fault in self.faults],
            "findings": list(self.findings),
            "parts": [asdict(part) for part in self.parts],
            "questions": [asdict(question) for question in self.questions],
        }

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False)
