"""What pages, screens and the command line use of the cockpit; no name is also a module of this folder."""

from .collecting import Outcome as Outcome
from .collecting import Wish as Wish
from .collecting import import_changes as import_changes
from .collecting import import_files as import_files
from .collecting import imports_table as imports_table
from .collecting import rehearse_files as rehearse_files
from .collecting import withdraw_import as withdraw_import
from .configuration import settings as settings
from .export import export_file as export_file
from .export import export_name as export_name
from .filter_choices import Choices as Choices
from .filter_choices import choices as choices
from .freshness import Status as Status
from .imports import Withdrawal as Withdrawal
from .intake import write_report as write_report
from .preparing import is_open as is_open
from .preparing import open_store as open_store
from .preparing import status as status
from .views import view as view
from .views.dead_end import dead_end as dead_end
from .views.drill_through import drill_through as drill_through
from .views.drill_through import rows as rows
from .workspace.reminders import Letter as Letter
from .workspace.reminders import record_today as record_today
