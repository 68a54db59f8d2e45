"""What maps say."""

import pandas as pd

from zxdata.export.sentences.figure import sentences
from zxdata.figures import COLOURS, PointMap, RegionMap
from zxdata.figures.layout.spots import count, spots
from zxdata.figures.media.phrases import FEW, names, told


@sentences.register
def _(figure: RegionMap) -> tuple[str, ...]:
    known = figure.frame[figure.frame["value"].notna()]
    if known.empty:
        return ()
    high, low = (known[known["value"] == end] for end in (known["value"].max(), known["value"].min()))
    said = [
        f"{figure.value_name}有数据的 {len(known)} 个，最高 {told(high['value'].iloc[0], figure)}（{names(high['name'])}），"
        f"最低 {told(low['value'].iloc[0], figure)}（{names(low['name'])}）。"
    ]
    marked = []
    for state in ("red", "yellow"):
        counts = pd.to_numeric(figure.frame[state]).fillna(0)
        if counts.sum():
            marked.append(f"{COLOURS[state][1]}色事项 {counts.sum():,.0f} 件，在 {int((counts > 0).sum())} 个区划")
    return (*said, *([f"{'；'.join(marked)}。"] if marked else []))


@sentences.register
def _(figure: PointMap) -> tuple[str, ...]:
    marks = [each for each in spots(figure) if "rank" not in each.frame]
    said = [f"图上{'、'.join(f'{each.word} {count(each):,} 个' for each in marks)}。"] if marks else []
    if len(figure.sites):
        first = "、".join(str(name) for name in figure.sites["name"].head(FEW))
        said.append(f"建议先建 {len(figure.sites)} 处，依次为{first}{'等' if len(figure.sites) > FEW else ''}。")
    return tuple(said)
