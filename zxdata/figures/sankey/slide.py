"""Flows on a slide."""

from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from zxdata import words
from zxdata.figures.kind import Box
from zxdata.figures.layout.ribbons import NODE as NODE_WIDTH
from zxdata.figures.layout.ribbons import Node, ribbons
from zxdata.figures.media.slide.shapes import grouped, outline, rectangle, veiled, write
from zxdata.figures.palette import PAPER
from zxdata.figures.sankey import Sankey

LABEL = Emu(1_250_000)
LINE = Emu(190_000)
FAINT, STRONG = 0.35, 0.8


def draw(figure: Sankey, shapes: Any, box: Box) -> Any:
    """Groups 流向, 节点 and 名称; what goes back or round again stands out."""
    left, top, width, height = box
    laid = ribbons(figure)
    width -= LABEL

    def x(share: float) -> int:
        return left + round(width * share)

    def y(share: float) -> int:
        return top + round(height * share)

    flows = []
    for ribbon in sorted(laid.ribbons, key=lambda each: each.kind != "forward"):
        colour = PAPER["t3" if ribbon.kind == "forward" else "accent"]
        said = f"{ribbon.source} → {ribbon.target}"
        drawn = outline(
            shapes,
            [[(x(a), y(b)) for a, b in ribbon.ring]],
            colour,
            "",
            said,
            f"{said}：{words.number(ribbon.value, 'integer')} 件",
        )
        veiled(drawn, FAINT if ribbon.kind == "forward" else STRONG)
        flows.append(drawn)
    group = grouped(shapes, "流向", flows)
    nodes, labels = [], []
    for node in laid.nodes:
        right = x(node.left + NODE_WIDTH)
        place = (x(node.left), y(node.top), right - x(node.left), max(y(node.top + node.height) - y(node.top), 9_000))
        nodes.append(rectangle(shapes, place, PAPER.t2, "", node.name, _said(node)))
        if node.head:
            place = (x(node.left), y(node.top) - LINE - 20_000, LABEL, LINE)
        else:
            place = (right + 50_000, y(node.top + node.height / 2) - LINE // 2, LABEL, LINE)
        labels.append(write(shapes, _said(node), place, 11, "t1", PP_ALIGN.LEFT))
    grouped(shapes, "节点", nodes)
    grouped(shapes, "名称", labels)
    return group


def _said(node: Node) -> str:
    return f"{node.name} {words.number(node.value, 'integer')}"
