"""The paper of a workbook: its cell formats, and how a value becomes a cell."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

from zxdata import words
from zxdata.figures.palette import FONT, Tokens
from zxdata.rules.palette import ORDER

LONGEST_CELL = 32_767
PATTERNS = {
    "integer": "#,##0",
    "decimal": "#,##0.0",
    "coefficient": "0.00",
    "percent": "0.0%",
    "date": "yyyy-mm-dd",
    "degrees": "0.0000",
}
PLAIN = ("#,##0", "#,##0.0")  # of whole and of broken numbers of a kind without a pattern
BEFORE_1900 = date(1899, 12, 30).toordinal()
WORDS = ("text", "flag", "colour")


class Paper:
    """The cell formats of one workbook in its colours, made once each."""

    def __init__(self, book: Any, colour: Tokens) -> None:
        book.formats[0].set_font_name(FONT)
        base = {"font_name": FONT, "font_size": 10, "font_color": colour.t1, "valign": "vcenter"}
        header = base | {"bold": True, "bg_color": colour.ramp[0], "bottom": 1, "text_wrap": True}
        lined = base | {"bottom": 1, "bottom_color": colour.hair}
        self._book, self._lined, self._colour = book, lined, colour
        self.formats = {
            "title": book.add_format(base | {"bold": True, "font_size": 16}),
            "aid": book.add_format(base | {"font_color": colour.t3}),
            "mark": book.add_format(base | {"bold": True, "font_color": colour.yellow_word}),
            "header": book.add_format(header),
            "number header": book.add_format(header | {"align": "right"}),
            "text": book.add_format(lined | {"align": "left", "indent": 1}),
            "wrapped": book.add_format(lined | {"text_wrap": True, "valign": "top"}),
        }

    def number(self, pattern: str) -> Any:
        if pattern not in self.formats:
            self.formats[pattern] = self._book.add_format(self._lined | {"num_format": pattern})
        return self.formats[pattern]

    def state(self, name: str) -> Any:
        """Text in the colour of a state."""
        if name not in self.formats:
            ink = self._colour.word(name)
            self.formats[name] = self._book.add_format(self._lined | {"align": "left", "indent": 1, "font_color": ink})
        return self.formats[name]

    def writer(self, sheet: Any, kind: str) -> Callable[[int, int, Any], None]:
        """Writes cells (row, column, value) of a kind; text is text whatever it looks like, missing is empty."""
        texts = self.formats["text"]
        whole, broken, days = (self.number(p) for p in (*[PATTERNS.get(kind, p) for p in PLAIN], PATTERNS["date"]))

        def write(row: int, at: int, value: Any) -> None:
            if words.missing(value):
                sheet.write_blank(row, at, None, texts)
            elif kind == "flag":
                sheet.write_string(row, at, "是" if value else "否", texts)
            elif isinstance(value, str):
                known = kind == "colour" and value in ORDER
                text = self._colour.states.sign(value, "") if known else value[:LONGEST_CELL]
                sheet.write_string(row, at, text, self.state(value) if known else texts)
            elif isinstance(value, date):
                sheet.write_number(row, at, value.toordinal() - BEFORE_1900, days)
            elif kind in WORDS:
                sheet.write_string(row, at, str(value)[:LONGEST_CELL], texts)
            elif math.isfinite(value):
                number = float(value)
                sheet.write_number(row, at, number, whole if number.is_integer() else broken)

        return write
