"""What goes where: bands as wide as their counts; what goes back or round again stands out."""

from ui import words
from ui.markup import plain
from ui.paint.look import Look, Spec, canvas
from ui.theme import veil
from zxdata.figures import Sankey


def paint_sankey(figure: Sankey, look: Look) -> Spec:
    t, frame = look.tokens, figure.frame
    names = list(dict.fromkeys([*frame["source"], *frame["target"]]))
    place = {name: n for n, name in enumerate(names)}
    entered = frame.groupby("target")["value"].sum()
    left = frame.groupby("source")["value"].sum()
    sizes = [int(max(entered.get(n, 0), left.get(n, 0))) for n in names]
    standing = [max(0, int(entered.get(n, 0)) - int(left.get(n, 0))) for n in names]
    quiet, loud = veil(t.t3, 0.32), veil(t.accent, 0.75)
    trace: Spec = {
        "type": "sankey", "arrangement": "perpendicular", "textfont": look.font(t.t1, shadow="none"),
        "node": {
            "label": [f"{plain(n)} {words.number(s, 'integer')}" for n, s in zip(names, sizes, strict=True)],
            "color": [t.t2] * len(names), "line": {"width": 0}, "pad": look.px(26), "thickness": look.px(8),
            "customdata": [words.number(s, "integer") for s in standing],
            "hovertemplate": "<b>%{label} 件</b><br>其中停在此处 %{customdata} 件<extra></extra>",
        },
        "link": {
            "source": [place[n] for n in frame["source"]], "target": [place[n] for n in frame["target"]],
            "value": frame["value"].tolist(), "color": [quiet if k == "forward" else loud for k in frame["kind"]],
            "hovertemplate": "%{source.label} → %{target.label}<br>%{value:,.0f} 件<extra></extra>",
        },
        "hoverinfo": "all",
    }  # fmt: skip
    if look.wall:
        for part in ("node", "link"):
            trace[part].pop("hovertemplate")
            trace[part]["hoverinfo"] = "skip"
    return canvas(look, [trace], height=420, margin=(look.px(6), look.px(110), look.px(10), look.px(10)))
