"""A file of an office's own, understood as far as it can be: the mapping proposed and what has to be asked."""

from collections.abc import Mapping as Of
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Engine

from zxdata.configuration import Settings
from zxdata.intake.assumptions import Question
from zxdata.intake.known import load_known
from zxdata.intake.mapping.asking import answered, questions
from zxdata.intake.mapping.kinds import kinds
from zxdata.intake.mapping.proposing import Proposal, propose
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.sheets import Sheet


@dataclass(frozen=True)
class Understanding:
    """What is proposed, and all that has to be asked before every row can be read."""

    proposal: Proposal
    asked: tuple[Question, ...]

    def settled(self, answers: Of[str, str]) -> Mapping:
        """The mapping with these answers, by key. Raises Unknown for an answer to nothing."""
        mapping = self.proposal.mapping
        for key, value in answers.items():
            mapping = answered(mapping, key, value)
        return mapping

    def open(self, answers: Of[str, str]) -> tuple[Question, ...]:
        """The questions that these answers leave open."""
        return tuple(question for question in self.asked if question.key not in answers)


def understand(
    engine: Engine,
    sheets: Sequence[Sheet],
    file: str,
    settings: Settings,
    *,
    words: Of[str, str] | None = None,
    name: str = "",
) -> Understanding:
    """What these sheets of ``file`` would become. ``words``: header → common word, as the clerk chose; an empty one leaves the column unread.

    Raises WrongUse where they are of no known kind.
    """
    ledger = load_known(engine, settings, excel_1904=False)
    proposal = propose(sheets, kinds(settings.headers), file, words, name, ledger.regions)
    clock = replace(ledger.clock, excel_1904=proposal.table.sheet.excel_1904)
    ledger = replace(ledger, clock=clock)
    return Understanding(proposal, questions(proposal, ledger, settings.day().year))
