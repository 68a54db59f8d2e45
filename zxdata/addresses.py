"""Addresses of databases: whether one reads, and how it is shown without what is secret in it."""

import re

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SECRET = re.compile("pass|pwd|secret|token", re.IGNORECASE)
MASK = "***"


def check(url: str) -> str:
    """The address as given; raises ValueError, which quotes nothing of it: what is misread may be part of a password."""
    try:
        url.encode()  # what no UTF-8 can write, nobody can connect to
        backend = make_url(url).get_backend_name()
    except (ArgumentError, ValueError):
        raise ValueError("不是数据库地址，例如 postgresql+psycopg://用户@主机/库名") from None
    authority, _, rest = url.partition("://")[2].partition("/")
    if backend != "sqlite" and (authority.count("@") > 1 or "@" in rest):
        raise ValueError("不是数据库地址：密码等里面的 @ : / ? # % 要写成 %40 %3A %2F %3F %23 %25")
    return url


def masked(url: str) -> str:
    """The address with every password in it, also those among its parameters, as ``***``."""
    address = make_url(url)
    hidden = {name: MASK for name in address.query if SECRET.search(name)}
    # Written by SQLAlchemy, which would write the signs of the mask as %2A.
    return address.update_query_dict(hidden).render_as_string(hide_password=True).replace("%2A%2A%2A", MASK)
