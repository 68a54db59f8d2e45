"""One column of a table as it is read: from a cell to its value, to what is wrong with it, or to words for the note."""

from dataclasses import dataclass
from typing import Any

from zxdata.datasets import Column, Dataset
from zxdata.intake import cells
from zxdata.intake.cells import BadCell
from zxdata.intake.characters import line, tidy
from zxdata.intake.headers import Header
from zxdata.intake.measures import multiple
from zxdata.intake.privacy import carries
from zxdata.intake.sheets import Cell, Formula, Shown
from zxdata.intake.values import LIMIT, Known, beyond, identifies, reader
from zxdata.intake.vocabulary import plain, vocabulary
from zxdata.words import MASKED

PARTNERS = "partner_regions"
LONGEST_PLACEHOLDER = 4
ROUNDED = 10**15
KNOWN = 20_000  # different cells of a column that are remembered
COUNTED = frozenset(("number", "integer", "date", "instant", "flag"))
DAYS = frozenset(("date", "instant"))
LINES = frozenset(("title", "name"))  # text of one line


@dataclass(frozen=True)
class Note:
    """What a cell says in words where a value was asked for, such as a limit 立行立改."""

    text: str


@dataclass(frozen=True)
class Parted:
    """A list of regions: the value that it is, and the names in it that lie outside the home division, as written."""

    value: Any
    outside: tuple[str, ...]


class Field(dict[Any, Any]):
    """``field[cell]`` is the cell's value, a BadCell, a Note or Parted; ``key`` says how a cell is looked up.

    What comes again is found out once: most columns of an office hold few different cells.
    """

    def __init__(self, column: Column, at: int, dataset: Dataset, header: Header, known: Known) -> None:
        super().__init__()
        self.column, self.at, self._known = column, at, known
        self._identifies = identifies(column, dataset)
        self._read = reader(
            column,
            known,
            label=self._identifies,
            times=multiple(column, header, at),
            same=vocabulary().same.get(f"{dataset.name}.{column.name}"),
        )

    @staticmethod
    def key(cell: Cell) -> Any:
        """1, 1.0 and yes are equal to Python, and not to whoever wrote them."""
        return cell if cell.__class__ is str else (cell.__class__, cell)

    def text(self, cell: Cell) -> str:
        """The cell as written; of a number with a format, where a number is asked for, the number."""
        return cells.as_text(cell.value if isinstance(cell, Shown) and self.column.kind in COUNTED else cell)

    def __missing__(self, key: Any) -> Any:
        found = self._outcome(key if isinstance(key, str) else key[1])
        if len(self) < KNOWN:
            self[key] = found
        return found

    def _outcome(self, cell: Cell) -> Any:
        text = self.text(cell)
        if self.column.name == LIMIT and plain(text) in vocabulary().limit_notes:
            return Note(text)
        try:
            self._look_at(cell, text)
            if self.column.name == PARTNERS:
                inside, outside = beyond(text, self._known)
                return Parted(self._value(inside), outside)
            return self._value(text)
        except BadCell as bad:
            return bad

    def _look_at(self, cell: Cell, text: str) -> None:
        """Refuses what a cell's text alone does not tell."""
        if isinstance(cell, Formula):
            raise BadCell("公式没有算出的值", "请在 Excel 或 WPS 里打开，算好后保存再导入，或直接填写值")
        if self._identifies and isinstance(cell, int | float) and abs(cell) >= ROUNDED:
            raise BadCell("超过 15 位的数字，Excel 已把后面的几位改成 0", "请把这一列设成文本格式，重新填写")
        if (
            self.column.kind in DAYS
            and isinstance(cell, float)
            and 1 <= cell < 13
            and text.endswith((".1", ".2", ".3"))
        ):
            raise BadCell(f"是一个数，不是日期：{text} 也可能原是 {text}0", "请把这一格设成文本或日期，写全年月日")

    def _value(self, text: str) -> Any:
        column = self.column
        if MASKED in text and vocabulary().refuses_personal and (kind := carries(text)):
            raise BadCell(f"含有{kind}", "驾驶舱不需要公民个人信息，请删去后再导入")
        if not text or (len(text) <= LONGEST_PLACEHOLDER and self._says_nothing(text)):
            if column.required:
                like = f"，例如 {column.sample}" if column.sample else ""
                raise BadCell("必填项没有填", f"请填写{column.header}{like}")
            return None
        if column.kind == "text" and not self._identifies:
            return cells.storable(line(text) if column.name in LINES else tidy(text))
        return self._read(cells.storable(text))

    def _says_nothing(self, text: str) -> bool:
        """“/”, “—”, “无”: nothing to say; but 无 answers a question of yes or no."""
        if self.column.kind == "flag" and text in cells.NO:
            return False
        return plain(text) in vocabulary().placeholders
