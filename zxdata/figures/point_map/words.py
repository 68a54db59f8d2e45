"""What a map of places says, and what of it can be clicked."""

from collections.abc import Iterator, Sequence

from zxdata.figures.items import REGION, Choice, Item, Lead, Thing
from zxdata.figures.layout.spots import count, spots
from zxdata.figures.media.phrases import FEW
from zxdata.figures.point_map import PointMap

STATION = "station"


def sentences(figure: PointMap) -> tuple[str, ...]:
    marks = [each for each in spots(figure) if "rank" not in each.frame]
    said = [f"图上{'、'.join(f'{each.word} {count(each):,} 个' for each in marks)}。"] if marks else []
    if len(figure.sites):
        first = "、".join(str(name) for name in figure.sites["name"].head(FEW))
        said.append(f"建议先建 {len(figure.sites)} 处，依次为{first}{'等' if len(figure.sites) > FEW else ''}。")
    return tuple(said)


def items(figure: PointMap) -> Iterator[Item]:
    """An item a station, a township and a proposed site."""
    for no, name in figure.frame[["no", "name"]].itertuples(index=False):
        yield Item((STATION, str(no)), str(name))
    for places in (figure.towns, figure.sites):
        yield from (Item((REGION, str(c)), str(name)) for c, name in places[["code", "name"]].itertuples(index=False))


def lead(figure: PointMap, carried: Sequence[str]) -> Lead | None:
    """A station opens its card, a township or site filters by it."""
    what, which = carried[0], carried[-1]
    return Thing(what, which) if what == STATION else Choice(REGION, which) if what == REGION else None
