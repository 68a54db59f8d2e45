"""What pages, screens and the command line use of the cockpit; no name is also a module of this folder."""

from .collecting import import_upload as import_upload
from .configuration import settings as settings
from .export import export_file as export_file
from .export import export_name as export_name
from .freshness import Status as Status
from .intake import Receipt as Receipt
from .intake import write_report as write_report
from .offered import Choices as Choices
from .offered import choices as choices
from .preparing import is_open as is_open
from .preparing import open_store as open_store
from .preparing import status as status
from .pressing import Letter as Letter
from .pressing import record_today as record_today
from .views import view as view
from .views.dead_end import dead_end as dead_end
from .views.rows import behind as behind
from .views.rows import rows as rows
