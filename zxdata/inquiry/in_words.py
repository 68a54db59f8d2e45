"""Questions in words as programs ask them: what was understood, with the rows of ``query``, or what is asked back."""

from collections.abc import Mapping
from typing import Any

from zxdata.dimensions import REGIONAL
from zxdata.inquiry.replies import with_numbers
from zxdata.nlq import Answered, AskedBack, Understood
from zxdata.store import Reading


def as_query(found: Understood, known_names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The question under the names that the command line gives its parts."""
    question, filters = found.question, found.question.filters
    names = known_names or {}
    told: dict[str, Any] = {
        "metrics": list(question.metrics),
        "by": list(question.by),
        "region": filters.region,
        "from": filters.since,
        "to": filters.until,
        "where": {d: [names.get(v, v) if d in REGIONAL else v for v in values] for d, values in filters.where},
        "as_of": filters.as_of,
    }
    if filters.basis != "cohort":
        told["basis"] = filters.basis
    if found.order:
        told["order"] = {"direction": found.order.direction, "limit": found.order.limit or None}
    if found.bound:
        told["bound"] = {
            "sign": found.bound.sign,
            "number": found.bound.number,
            "than": None if found.bound.number is not None else "whole",
        }
    if found.other:
        told["compared"] = {
            "from": found.other.since,
            "to": found.other.until,
            "as_of": found.other.as_of,
            "region": found.other.region,
        }
    return told


def told(found: Answered | AskedBack, reading: Reading) -> dict[str, Any]:
    """What programs are told: the question as it was taken with its rows as ``query`` prints them, or what is asked back."""
    if isinstance(found, AskedBack):
        return {"understood": False, "sentence": found.sentence, "choices": list(found.choices)}
    regions = reading.version.regions
    names = {
        code: regions.name(code)
        for d, values in found.understood.question.filters.where
        if d in REGIONAL
        for code in values
    }
    frame = found.result.frame
    if "unit" in frame.columns:
        frame = with_numbers(frame.copy(), reading.version.unit_numbers)
    return {
        "understood": True,
        "query": as_query(found.understood, names),
        "rows": frame.to_dict("records"),
        "sentence": "".join((*found.told, found.sentence)),
        "link": found.link,
        "version": found.result.version,
        **({"by_model": found.understood.by_model} if found.understood.by_model else {}),
        **({"listing": found.listing.frame.to_dict("records")} if found.listing is not None else {}),
    }
