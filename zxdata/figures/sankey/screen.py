"""What goes where: bands as wide as their counts, laid as on a slide; what goes back or round again stands out."""

from zxdata.figures.layout.ribbons import NODE, Node, Point, Ribbon, ribbons
from zxdata.figures.media.canvas import Look, Spec, canvas, hidden_axis, note, width_of
from zxdata.figures.media.labels import number, plain
from zxdata.figures.palette import veil
from zxdata.figures.sankey import Sankey

HIGH = 420
LAST = 0.8  # the last column ends its first name where the figure does if it begins so far to the right
BESIDE = 56  # px on the desk, beside the last column on a phone
ABOVE, BELOW, BEFORE = 32, 10, 6  # px on the desk, around the columns on a phone
REACH = 16  # px on the desk, of a mark that takes the click of a band


def paint(figure: Sankey, look: Look) -> Spec:
    laid = ribbons(figure)
    standing = {node.name: _standing(figure, node) for node in laid.nodes}
    flows = [_flow(figure, look, each) for each in sorted(laid.ribbons, key=lambda each: each.kind != "forward")]
    nodes = [_area(look, _upright(node), look.tokens.t2, _about(node, standing[node.name])) for node in laid.nodes]
    targets = [] if look.wall else [_targets(look, laid.ribbons)]
    end = max((node.left for node in laid.nodes if node.head), default=0.0)
    lines = 2 if look.narrow and len({node.left for node in laid.nodes}) > 2 else 1
    return canvas(
        look,
        [*flows, *nodes, *targets],
        height=HIGH,
        hoverdistance=20,
        margin=(
            look.px(BEFORE),
            look.px(BESIDE if look.narrow else 110),
            look.px(ABOVE if look.narrow else 10),
            look.px(BELOW),
        ),
        xaxis=hidden_axis(range=[0, 1]),
        yaxis=hidden_axis(range=[1, 0]),
        annotations=[_name(look, node, lower, end, lines) for node, lower in _apart(look, laid.nodes, lines)],
    )


def _flow(figure: Sankey, look: Look, each: Ribbon) -> Spec:
    band = _area(look, each.ring, _ink(figure, look, each), _told(each))
    return band if look.wall else band | {"meta": [each.source, each.target]}


def _area(look: Look, ring: tuple[Point, ...], fill: str, about: str) -> Spec:
    """A filled outline that answers the pointer wherever it is touched."""
    x, y = ([round(point[axis], 4) for point in (*ring, ring[0])] for axis in (0, 1))
    drawn: Spec = {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "fill": "toself",
        "fillcolor": fill,
        "line": {"width": 0},
        "hoveron": "fills",
    }
    return drawn if look.wall else drawn | {"text": about, "hoverinfo": "text"}


def _upright(node: Node) -> tuple[Point, ...]:
    right, below = node.left + NODE, node.top + max(node.height, 0.004)
    return ((node.left, node.top), (right, node.top), (right, below), (node.left, below))


def _targets(look: Look, bands: tuple[Ribbon, ...]) -> Spec:
    """Marks that are not seen, in the middle of each band: a click that needs a point finds one."""
    middles = [_middle(each) for each in bands]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "customdata": [[each.source, each.target] for each in bands],
        "hovertext": [_told(each) for each in bands],
        "marker": {"size": look.px(REACH), "opacity": 0},
    }


def _middle(each: Ribbon) -> Point:
    """Of its upper and its lower edge."""
    half = len(each.ring) // 2
    upper, lower = each.ring[half // 2], each.ring[-1 - half // 2]
    return round((upper[0] + lower[0]) / 2, 4), round((upper[1] + lower[1]) / 2, 4)


def _standing(figure: Sankey, node: Node) -> int:
    """How many came to a node and did not leave it."""
    frame = figure.frame
    entered = frame.loc[frame["target"] == node.name, "value"].sum()
    left = frame.loc[frame["source"] == node.name, "value"].sum()
    return max(0, int(entered) - int(left))


def _told(each: Ribbon) -> str:
    return f"{plain(each.source)} → {plain(each.target)}<br>{number(each.value, 'integer')} 件"


def _about(node: Node, standing: int) -> str:
    return (
        f"<b>{plain(node.name)} {number(node.value, 'integer')} 件</b><br>其中停在此处 {number(standing, 'integer')} 件"
    )


def _apart(look: Look, nodes: tuple[Node, ...], lines: int) -> list[tuple[Node, float]]:
    """The nodes, each with how many px lower its name has to stand so that it covers none above it; only a phone needs it."""
    wide, high, line = _wide(look), (look.height or HIGH) - look.px(ABOVE + BELOW), look.text * 1.3
    placed: list[tuple[float, float, float]] = []  # from, to, and the middle of a name
    found: dict[str, float] = {}
    for node in sorted(nodes, key=lambda node: node.top + node.height / 2):
        begin, middle = (node.left + NODE) * wide, (node.top + node.height / 2) * high
        if node.head or not look.narrow:
            found[node.name] = 0.0
            continue
        end, lower = begin + look.px(9) + width_of(node.name, look.text), 0.0
        if _beyond(look, node):
            begin, end = 2 * begin - end, begin
        while any(begin < right and left < end and abs(middle + lower - y) < lines * line for left, right, y in placed):
            lower += line / 2
        placed.append((begin, end, middle + lower))
        found[node.name] = lower
    return [(node, found[node.name]) for node in nodes]


def _wide(look: Look) -> float:
    """The px between the first column and the last on a phone."""
    return look.width - look.px(BEFORE + BESIDE)


def _beyond(look: Look, node: Node) -> bool:
    """Whether a name to the right of the node would leave a phone, so that it stands to the left."""
    begin = (node.left + NODE) * _wide(look) + look.px(11)
    return look.narrow and not node.head and begin + width_of(node.name, look.text) > look.width


def _name(look: Look, node: Node, lower: float, end: float, lines: int) -> Spec:
    """Above the first of a column, else beside it; of two lines, the number stands under the name. ``end``: where the
    last column begins."""
    place: Spec = {"x": node.left + NODE, "y": node.top + node.height / 2, "xshift": look.px(5), "yanchor": "middle"}
    place |= {"align": "left", "yshift": -lower} if lower or look.narrow else {}
    side = "left"
    if _beyond(look, node):
        side, place["x"], place["xshift"] = "right", node.left, look.px(-5)
    if node.head:
        place = {"x": node.left, "y": node.top, "yshift": look.px(1), "yanchor": "bottom"}
        if look.narrow and node.left == end > LAST:
            side, place["x"], place["xshift"] = "right", 1, look.px(BESIDE)
    text = ("<br>" if lines > 1 else " ").join((plain(node.name), number(node.value, "integer")))
    return note(look, text, look.tokens.t1, xanchor=side, **place)


def _ink(figure: Sankey, look: Look, each: Ribbon) -> str:
    """What goes forward recedes, what goes back stands out; beside a band that is chosen, all others recede."""
    quiet, loud = veil(look.tokens.t3, 0.32), veil(look.tokens.accent, 0.75)
    if figure.selected:
        return loud if figure.selected == f"{each.source}→{each.target}" else quiet
    return quiet if each.kind == "forward" else loud
