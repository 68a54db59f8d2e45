"""Whom a rule binds, as SQL on suggestions."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select, true

from zxdata.metrics.expressions import AsOf
from zxdata.rules.audience import Audience
from zxdata.snapshot.facts import place_at, place_set, region

_LEVELS = ("province", "city", "district", "township", "community")


def bound(t: FromClause, at: AsOf, audience: Audience) -> ColumnElement[bool]:
    """``t`` has the columns origin, form, platform and places of a suggestion."""
    named = {"origin": audience.origins, "form": audience.forms, "platform": audience.platforms}
    found: list[ColumnElement[bool]] = [t.c[name].in_(values) for name, values in named.items() if values]
    if audience.regions:
        found.append(_within(t, at, audience.regions))
    return and_(true(), *found)


def _within(t: FromClause, at: AsOf, codes: Iterable[str]) -> ColumnElement[bool]:
    """One of its places lies in one of these regions as they stand on the day."""
    above = or_(*(func.abs(place_at.c[level]) == region.c.id for level in _LEVELS))  # negative: its own level
    here = and_(place_at.c.place == place_set.c.place, place_at.c.epoch == at.epoch)
    inside = select(place_set.c.places).select_from(place_set.join(place_at, here).join(region, above))
    return t.c.places.in_(inside.where(region.c.code.in_(tuple(codes))))
