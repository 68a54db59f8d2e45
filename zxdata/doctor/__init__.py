"""What of an installation is set up and what is not, each with what would mend it."""

from zxdata.doctor.compatibility import examine_database
from zxdata.doctor.examining import examine
from zxdata.doctor.model import Examined, Machine

__all__ = ["Examined", "Machine", "examine", "examine_database"]
