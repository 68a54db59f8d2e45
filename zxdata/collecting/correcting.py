"""One cell of a case put right from its page, in this installation's ledger."""

from zxdata.collecting.files import BY
from zxdata.configuration import Settings
from zxdata.datasets import BY_NAME
from zxdata.intake import case_cells, correct_cell
from zxdata.ledger.places import open_ledger


def cells_of_case(dataset: str, number: str, settings: Settings) -> dict[str, tuple[str, str]]:
    """Column → its header and what the ledger says there. Raises WrongUse, LedgerUnavailable."""
    found = case_cells(open_ledger(settings), dataset, number)
    return {name: (BY_NAME[dataset].column(name).header, text) for name, text in found.items()}


def correct_case(dataset: str, number: str, column: str, text: str, settings: Settings, *, by: str) -> str:
    """Correct one cell; what was done, in one sentence. Raises WrongUse, LedgerUnavailable."""
    receipt = correct_cell(open_ledger(settings), settings, dataset, number, column, text, by=by or BY)
    return f"已更正，记为第 {receipt.number} 次导入，可在数据归集页撤回；数据快照更新后各页显示新值。"
