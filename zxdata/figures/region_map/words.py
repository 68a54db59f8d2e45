"""What a map of regions says, and where its regions lead."""

from collections.abc import Sequence

import pandas as pd

from zxdata import words
from zxdata.figures.items import REGION, Lead, Values
from zxdata.figures.media.phrases import listed, names, value_text
from zxdata.figures.region_map import RegionMap


def sentences(figure: RegionMap) -> tuple[str, ...]:
    known = figure.frame[figure.frame["value"].notna()]
    if known.empty:
        return ()
    high, low = (known[known["value"] == end] for end in (known["value"].max(), known["value"].min()))
    said = [
        f"{figure.value_name}有数据的 {len(known)} 个，最高 {value_text(high['value'].iloc[0], figure)}（{names(high['name'])}），"
        f"最低 {value_text(low['value'].iloc[0], figure)}（{names(low['name'])}）。"
    ]
    marked = []
    for state in ("red", "yellow"):
        counts = pd.to_numeric(figure.frame[state]).fillna(0)
        if counts.sum():
            marked.append(
                f"{figure.palette.adjective(state)}事项 {words.rounded(counts.sum())} 件，在 {int((counts > 0).sum())} 个区划"
            )
    chosen = known[known["code"] == figure.selected]
    said += [f"所选的{listed(chosen, figure)}。"] if len(chosen) else []
    return (*said, *([f"{'；'.join(marked)}。"] if marked else []))


def lead(figure: RegionMap, carried: Sequence[str]) -> Lead:
    return Values(((REGION, carried[0]),))
