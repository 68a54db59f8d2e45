"""``rows … --out FILE``: the whole rows behind a number, in a file that can be corrected and imported again."""

from pathlib import Path
from typing import TYPE_CHECKING

from zxdata.errors import WrongUse

if TYPE_CHECKING:
    import pandas as pd

    from zxdata.configuration import Settings
    from zxdata.metrics.fact import Fact


def kind_of(out: Path | None, wanted: str | None) -> str:
    """The kind of file that is to be written; empty without one. Raises WrongUse where the two do not go together."""
    from zxdata.intake.returning import KINDS

    if out is None:
        if wanted == "xlsx":
            raise WrongUse("xlsx 不能显示在屏幕上；请加 --out FILE.xlsx。")
        return ""
    kind = wanted or out.suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise WrongUse(f"--out 写成的文件可以是 {'、'.join(KINDS)}，不能是“{kind}”；请改扩展名，或用 --format 指明。")
    return kind


def write_out(out: Path, kind: str, settings: "Settings", fact: "Fact", frame: "pd.DataFrame", personal: bool) -> str:
    """Write the rows of the dataset behind a listing; what was done, in a sentence. Raises WrongUse where its rows are of
    no dataset. Without the right to what is ``personal`` those columns are left out, and coming in again changes none of
    them."""
    from zxdata.datasets import BY_NAME
    from zxdata.intake.returning import cases, write_rows
    from zxdata.ledger import open_ledger

    if (numbered := fact.numbered) is None:
        raise WrongUse(f"{fact.name}的明细不是台账里的整行，不能写成可以导回的文件；请用 --format csv 输出到屏幕。")
    dataset = BY_NAME[numbered.of]
    rows = cases(open_ledger(settings), dataset, frame[numbered.name])
    write_rows(out, kind, dataset if personal else dataset.impersonal, rows)
    return f"{dataset.title} {len(rows):,} 行已写到 {out}，改好后可以导回。"
