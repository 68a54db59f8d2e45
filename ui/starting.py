"""What a server needs before it serves anyone."""

import sys

import zxdata as zx
from zxdata.errors import BadSetting


def check_settings() -> None:
    """Ends the start with one sentence where the settings cannot be used or leave open who may see what, however the server is started."""
    try:
        zx.check_access(zx.settings())
    except BadSetting as fault:
        sys.exit(fault.sentence)
