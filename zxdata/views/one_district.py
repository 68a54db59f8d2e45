"""The body of one district: what compares districts has nothing to compare."""

from dataclasses import replace

from zxdata.figures import KINDS, View
from zxdata.regions import LADDER
from zxdata.views.asking import Asking

ALONE = frozenset({"district"})


def of_one_district(asking: Asking) -> bool:
    """Whether the divisions of that day know one district alone."""
    return len(asking.reading.version.regions.valid_on(asking.day, LADDER[2])) == 1


def without_lone_district(asking: Asking, found: View) -> View:
    """The view without figures of districts side by side where the ledger knows one alone, as long as others are left."""
    if not of_one_district(asking):
        return found
    gone = {figure.key for figure in found.figures if KINDS[type(figure)].spread(figure) == ALONE}
    left = tuple(figure for figure in found.figures if figure.key not in gone)
    return replace(found, figures=left, absent=found.absent | gone) if left or found.table else found
