"""Other names of what the registry calls its own way: those that are shipped, and a body's own laid over them."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zxdata.configuration import ASSETS
from zxdata.errors import BadSetting

SHIPPED = ASSETS / "dictionaries" / "synonyms.toml"
Names = dict[str, tuple[str, ...]]


class Words(BaseModel):
    """A list of words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = ()


class Synonyms(BaseModel):
    """Each part of the file: a name → how else it is said.

    words     a word of the field → how it is written too
    plain     words that change nothing; vague: words that ask how something is without saying what of it
    measures  a measure word → the units of what it counts
    implied   a word → those that it says too
    subjects  a subject → the words by which a question names it
    metrics, dimensions, values  what else a metric, a dimension or a value of one is called
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Names = Field(default_factory=dict)
    plain: Words = Words()
    vague: Words = Words()
    measures: Names = Field(default_factory=dict)
    implied: Names = Field(default_factory=dict)
    subjects: Names = Field(default_factory=dict)
    metrics: Names = Field(default_factory=dict)
    dimensions: Names = Field(default_factory=dict)
    values: dict[str, Names] = Field(default_factory=dict)


def synonyms(own: Path | None = None) -> Synonyms:
    """The shipped ones and a body's own; raises BadSetting with the place of the first fault."""
    return _synonyms(own, written(own))


def written(own: Path | None) -> int:
    """Changes whenever a body's own file does; 0 where there is none."""
    return own.stat().st_mtime_ns if own and own.exists() else 0


@lru_cache(maxsize=4)
def _synonyms(own: Path | None, written: int) -> Synonyms:
    shipped = _read(SHIPPED)
    return shipped if own is None else _together(shipped, _read(own))


def _read(path: Path) -> Synonyms:
    try:
        return Synonyms.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadSetting(f"说法文件 {path.name} 的 {where} 不能用：{first['msg']}。") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadSetting(f"说法文件 {path.name} 不是有效的 TOML：{fault}。") from fault
    except OSError as fault:
        raise BadSetting(f"说法文件 {path.name} 打不开；请放回原处，或去掉设置项 synonyms。") from fault


def _together(shipped: Synonyms, own: Synonyms) -> Synonyms:
    values = {d: _more(shipped.values.get(d, {}), own.values.get(d, {})) for d in {*shipped.values, *own.values}}
    return Synonyms(
        words=_more(shipped.words, own.words),
        plain=Words(words=(*shipped.plain.words, *own.plain.words)),
        vague=Words(words=(*shipped.vague.words, *own.vague.words)),
        measures=_more(shipped.measures, own.measures),
        implied=_more(shipped.implied, own.implied),
        subjects=_more(shipped.subjects, own.subjects),
        metrics=_more(shipped.metrics, own.metrics),
        dimensions=_more(shipped.dimensions, own.dimensions),
        values=values,
    )


def _more(shipped: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]]) -> Names:
    return {name: (*shipped.get(name, ()), *own.get(name, ())) for name in {**shipped, **own}}
