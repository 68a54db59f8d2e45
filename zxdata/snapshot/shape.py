"""The shape of a snapshot: changes with everything here that decides which tables and words one holds.

A file that was made by other code is never asked: its columns and words may be others than those that questions name.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def shape() -> str:
    """The digest of the code and the statements that make a snapshot."""
    found = hashlib.blake2b(digest_size=6)
    here = files(__package__)
    for source in sorted((*here.iterdir(), *here.joinpath("sql").iterdir()), key=lambda path: path.name):
        if _makes(source):
            found.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return found.hexdigest()


def made_there() -> str:
    """The shape of a snapshot whose facts only the cluster has: the file alone cannot answer."""
    return f"{shape()}@cluster"


def shaped(stands_for: str, *, on_cluster: bool = False) -> bool:
    """Whether what a snapshot stands for begins with the shape that this program makes; ``on_cluster``: or has a cluster make."""
    return stands_for.startswith(f"{shape()}/") or (on_cluster and stands_for.startswith(f"{made_there()}/"))


def _makes(path: Traversable) -> bool:
    return path.is_file() and path.name.endswith((".py", ".sql"))
