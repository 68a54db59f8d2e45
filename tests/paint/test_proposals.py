"""How the parts of the proposals page are drawn: valid, in our colours, no markup from data."""

import json
import re
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests import sample_districts as districts
from tests import sample_figures as sample
from tests import sample_view
from ui import paint
from zxdata.export import EXPORTERS, export_file
from zxdata.export.libreoffice import libreoffice
from zxdata.figures import Figure, Sankey
from zxdata.figures.palette import themes
from zxdata.rules.palette import SHIPPED_PALETTE

LOOKS = [paint.Look(themes(SHIPPED_PALETTE)[name], wall) for name in ("dark", "light") for wall in (False, True)]
HOSTILE = '<b>甲</b><img src=x onerror="alert(1)">'


def sankey() -> Sankey:
    rows = [
        ("提交", "审查", 100, "forward"),
        ("审查", "立案", 90, "forward"),
        ("立案", "交办", 88, "forward"),
        ("交办", "退办", 6, "return"),
        ("退办", "改派", 6, "return"),
        ("交办", "答复", 80, "forward"),
        ("评价", "二次办理", 5, "again"),
    ]
    return Sankey(
        key="sankey", title="流转", unit="件", frame=pd.DataFrame(rows, columns=["source", "target", "value", "kind"])
    )


def marked() -> Figure:
    gantt = sample.gantt()
    first = gantt.frame["no"].iloc[0]
    marks = pd.DataFrame(
        [(first, districts.TODAY, "签收　甲局"), (first, districts.TODAY, HOSTILE)],
        columns=["no", "day", "words"],
    )
    return replace(gantt, marks=marks)


def crowded() -> Figure:
    curves = sample.survival()
    names = tuple(f"{n} 组" for n in range(4))
    frame = pd.concat([curves.frame[curves.frame["series"] == curves.series[0]].assign(series=n) for n in names])
    return replace(curves, frame=frame, series=names, medians=tuple((n, 58.0, 99) for n in names), extended_days=182.0)


@pytest.mark.parametrize("figure", [sankey(), marked(), crowded()], ids=["sankey", "marked", "crowded"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda v: f"{v.tokens.name}-{'wall' if v.wall else 'desk'}")
def test_each_is_a_valid_specification_in_our_colours(figure: Figure, look: paint.Look) -> None:
    spec = paint.paint(figure, look)
    go.Figure(spec)
    known = {colour.upper() for colour in look.tokens.colours()}
    text = json.dumps(spec, ensure_ascii=False, default=str)
    assert {c.upper() for c in re.findall(r"#[0-9A-Fa-f]{6}\b", text)} <= known
    assert "<img" not in text


def told(figure: Sankey) -> list[str]:
    return [trace["text"] for trace in paint.paint(figure, LOOKS[0])["data"] if "text" in trace]


def test_a_node_says_how_many_stand_there() -> None:
    standing = dict(text.split(" 件</b><br>其中停在此处 ") for text in told(sankey()) if "停在" in text)
    assert standing["<b>审查 100"] == "10 件" and standing["<b>交办 88"] == "2 件" and standing["<b>改派 6"] == "6 件"


def test_what_goes_back_or_round_again_stands_out() -> None:
    bands = {tuple(t["meta"]): t["fillcolor"] for t in paint.paint(sankey(), LOOKS[0])["data"] if "meta" in t}
    inks = {(kind != "forward", bands[source, target]) for source, target, _, kind in sankey().frame.to_numpy()}
    assert len(inks) == 2 and len({ink for _, ink in inks}) == 2


def test_a_name_from_the_data_is_no_markup_in_a_sankey() -> None:
    figure = sankey()
    drawn = replace(figure, frame=figure.frame.assign(target=HOSTILE))
    spec = paint.paint(drawn, LOOKS[0])
    assert "<img" not in json.dumps([told(drawn), spec["layout"]["annotations"]], ensure_ascii=False)


@pytest.mark.parametrize("kind", EXPORTERS)
def test_a_view_with_a_sankey_is_exported(kind: str) -> None:
    if kind == "pdf" and libreoffice() is None:
        pytest.skip("没有 LibreOffice，不能出 PDF")
    shown = replace(sample_view.view("proposals"), figures=(sankey(), marked(), crowded()))
    assert len(export_file(shown, kind)) > 500
