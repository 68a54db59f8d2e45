"""Mappings (对照): an office's own sheet, one row a case, becomes rows of several datasets.

kinds → propose → ask → Mapping (TOML, kept in the shared database) → split → contracts → load
"""

from zxdata.intake.assumptions import Choice, Question
from zxdata.intake.mapping.importing import import_tables
from zxdata.intake.mapping.keeping import SavedMapping, drop, get, holds, keep, rename, saved_mappings, text_of
from zxdata.intake.mapping.locating import fitting, read_by
from zxdata.intake.mapping.proposing import Proposal, Understood
from zxdata.intake.mapping.record import Mapping
from zxdata.intake.mapping.toml import read, write
from zxdata.intake.mapping.understanding import Understanding, understand

__all__ = [
    "Choice",
    "Mapping",
    "Proposal",
    "Question",
    "SavedMapping",
    "Understanding",
    "Understood",
    "drop",
    "fitting",
    "get",
    "holds",
    "import_tables",
    "keep",
    "read",
    "read_by",
    "rename",
    "saved_mappings",
    "text_of",
    "understand",
    "write",
]
