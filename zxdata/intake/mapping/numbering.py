"""The number of a case, composed as the mapping says, and the case that it was merged into."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

from zxdata.intake.cells import BadCell

PART = re.compile(r"\{([^{}]+)\}")
WRITTEN = re.compile(r"第?\s*(.+?)\s*号?")
MERGED = re.compile(
    r"[(\[]?\s*(?:已?并入|并案?至|合并[到至入])\s*(第?\s*[^()\[\]]+?\s*号?)(?:提案)?(?:办理)?\s*[)\]]?$"
)


@dataclass(frozen=True)
class Number:
    """``merged``: the number of the case into which this one was merged; empty where it was not."""

    number: str
    merged: str = ""


def compose(template: str, value: Callable[[str], str]) -> Number:
    """``{届次}第{案号}号`` with 六届三次 and 第6号（并入第1号） → 六届三次第6号, merged into 六届三次第1号.

    ``value`` gives the text for a name in braces. What stands between 第 and 号 in the template is taken without
    its own 第 and 号. Raises BadCell where a part is empty.
    """
    texts, merged = {}, {}
    for name in PART.findall(template):
        plain = normalize("NFKC", value(name)).strip()
        found = MERGED.search(plain)
        texts[name] = plain[: found.start()].strip() if found else plain
        if found:
            merged[name] = found[1].strip()
        if not texts[name]:
            raise BadCell("编号组不成：这一格是空的", f"请填{name}")
    return Number(_filled(template, texts), _filled(template, texts | merged) if merged else "")


def _filled(template: str, texts: dict[str, str]) -> str:
    def put(found: re.Match[str]) -> str:
        framed = template[: found.start()].endswith("第") and template[found.end() :].startswith("号")
        text = texts[found[1]]
        bare = WRITTEN.fullmatch(text)
        return bare[1] if framed and bare else text

    return PART.sub(put, template)
