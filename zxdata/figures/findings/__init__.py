"""Judgements."""

from dataclasses import dataclass, replace
from typing import ClassVar

from zxdata.figures.kind import Slot
from zxdata.figures.table import KIND as TABLE
from zxdata.figures.table import Table


@dataclass(frozen=True, eq=False, kw_only=True)
class Findings(Table):
    """A table of judgements. frame: rank, kind, sentence, n, certainty, page, rows, brief, asks (see ``views.diagnosis``)."""

    needs: ClassVar = {"frame": ("rank", "kind", "sentence", "n", "certainty", "page", "rows", "brief", "asks")}


KIND = replace(
    TABLE,
    record=Findings,
    advice=Slot(f"{__name__}.words.advice"),
    urgency=0,
    paragraphs=Slot(f"{__name__}.words.paragraphs"),
)
