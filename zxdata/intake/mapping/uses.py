"""采用栏: cells in which clerks write that a report was used, with the day or without."""

import re
from unicodedata import normalize

from zxdata.intake.cells import BadCell
from zxdata.intake.vocabulary import vocabulary

USED_ON = "used_on"
_TIMES = re.compile(r"([0-9]+|[一二两三四五六七八九十])\s*(?:次|篇|条)")
_LEFT = re.compile(r"[\s,，、;；:：()（）]+")
REMEDY = "请写采用的日期，例如 2025-03-05；采用了几次，请一次一行"


def day_of_use(text: str) -> str:
    """The day in the cell as it is written, without the words beside it (``2025-03-05采用``); a cell that says only that,
    or how often, a report was used raises BadCell, and so does one day for several uses.
    """
    said = normalize("NFKC", text)
    times = _TIMES.search(said)
    for word in vocabulary().uses:
        said = said.replace(word, " ")
    rest = _LEFT.sub(" ", _TIMES.sub(" ", said)).strip()
    if not any(sign.isdigit() for sign in rest):
        if rest and not times and rest == _LEFT.sub(" ", normalize("NFKC", text)).strip():
            return text  # no word of use in it: read, and refused, as any day
        raise BadCell("只写了采用，没有写哪一天", REMEDY)
    if times and times[1] not in ("1", "一"):
        raise BadCell(f"写了{times[0]}，却只有一个日期", REMEDY)
    return rest
