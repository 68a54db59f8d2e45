"""Layers and channels: which storey of a district's tree is complete, which townships lack one; online, offline, both."""

from dataclasses import replace

import pandas as pd

from zxdata.figures import Bars, Table, TableColumn, View
from zxdata.metrics.coverage.layers import Layer, Layered, layered
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

LISTED = 500


def view(asking: Asking) -> View:
    filters = replace(asking.filters, region=asking.district or asking.filters.region)
    found = layered(asking.reading, filters, asking.rules)
    figures = (districts(found), gaps(found), channels(asking))
    return framed(asking, "coverage.layers", "阵地体系", _headline(found), (), figures, None)


def _headline(found: tuple[Layered, ...]) -> str:
    if not found:
        return "所选条件下没有区县。"
    if len(found) == 1:
        return _one(found[0])
    whole = sum(all(layer.complete for layer in one.layers) for one in found)
    return f"{len(found)} 个区县中，{whole} 个的各层都已建齐。" if whole else f"{len(found)} 个区县都还没有建齐各层。"


def _one(one: Layered) -> str:
    short = [layer.tier.name for layer in one.layers if not layer.complete]
    state = f"{'、'.join(short)}还没有建齐" if short else "各层都已建齐"
    return f"{one.district.name}按“{one.tree.name}”：{state}。"


def districts(found: tuple[Layered, ...]) -> Table:
    """One row a district, one column a storey."""
    storeys = max((len(one.layers) for one in found), default=1)
    rows = []
    for one in found:
        complete = sum(layer.complete for layer in one.layers)
        texts = [_layer_in_words(layer) for layer in one.layers] + [""] * (storeys - len(one.layers))
        rows.append((one.district.code, one.district.name, one.tree.name, f"{complete} / {len(one.layers)}", *texts))
    names = [f"layer{n}" for n in range(storeys)]
    columns = [TableColumn("name", "区县"), TableColumn("tree", "体系"), TableColumn("complete", "已齐的层")]
    columns += [TableColumn(name, f"第{'一二三四五六'[n]}层") for n, name in enumerate(names)]
    notes = dict.fromkeys(f"{one.tree.name}：{one.tree.note}" for one in found if one.tree.note)
    return Table(
        key="districts",
        title="各区县的阵地体系",
        aid="○ 未齐，● 已齐；按类型、层级的筛选在此不起作用",
        note="　".join([*notes, "体系在规则文件里配置"]),
        frame=pd.DataFrame(rows, columns=["code", "name", "tree", "complete", *names]),
        columns=tuple(columns),
    )


def _layer_in_words(layer: Layer) -> str:
    unit = "个阵地" if layer.tier.each == "district" else "个镇街"
    return f"{'●' if layer.complete else '○'} {layer.tier.name} {layer.present} / {layer.wanted} {unit}"


def gaps(found: tuple[Layered, ...]) -> Table:
    """One row a township and storey that it lacks."""
    rows = [
        (town.code, one.district.name, town.name, layer.tier.name)
        for one in found
        for layer in one.layers
        for town in layer.missing
    ]
    frame = pd.DataFrame(rows, columns=["code", "district", "name", "layer"])
    together = frame.groupby(["code", "district", "name"], sort=False, as_index=False).agg(layer=("layer", "、".join))
    together = together.sort_values("code", ignore_index=True)
    cut = f"，只列前 {LISTED} 个" if len(together) > LISTED else ""
    return Table(
        key="gaps",
        title="缺层的镇街",
        aid=f"{len(together):,} 个镇街{cut}",
        frame=together.head(LISTED),
        empty="没有缺层的镇街。",
        columns=(TableColumn("district", "区县"), TableColumn("name", "乡镇街道"), TableColumn("layer", "缺哪一层")),
    )


def channels(asking: Asking) -> Bars:
    """Online, offline and both as three facts; what is both is in each of the two and once in the total."""
    named = {
        "coverage.stations": "全部开放阵地",
        "coverage.stations_offline": "线下",
        "coverage.stations_online": "线上",
        "coverage.stations_both": "其中线上线下",
    }
    found = asking.answer(named)
    every, offline, online, both = (int(found.value(key) or 0) for key in named)
    unsaid = every - offline - online + both
    frame = pd.DataFrame(
        {"name": list(named.values()), "value": [every, offline, online, both], "base": "", "metric": list(named)}
    )
    rest = f" + 未填 {unsaid:,}" if unsaid else ""
    return Bars(
        key="channels",
        title="线上与线下",
        unit="个",
        aid="线上线下兼有的不重复计",
        value_format="integer",
        frame=frame,
        note=f"线下 {offline:,} + 线上 {online:,} − 线上线下 {both:,}{rest} = {every:,}",
    )
