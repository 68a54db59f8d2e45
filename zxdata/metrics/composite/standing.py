"""An index of the rules, asked of the peers that it compares: districts, townships or units, of one level only."""

from dataclasses import replace
from math import isnan
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from zxdata.filters import UNFILLED, Filters
from zxdata.metrics import metrics
from zxdata.metrics.answer import answer
from zxdata.metrics.composite.checking import part_name
from zxdata.metrics.composite.weighing import Numbers, rank_ranges, ranks, scored, weighed
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.rules.evaluation import Index, Part
from zxdata.store import Reading


class Standing(NamedTuple):
    """One peer: its ``score`` (0 to 100, None where half of the weight or more is missing), the share of the weight that
    is ``known`` (0 to 1), of each part what was measured and what it scores, and the names of the parts that are missing.

    ``cases``: on how many its score rests, None where the index does not say; ``small``: too few, so that it has no
    ``rank`` among the others. ``best``, ``worst``: its rank in nine of ten draws of other weights.
    """

    name: str
    code: str
    score: float | None
    known: float
    values: tuple[float | None, ...]
    scores: tuple[float | None, ...]
    missing: tuple[str, ...]
    cases: int | None
    small: bool
    rank: int | None
    best: int | None
    worst: int | None


def standings(reading: Reading, index: Index, filters: Filters, rules: Rules) -> Records[Standing]:
    """The peers in official order. Only region and period restrict an index."""
    asked = answer(reading, metrics(index.metrics), (index.by,), replace(filters, where=()), rules)
    frame = asked.of_whole_regions.frame if index.by != "unit" else asked.frame
    frame = frame[frame[index.by] != UNFILLED].reset_index(drop=True)
    values = np.array([_values(frame, part) for part in index.parts]).T.reshape(len(frame), len(index.parts))
    weights = [part.weight for part in index.parts]
    cases = _numbers(frame, index.cases) if index.cases else np.full(len(frame), np.nan)
    small = np.nan_to_num(cases, nan=np.inf) < index.least
    peers = values.copy()
    peers[small] = np.nan  # what rests on few cases does not set the measure for the others
    scores = np.array([_among(part, values[:, n], peers[:, n]) for n, part in enumerate(index.parts)]).T
    scores = scores.reshape(values.shape)
    whole, known = weighed(scores, np.asarray(weights, dtype=float))
    ranked = np.where(small[:, None], np.nan, scores)
    placed = ranks(np.where(small, np.nan, whole))
    best, worst = rank_ranges(ranked, weights)
    return Records(
        Standing,
        tuple(
            Standing(
                name=str(frame[index.by][n]),
                code=str(frame.get(f"{index.by}_code", frame[index.by])[n]),
                score=_told(whole[n]),
                known=float(known[n]),
                values=tuple(map(_told, values[n])),
                scores=tuple(map(_told, scores[n])),
                missing=tuple(part_name(p) for p, v in zip(index.parts, values[n], strict=True) if isnan(v)),
                cases=_whole(cases[n]),
                small=bool(small[n]),
                rank=_whole(placed[n]),
                best=_whole(best[n]),
                worst=_whole(worst[n]),
            )
            for n in range(len(frame))
        ),
    )


def _among(part: Part, own: Numbers, peers: Numbers) -> Numbers:
    """Scores of all by the measure of the peers."""
    if part.normalise == "line":
        return scored(part, own)
    found = scored(part, peers)
    return np.where(np.isnan(peers) & ~np.isnan(own), np.nan, found)


def _values(frame: pd.DataFrame, part: Part) -> Numbers:
    top = _numbers(frame, part.metric)
    if part.per is None:
        return top
    bottom = _numbers(frame, part.per)
    return np.asarray(np.divide(top * part.times, bottom, out=np.full(len(frame), np.nan), where=bottom > 0))


def _numbers(frame: pd.DataFrame, key: str) -> Numbers:
    return np.asarray(pd.to_numeric(frame[key], errors="coerce"), dtype=float)


def _told(value: Any) -> float | None:
    return None if isnan(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if isnan(value) else int(value)
