"""Files that commands write: whole or not at all, in a folder that is made where it is missing."""

from contextlib import suppress
from pathlib import Path


def folder(path: Path) -> None:
    """Raises WrongUse for a folder that cannot be made."""
    from zxdata.errors import WrongUse

    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise WrongUse(f"不能建立文件夹 {path}：{fault.strerror or fault}。请换一个可写的文件夹。") from fault


def put(path: Path, content: bytes) -> None:
    """Raises WrongUse where there is no room or no leave to write."""
    from zxdata.errors import WrongUse

    folder(path.parent)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as fault:
        with suppress(OSError):
            unfinished.unlink()
        raise WrongUse(f"不能写 {path}：{fault.strerror or fault}。") from fault
