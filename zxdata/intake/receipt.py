"""What came of an import, row for row."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from zxdata.intake.contracts import Fault
from zxdata.intake.reading import Table


@dataclass(frozen=True)
class Receipt:
    """read = accepted + unchanged + refused, always, in rows.

    accepted   new or changed in the ledger (with ``dry_run``: would be)
    unchanged  in the ledger already, exactly so
    refused    not taken: each has at least one fault, unless ``withheld``
    withheld   rows without a fault that stayed out because the import was strict and others were faulty
    findings   sentences on what was taken but deserves a look
    table      the file as read, for the report
    """

    file: str
    dataset: str
    title: str
    read: int
    accepted: int
    unchanged: int
    refused: int
    faults: tuple[Fault, ...] = ()
    findings: tuple[str, ...] = ()
    withheld: int = 0
    dry_run: bool = False
    table: Table | None = field(default=None, repr=False, compare=False)

    @property
    def clean(self) -> bool:
        """Nothing refused, nothing to look at."""
        return not self.refused and not self.findings

    @property
    def summary(self) -> str:
        """One sentence for a person."""
        did = "试导入" if self.dry_run else "导入"
        said = (
            f"“{self.file}”{did}到{self.title}：读到 {self.read} 行，新增或更新 {self.accepted} 行，"
            f"未变 {self.unchanged} 行，退回 {self.refused} 行"
        )
        return f"{said}；严格模式下有退回，整个文件没有写入。" if self.withheld else f"{said}。"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, without the table."""
        names = (n for n in self.__dataclass_fields__ if n not in ("table", "faults", "findings"))
        return {name: getattr(self, name) for name in names} | {
            "faults": [asdict(fault) for fault in self.faults],
            "findings": list(self.findings),
        }

    def to_json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False)
