"""The chosen region on a map: its outline, and its name beside it where the map does not say it."""

from zxdata.figures.layout.cartography import Box, Place
from zxdata.figures.layout.placing import hit, within
from zxdata.figures.media.canvas import Look, Spec, note, width_of
from zxdata.figures.media.labels import plain
from zxdata.figures.region_map import RegionMap
from zxdata.figures.region_map.names import Sheet, taken
from zxdata.figures.region_map.screen import shaded_and_sheet
from zxdata.figures.region_map.shaded import ShadedMap

FINE = 4
HIGH, PAD = 22, 5  # px on the desk
AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1))


def chosen(figure: RegionMap, look: Look) -> Spec:
    code = figure.selected
    if code not in figure.shapes:
        return {}
    shaded, sheet = shaded_and_sheet(figure, look)
    lying = [shaded.main, *([shaded.inset] if shaded.inset is not None and code in figure.inset else [])]
    line = {"color": look.tokens.t1, "width": look.px(2)}
    outlines = [{"type": "path", "path": _path(figure, place), "line": line} for place in lying]
    occupied, named = taken(figure, sheet, shaded)
    return {"shapes": outlines, "annotations": [] if code in named else _name(figure, shaded, sheet, occupied)}


def _path(figure: RegionMap, place: Place) -> str:
    rings = (
        " L".join(f"{place.x(lon):.{FINE}f},{place.y(lat):.{FINE}f}" for lon, lat in ring)
        for ring in figure.shapes[figure.selected]
    )
    return " ".join(f"M{ring} Z" for ring in rings)


def _name(figure: RegionMap, shaded: ShadedMap, sheet: Sheet, occupied: list[Box]) -> list[Spec]:
    """On a side of the region where it covers no count and no other name; where there is none, the outline is enough."""
    row = figure.frame[figure.frame["code"] == figure.selected]
    if row.empty:
        return []
    look, name = sheet.look, str(row["name"].iloc[0])
    wide, high = width_of(name, sheet.name_size) + look.px(2 * PAD), look.px(HIGH)
    boxes = [_beside(figure, shaded.main, sheet, side, wide, high) for side in AROUND]
    free = [box for box in boxes if within(box, sheet.edge) and not hit(box, occupied)]
    return [
        note(
            look,
            plain(name),
            look.tokens.t1,
            x=(box[0] + box[1]) / 2,
            y=(box[2] + box[3]) / 2,
            font=look.font(look.tokens.t1, size=sheet.name_size),
            bgcolor=look.tokens.bg,
            bordercolor=look.tokens.t1,
            borderpad=look.px(2),
            borderwidth=look.px(1),
        )
        for box in free[:1]
    ]


def _beside(figure: RegionMap, place: Place, sheet: Sheet, side: tuple[int, int], wide: float, high: float) -> Box:
    points = [point for ring in figure.shapes[figure.selected] for point in ring]
    east = [place.x(lon) for lon, _ in points]
    north = [place.y(lat) for _, lat in points]
    across, up = wide / 2 / sheet.scale, high / 2 / sheet.scale
    x = (min(east) + max(east)) / 2 if not side[0] else max(east) + across if side[0] > 0 else min(east) - across
    y = (min(north) + max(north)) / 2 if not side[1] else max(north) + up if side[1] > 0 else min(north) - up
    return sheet.box(x, y, wide, high)
