"""Sankey → places: nodes as uprights in columns, flows as ribbons between them, in a unit square with y downwards.

What goes forward stands in columns; what it goes through on its way back or round again lies below, in lanes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi

from zxdata.figures.sankey import Sankey

NODE, GAP, STEPS = 0.008, 0.09, 24
FORWARD, HEAD = 0.66, 0.06  # the height that columns take above lanes; the room for the names of the first of each
LANE, LANES = 0.085, 4
Point = tuple[float, float]
Link = tuple[str, str, float, str]


@dataclass(frozen=True)
class Node:
    """``value``: what enters or what leaves it, whichever is more; ``head``: the first of its column."""

    name: str
    value: float
    left: float
    top: float
    height: float
    head: bool


@dataclass(frozen=True)
class Ribbon:
    """``ring``: its outline, upper edge from left to right, lower edge back."""

    source: str
    target: str
    value: float
    kind: str
    ring: tuple[Point, ...]


@dataclass(frozen=True)
class Ribbons:
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]


def ribbons(figure: Sankey) -> Ribbons:
    """All links that carry something, each with its own ribbon; one scale for all."""
    links = [(r.source, r.target, float(r.value), r.kind) for r in figure.frame.itertuples() if r.value > 0]
    if not links:
        return Ribbons((), ())
    names = dict.fromkeys(name for link in links for name in link[:2])
    sizes = {
        name: max(sum(v for s, _, v, _ in links if s == name), sum(v for _, t, v, _ in links if t == name))
        for name in names
    }
    aside = _aside(links)
    came = _came_from(links)
    direct = [(s, t) for s, t, *_ in links if s not in aside and t not in aside]
    through = [(_follow(s, came, aside)[0], t) for s, t, *_ in links if s in aside and t not in aside]
    through = [(start, t) for start, t in through if start not in aside]
    columns = _columns([name for name in names if name not in aside], [*direct, *through])
    held: dict[int, list[str]] = {}
    for name in sorted(columns, key=lambda each: -sizes[each]):
        held.setdefault(columns[name], []).append(name)
    room = (FORWARD if aside else 1.0) - HEAD
    scale = min((room - GAP * (len(each) - 1)) / sum(sizes[name] for name in each) for each in held.values())
    nodes = {node.name: node for node in _standing(held, sizes, scale)}
    nodes |= {node.name: node for node in _lying(aside, links, columns, sizes, scale)}
    return Ribbons(tuple(nodes.values()), tuple(_between(links, nodes, scale)))


def _begin(links: list[Link]) -> set[str]:
    """Nodes that nothing enters; where all go in a circle, the one that most leaves beyond what enters."""
    surplus: dict[str, float] = {}
    for source, target, value, _ in links:
        surplus[source] = surplus.get(source, 0) + value
        surplus[target] = surplus.get(target, 0) - value
    return set(surplus) - {target for _, target, *_ in links} or {max(surplus, key=lambda name: surplus[name])}


def _aside(links: list[Link]) -> set[str]:
    """Nodes that nothing enters on its way forward."""
    entered = {target for _, target, *_ in links} - _begin(links)
    found: set[str] = set()
    while True:
        forward = {target for source, target, _, kind in links if kind == "forward" and source not in found}
        new = entered - forward - found
        if not new:
            return found
        found |= new


def _columns(names: Iterable[str], links: list[tuple[str, str]]) -> dict[str, int]:
    """Longest way from a beginning; a link that would close a circle is left out of account."""
    ahead: dict[str, set[str]] = {name: set() for name in names}
    for source, target in links:
        if source != target and source not in _reached(ahead, target):
            ahead[source].add(target)
    found = dict.fromkeys(ahead, 0)
    for _ in ahead:
        for source, targets in ahead.items():
            for target in targets:
                found[target] = max(found[target], found[source] + 1)
    return found


def _reached(ahead: dict[str, set[str]], start: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        new = ahead.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _standing(held: dict[int, list[str]], sizes: dict[str, float], scale: float) -> Iterator[Node]:
    """The largest of a column on top."""
    last = max(held) or 1
    for n, names in sorted(held.items()):
        top = HEAD
        for name in names:
            yield Node(name, sizes[name], n / last * (1 - NODE), top, sizes[name] * scale, name == names[0])
            top += sizes[name] * scale + GAP


def _lying(
    aside: set[str], links: list[Link], columns: dict[str, int], sizes: dict[str, float], scale: float
) -> Iterator[Node]:
    """Between the columns it comes from and goes to, a lane deeper than its neighbour on the left."""
    last = max(columns.values(), default=0) or 1
    ways = sorted((_way(name, links, aside, columns), name) for name in aside)
    lanes: dict[int, int] = {}
    for share, name in ways:
        lane = lanes[int(share)] = lanes.get(int(share), -1) + 1
        top = FORWARD + LANE * (lane % LANES)
        yield Node(name, sizes[name], min(share / last, 1.0) * (1 - NODE), top, sizes[name] * scale, False)


def _way(name: str, links: list[Link], aside: set[str], columns: dict[str, int]) -> float:
    """Its place between two columns: so many steps behind the one, so many before the other."""
    start, behind = _follow(name, _came_from(links), aside)
    end, before = _follow(name, {source: target for source, target, *_ in reversed(links)}, aside)
    first = columns.get(start, 0)
    final = columns.get(end, first + 1) if end != name else first + 1
    return first + (final - first) * behind / (behind + before)


def _came_from(links: list[Link]) -> dict[str, str]:
    """Node → the first of those that lead to it."""
    return {target: source for source, target, *_ in reversed(links)}


def _follow(name: str, next_of: dict[str, str], aside: set[str]) -> tuple[str, int]:
    """The first node that is not aside, and how many steps away it is."""
    steps, seen = 0, {name}
    while name in next_of:
        name, steps = next_of[name], steps + 1
        if name not in aside or name in seen:
            return name, steps
        seen.add(name)
    return name, steps or 1


def _between(links: list[Link], nodes: dict[str, Node], scale: float) -> Iterator[Ribbon]:
    """Ribbons leave and enter a node in the order of the heights they go to and come from."""
    starts, ends = ({name: node.top for name, node in nodes.items()} for _ in range(2))
    start_at: dict[tuple[str, str], float] = {}
    end_at: dict[tuple[str, str], float] = {}
    for source, target, value, _ in sorted(links, key=lambda link: nodes[link[1]].top):
        start_at[source, target] = starts[source]
        starts[source] += value * scale
    for source, target, value, _ in sorted(links, key=lambda link: nodes[link[0]].top):
        end_at[source, target] = ends[target]
        ends[target] += value * scale
    for source, target, value, kind in links:
        left, right = nodes[source].left + NODE, nodes[target].left
        upper = tuple(_course(left, start_at[source, target], right, end_at[source, target]))
        lower = tuple((x, y + value * scale) for x, y in reversed(upper))
        yield Ribbon(source, target, value, kind, (*upper, *lower))


def _course(left: float, here: float, right: float, there: float) -> Iterator[Point]:
    for n in range(STEPS + 1):
        share = n / STEPS
        yield left + (right - left) * share, here + (there - here) * (1 - cos(pi * share)) / 2
