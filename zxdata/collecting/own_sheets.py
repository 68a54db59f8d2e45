"""An office's own sheet given through the page: what is understood of it, what it would become, and its import."""

from collections.abc import Mapping as Of
from dataclasses import dataclass, field, replace
from pathlib import Path

from zxdata.apart import Progress, apart
from zxdata.collecting.files import BY, report_of, without_sheets
from zxdata.configuration import Settings
from zxdata.intake import Assumptions, Question, Receipt, import_file, open_book
from zxdata.intake.assumptions import NOTHING
from zxdata.intake.mapping import Mapping, Understood, fitting, understand
from zxdata.ledger.places import open_ledger
from zxdata.revising.mappings import keep_mapping


@dataclass(frozen=True)
class SheetAnswers:
    """What the clerk said of a sheet. ``words``: header → common word; ``said``: question → answer; ``anew``: not by a
    kept mapping."""

    words: Of[str, str] = field(default_factory=dict)
    said: Of[str, str] = field(default_factory=dict)
    anew: bool = False


@dataclass(frozen=True)
class Understanding:
    """What is understood of a sheet, and what it would become.

    kind      what it was taken for (提案台账); kept: its mapping is one that was kept, so nothing was asked
    rows      how many records it has
    columns   each with its first values and the common word it stands for; unread: those that nobody reads
    words     every common word that a column may stand for
    asked     all that the clerk has to say
    mapping   with the answers so far; assumed: what they say of this file alone
    receipt   of a rehearsal, without its sheets; None while an answer is lacking; report: as a file, where rows are refused
    """

    kind: str
    kept: bool
    rows: int
    columns: tuple[Understood, ...]
    unread: tuple[str, ...]
    words: tuple[str, ...]
    asked: tuple[Question, ...]
    mapping: Mapping
    receipt: Receipt | None
    report: bytes = b""
    assumed: Assumptions = NOTHING


def understand_sheet(path: Path, answers: SheetAnswers, settings: Settings, progress: Progress) -> Understanding:
    """By the kept mapping that takes the sheet, else by its headers and the answers. Raises Unreadable, WrongUse."""
    found: Understanding = apart(understood, path, answers, settings, progress=progress)
    return found


def import_sheet(
    path: Path,
    found: Understanding,
    settings: Settings,
    progress: Progress,
    *,
    by: str = "",
    address: str = "",
    keeping: bool = False,
) -> Receipt:
    """The receipt of taking the sheet as it was understood, without the sheets. ``keeping``: its mapping is kept for sheets
    of its kind. ``by``, ``address``: who imports, from where. Raises Unreadable, WrongUse, LedgerUnavailable; then nothing is written."""
    done: Receipt = apart(taken, path, found.mapping, found.assumed, by, settings, progress=progress)
    if keeping:
        keep_mapping(settings, found.mapping, found.mapping.name, by=by or BY, address=address)
    return done


def understood(path: Path, answers: SheetAnswers, settings: Settings, progress: Progress) -> Understanding:
    engine = open_ledger(settings)
    progress(1, 1, path.name)
    book = open_book(engine, path, settings)
    found = None if answers.anew else fitting(book.kept, book.sheets, path.name)
    if found:
        rows = sum(len(table.records) for table in found[1])
        seen = Understanding(found[0].name, True, rows, (), (), (), (), found[0], None)
    else:
        whole = understand(engine, book.sheets, path.name, settings, words=answers.words)
        proposal = whole.proposal
        known = {question.key for question in whole.asked}
        mapping = whole.settled({key: value for key, value in answers.said.items() if key in known})
        seen = Understanding(
            kind=proposal.kind.mapping.name,
            kept=False,
            rows=len(proposal.table.records),
            columns=proposal.columns,
            unread=proposal.unread,
            words=tuple(proposal.kind.synonyms),
            asked=whole.asked,
            mapping=replace(mapping, unread=(*proposal.mapping.unread, *proposal.unread)),
            receipt=None,
        )
    if seen.mapping.lacking():
        return seen
    assumed = replace(Assumptions.of(answers.said), year=None)  # of days written without a year the mapping says more
    receipt = import_file(engine, book, settings, mapping=seen.mapping, assumed=assumed, dry_run=True)
    return replace(seen, receipt=without_sheets(receipt), report=report_of(receipt), assumed=assumed)


def taken(
    path: Path, mapping: Mapping, assumed: Assumptions, by: str, settings: Settings, progress: Progress
) -> Receipt:
    progress(1, 1, path.name)
    receipt = import_file(open_ledger(settings), path, settings, mapping=mapping, assumed=assumed, by=by or BY)
    return without_sheets(receipt)
