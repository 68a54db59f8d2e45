"""The cockpit's facts and judgements, behind one small face.

    import zxdata as zx

    store = zx.open_store()
    filters = zx.Filters(as_of=zx.settings().day())
    view = zx.view(store, "coverage", filters, zx.Scope.whole())

Names are loaded when first used, so that a child process which only reads a file starts fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

# Not lazily: the room has the function's name, and would stand in its place once imported.
from zxdata.settings import settings

if TYPE_CHECKING:
    from zxdata.collecting import import_upload
    from zxdata.errors import CockpitError, Unknown, WrongUse
    from zxdata.export import export_file, export_name
    from zxdata.figures import COLOURS, Figure, Table, View
    from zxdata.filters import DIMENSIONS, Filters, Scope
    from zxdata.freshness import Status
    from zxdata.intake import Receipt, write_report, write_templates
    from zxdata.offered import Choices, choices
    from zxdata.preparing import is_open, open_store, status
    from zxdata.pressing import Letter, record_today
    from zxdata.store import Store
    from zxdata.views import view
    from zxdata.views.dead_end import dead_end
    from zxdata.views.rows import Behind, behind, rows

_ROOMS = {
    "zxdata.collecting": ("import_upload",),
    "zxdata.export": ("export_file", "export_name"),
    "zxdata.offered": ("Choices", "choices"),
    "zxdata.errors": ("CockpitError", "Unknown", "WrongUse"),
    "zxdata.figures": ("COLOURS", "Figure", "Table", "View"),
    "zxdata.filters": ("DIMENSIONS", "Filters", "Scope"),
    "zxdata.freshness": ("Status",),
    "zxdata.intake": ("Receipt", "write_report", "write_templates"),
    "zxdata.preparing": ("is_open", "open_store", "status"),
    "zxdata.pressing": ("Letter", "record_today"),
    "zxdata.store": ("Store",),
    "zxdata.views": ("view",),
    "zxdata.views.dead_end": ("dead_end",),
    "zxdata.views.rows": ("Behind", "behind", "rows"),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}
# fmt: off
__all__ = [
    "COLOURS",
    "DIMENSIONS",
    "Behind",
    "Choices",
    "CockpitError",
    "Figure",
    "Filters",
    "Letter",
    "Receipt",
    "Scope",
    "Status",
    "Store",
    "Table",
    "Unknown",
    "View",
    "WrongUse",
    "behind",
    "choices",
    "dead_end",
    "export_file",
    "export_name",
    "import_upload",
    "is_open",
    "open_store",
    "record_today",
    "rows",
    "settings",
    "status",
    "view",
    "write_report",
    "write_templates",
]
# fmt: on


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(name)
    return getattr(import_module(_HOME[name]), name)
