"""What goes where: bands as wide as their counts; what goes back or round again stands out."""

from zxdata.figures.media import labels
from zxdata.figures.media.canvas import Look, Spec, canvas
from zxdata.figures.media.labels import plain
from zxdata.figures.palette import veil
from zxdata.figures.sankey import Sankey


def paint(figure: Sankey, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame
    names = list(dict.fromkeys([*frame["source"], *frame["target"]]))
    place = {name: n for n, name in enumerate(names)}
    entered = frame.groupby("target")["value"].sum()
    left = frame.groupby("source")["value"].sum()
    sizes = [int(max(entered.get(n, 0), left.get(n, 0))) for n in names]
    standing = [max(0, int(entered.get(n, 0)) - int(left.get(n, 0))) for n in names]
    trace: Spec = {
        "type": "sankey",
        "arrangement": "perpendicular",
        "textfont": look.font(t.t1, shadow="none"),
        "node": {
            "label": [f"{plain(n)} {labels.number(s, 'integer')}" for n, s in zip(names, sizes, strict=True)],
            "color": [t.t2] * len(names),
            "line": {"width": 0},
            "pad": look.px(26),
            "thickness": look.px(8),
            "customdata": [labels.number(s, "integer") for s in standing],
            "hovertemplate": "<b>%{label} 件</b><br>其中停在此处 %{customdata} 件<extra></extra>",
        },
        "link": {
            "source": [place[n] for n in frame["source"]],
            "target": [place[n] for n in frame["target"]],
            "value": frame["value"].tolist(),
            "color": [_ink(figure, look, *row) for row in frame[["source", "target", "kind"]].itertuples(index=False)],
            "customdata": frame[["source", "target"]].to_numpy().tolist(),
            "hovertemplate": "%{source.label} → %{target.label}<br>%{value:,.0f} 件<extra></extra>",
        },
        "hoverinfo": "all",
    }
    if look.wall:
        for part in ("node", "link"):
            trace[part].pop("hovertemplate")
            trace[part]["hoverinfo"] = "skip"
    return canvas(look, [trace], height=420, margin=(look.px(6), look.px(110), look.px(10), look.px(10)))


def _ink(figure: Sankey, look: Look, source: str, target: str, kind: str) -> str:
    """What goes forward recedes, what goes back stands out; beside a band that is chosen, all others recede."""
    quiet, loud = veil(look.tokens.t3, 0.32), veil(look.tokens.accent, 0.75)
    if figure.selected:
        return loud if figure.selected == f"{source}→{target}" else quiet
    return quiet if kind == "forward" else loud
