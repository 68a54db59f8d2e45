"""The one place that runs SQL on the snapshot: always one version, under a Scope, within a deadline."""

from zxdata.store.codes import Coded, Codes, Mask, Numbers, Words
from zxdata.store.reading import Reading
from zxdata.store.store import SECONDS, Store
from zxdata.store.tallies import Tally
from zxdata.store.version import Version

__all__ = ["SECONDS", "Coded", "Codes", "Mask", "Numbers", "Reading", "Store", "Tally", "Version", "Words"]
