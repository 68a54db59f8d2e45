"""A question as it is written: names and days, not yet looked up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from zxdata.errors import WrongUse

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Given:
    """region, scope: a code, name or path; where: ``DIM=VALUE`` each; by: ``DIM,DIM``; basis: cohort or period; metrics or
    a view are asked for."""

    region: str | None = None
    since: date | None = None
    until: date | None = None
    where: Sequence[str] | None = None
    as_of: date | None = None
    scope: str | None = None
    metrics: Sequence[str] = ()
    by: str | None = None
    view: str = ""
    basis: str | None = None


def conditions(where: Iterable[str]) -> Where:
    """``DIM=VALUE`` each → dimension and its values, as ``Filters.where`` has them. Raises WrongUse."""
    found: dict[str, list[str]] = {}
    for text in where:
        dimension, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise WrongUse(f"筛选应写作 维度=值，例如 category=教育；“{text}”不是。")
        found.setdefault(dimension.strip(), []).append(value.strip())
    return tuple(sorted((dimension, tuple(dict.fromkeys(values))) for dimension, values in found.items()))


def dimensions(by: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (by or "").split(",") if name.strip()))
