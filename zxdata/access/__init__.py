"""Who may see and do what: roles and acts, and the reader that every question is asked for."""

from zxdata.access.acts import Act
from zxdata.access.reader import Reader
from zxdata.access.roles import Role, may

__all__ = ["Act", "Reader", "Role", "may"]
