"""The swatch row above the few figures that need one: maps, Gantt charts, stacked bars."""

from ui.markup import Markup, fill, join
from ui.per_figure import PerFigure
from zxdata.figures import Figure, kind_of
from zxdata.figures.items import Swatch
from zxdata.figures.media.canvas import Look

SWATCH = '<span class="swatch"><i style="background:$colour"></i>$name</span>'
HATCHED = '<span class="swatch"><i class="hatch"></i>$name</span>'
STATE = '<span class="swatch"><em class="ink-$state">$symbol</em>$name</span>'
SYMBOL = '<span class="swatch"><em>$symbol</em>$name</span>'
RAMP = "<span>$name</span><span class='ramp'>$boxes</span><span>$end</span><span class='quiet'>$aid</span>"


_LEGENDS: PerFigure[Markup] = PerFigure()


def legend(figure: Figure, look: Look) -> Markup:
    """Empty for figures that name themselves at the line or the bar."""
    return _LEGENDS.get(figure, lambda: _legend(figure, look), look)


def _legend(figure: Figure, look: Look) -> Markup:
    slot = kind_of(figure).legend
    parts = [_swatch(each) for each in slot.do(figure, look)] if slot else []
    return fill('<div class="legend">$parts</div>', parts=join(parts)) if parts else Markup("")


def _swatch(each: Swatch) -> Markup:
    if each.ramp:
        boxes = join([fill('<i style="background:$c"></i>', c=c) for c in each.ramp])
        return fill(RAMP, name=each.name, boxes=boxes, end=each.end, aid=each.aid)
    if each.hatched:
        return fill(HATCHED, name=each.name)
    if each.state:
        return fill(STATE, state=each.state, symbol=each.symbol, name=each.name)
    if each.symbol:
        return fill(SYMBOL, symbol=each.symbol, name=each.name)
    return fill(SWATCH, colour=each.colour, name=each.name)
