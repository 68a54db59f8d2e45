"""A map without a base map, built by pydeck: imported when a map is first drawn, for it costs a quarter second."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import pydeck as pdk

ACCESSOR = "@@="


class Deck(pdk.Deck):  # type: ignore[misc]
    """pydeck's deck, written once however often it is sent."""

    @cached_property
    def written(self) -> str:
        return json.dumps(json.loads(super().to_json()), ensure_ascii=False, sort_keys=True)

    def to_json(self) -> str:
        return self.written


def deck(spec: Mapping[str, Any], tooltip: Mapping[str, Any]) -> Deck:
    """The deck of a painted map: its ``layers``, seen from ``initialViewState``; no server is asked for tiles."""
    return Deck(
        layers=[_layer(layer) for layer in spec["layers"]],
        initial_view_state=pdk.ViewState(**spec["initialViewState"]),
        views=[pdk.View(type="MapView", controller=True)],
        map_provider=None,
        tooltip=dict(tooltip),
    )


def _layer(layer: Mapping[str, Any]) -> pdk.Layer:
    named = {name: _literal(value) for name, value in layer.items() if name not in ("@@type", "id", "data")}
    return pdk.Layer(layer["@@type"], layer["data"], layer["id"], **named)


def _literal(value: Any) -> Any:
    """pydeck takes text for a column's name unless it is quoted."""
    if not isinstance(value, str):
        return value
    return value.removeprefix(ACCESSOR) if value.startswith(ACCESSOR) else f"`{value}`"
