"""The fonts of pictures: files of installed packages, never what the machine happens to have.

The Chinese one holds what GB 18030 asks of a simplified font, the Japanese one some hundred rare characters besides
(𠮷); what neither holds is set as 〓, the printers' sign for a character that the case does not have.
"""

from functools import lru_cache
from importlib.resources import files

import matplotlib
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from zxdata.figures.palette import PAPER

LACKING = "〓"
PACKAGES = (("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"), ("pylopdf_fonts_jp", "NotoSansJP-Regular.otf"))


@lru_cache(maxsize=1)
def _paths() -> tuple[str, ...]:
    return tuple(str(files(package) / name) for package, name in PACKAGES)


def font_file() -> str:
    """The first font's file."""
    return _paths()[0]


@lru_cache(maxsize=1)
def _held() -> frozenset[int]:
    """The characters that the fonts have, by number."""
    return frozenset(code for path in _paths() for code in FT2Font(path).get_charmap())


def settable(text: str) -> str:
    """A text with what no font has replaced by 〓."""
    return "".join(c if ord(c) in _held() or c.isspace() else LACKING for c in text)


@lru_cache(maxsize=1)
def face() -> str:
    """Name of the first font, made matplotlib's own together with the look of all pictures."""
    for path in _paths():
        font_manager.fontManager.addfont(path)
    name, *more = (font_manager.FontProperties(fname=path).get_name() for path in _paths())
    matplotlib.rcParams.update(
        {
            "font.family": [name, *more],
            "font.size": 8.5,
            "axes.unicode_minus": True,
            "svg.hashsalt": "cockpit",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.edgecolor": PAPER.axis,
            "axes.labelcolor": PAPER.t2,
            "text.color": PAPER.t1,
            "xtick.color": PAPER.t2,
            "ytick.color": PAPER.t2,
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "grid.color": PAPER.hair,
            "grid.linewidth": 0.6,
            "axes.axisbelow": True,
            "legend.frameon": False,
        }
    )
    return str(name)
