"""The Chinese font of pictures: a file of an installed package, never what the machine happens to have."""

from functools import lru_cache
from importlib.resources import files

import matplotlib
from matplotlib import font_manager

from zxdata.figures.palette import tokens


@lru_cache(maxsize=1)
def face() -> str:
    """Name of the font, made matplotlib's own together with the look of all pictures."""
    path = str(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf")
    font_manager.fontManager.addfont(path)
    name = font_manager.FontProperties(fname=path).get_name()
    colour = tokens()
    matplotlib.rcParams.update(
        {
            "font.family": name,
            "font.size": 8.5,
            "axes.unicode_minus": True,
            "svg.hashsalt": "cockpit",
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.spines.left": False,
            "axes.edgecolor": colour.axis,
            "axes.labelcolor": colour.t2,
            "text.color": colour.t1,
            "xtick.color": colour.t2,
            "ytick.color": colour.t2,
            "xtick.major.size": 0,
            "ytick.major.size": 0,
            "grid.color": colour.hair,
            "grid.linewidth": 0.6,
            "axes.axisbelow": True,
            "legend.frameon": False,
        }
    )
    return str(name)
