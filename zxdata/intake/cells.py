"""What one cell says: readers from the text as written to a number, a yes or no, a name; days are in ``days``.

Every reader takes text and gives the value or raises BadCell, which says why and what would work. Full-width
digits and punctuation read like their plain twins. Nothing is guessed: ``约30`` or ``12万`` is refused.
"""

import math
import re
from dataclasses import dataclass
from unicodedata import normalize

from zxdata.intake.characters import canonical, unescaped
from zxdata.intake.sheets import Cell, Formula, Shown

LONGEST = 32_767  # characters an Excel cell can hold
LARGEST = 2**31 - 1

NUMBER = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)"
    r"\s*(?:人次|人|个|次|件|名|位|条|项|场|分|户|家|°)?"
)
NO_NUMBER = tuple(
    (re.compile(shape), reason, remedy)
    for shape, reason, remedy in (
        (r"%|％", "是百分数，不是数量", "请写件数、人数这样的数，比例由驾驶舱计算"),
        (r"约|余|多|近|超|左右|以上|几|[><≈≥≤]", "是约数，不是确数", "请写确切的数；确切的数不知道的，请把这一格留空"),
        (r"[0-9]\s*[十百千万亿]", "带着万、亿一类的字", "请写成完整的数，例如 12000"),
        (r"[0-9]\s*[-~—至到]\s*[0-9]", "是一段范围，不是一个数", "请写确切的数；确切的数不知道的，请把这一格留空"),
        (r"[一二两三四五六七八九十百千零〇]", "写的是汉字", "请只写阿拉伯数字，例如 12"),
        (r"[0-9].*\(.*[0-9].*\)", "一格里有几个数", "请只写合计的那个数，例如 12"),
    )
)
YES = frozenset(("是", "有", "对", "真", "y", "yes", "t", "true", "1", "√", "✓"))
NO = frozenset(("否", "无", "不是", "非", "假", "n", "no", "f", "false", "0", "×", "✗"))
SEPARATORS = re.compile(r"[、；;，,]")
ERRORS = frozenset(("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"))
SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{2,3}")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(eq=False)
class BadCell(Exception):
    """``reason``: what is wrong with the cell; ``remedy``: what would work; ``asks``: what an answer would settle.

    ``asks`` is a field of Assumptions; for the name of a unit ``same.NAME``; empty where no answer helps.
    """

    reason: str
    remedy: str
    asks: str = ""


def as_text(raw: Cell) -> str:
    """A cell as its user sees it: 20250001, not 20250001.0; 0001 where the format says so."""
    if isinstance(raw, str):
        text = raw.strip()
        return unescaped(text).strip() if text.startswith(("=", "'")) or "_x" in text else text
    if isinstance(raw, Shown | Formula):
        return str(raw)
    if isinstance(raw, bool):
        return "是" if raw else "否"
    return str(int(raw)) if float(raw).is_integer() else repr(raw)


def label(text: str) -> str:
    """A number or name that identifies a row, the same for every way to write it."""
    if SCIENTIFIC.fullmatch(text):
        raise BadCell("被改写成了科学计数，后面的数字已经丢失", "请把这一列设成文本格式，照原来的编号重新填写")
    return canonical(text)


def storable(text: str) -> str:
    """Text that every database takes."""
    if text in ERRORS:
        raise BadCell("公式算出了错误", "请改正公式，或直接填写值")
    if UNSTORABLE.search(text):
        raise BadCell("含有不可见的非法字符（NUL 或残缺的代理字符）", "请重新录入这一格")
    if len(text) > LONGEST:
        raise BadCell(f"有 {len(text)} 个字，超过一格的上限 {LONGEST}", "请缩短；CSV 文件还请检查引号是否成对")
    return text


def number(text: str) -> float:
    """A decimal number; thousands separators and a counting word after it (12人) are read over."""
    plain = normalize("NFKC", text).strip()
    found = NUMBER.fullmatch(plain)
    value = float(found[1].replace(",", "")) if found else math.nan
    if not math.isfinite(value):
        raise _no_number(plain)
    return value


def integer(text: str, times: int = 1) -> int:
    """A whole number from 0 to 2,147,483,647; ``times``: in what unit it is written, 15.3 of 万 being 153,000."""
    value = round(number(text) * times, 6)
    if not value.is_integer():
        raise BadCell("不是整数", "请写整数，例如 12；比例由驾驶舱计算，不必填")
    if not 0 <= value <= LARGEST:
        raise BadCell("不在 0 到 2147483647 之间", "请核对这个数")
    return int(value)


def flag(text: str) -> bool:
    """Yes or no."""
    plain = normalize("NFKC", text).strip().lower()
    if plain in YES or plain in NO:
        return plain in YES
    raise BadCell("看不出是还是否", "请填 是 或 否")


def several(text: str) -> list[str]:
    """The values of a list cell, separated by 、；; or ,."""
    return [part.strip() for part in SEPARATORS.split(text) if part.strip()]


def _no_number(plain: str) -> BadCell:
    for shape, reason, remedy in NO_NUMBER:
        if shape.search(plain):
            return BadCell(reason, remedy)
    return BadCell("不是一个数", "请只写阿拉伯数字，例如 1200")
