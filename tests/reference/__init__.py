"""The metrics computed another way: in plain Python, case by case, from the ledger's rows alone.

Written from the definitions, not from the SQL. What happened after the day asked for is thrown away first, so an
answer that knows of it differs. ``Reference.answer`` gives group → number, or (numerator, denominator) for a rate.
"""

from tests.reference.numbers import Reference
from tests.reference.tables import read_tables

__all__ = ["Reference", "read_tables"]
