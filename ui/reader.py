"""Who reads: asked anew in every run, of a page or of a part of one."""

from zxdata.access import Reader
from zxdata.errors import CockpitError


class NotSignedIn(CockpitError):
    pass


def reader() -> Reader:
    """Whose page this is; raises NotSignedIn where that is nobody the cockpit knows."""
    return Reader.open()
