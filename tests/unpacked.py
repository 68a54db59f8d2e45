"""What files say, as text."""

from pathlib import Path
from zipfile import ZipFile, is_zipfile


def unpacked(path: Path) -> str:
    """All that a file holds as text, the parts of a packed one and workbooks inside it too."""
    if not is_zipfile(path):
        return path.read_text(encoding="utf-8-sig")
    text = ""
    with ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                inner = path.with_name(f"{path.name}-{Path(name).name}.zip")
                inner.write_bytes(packed.read(name))
                text += unpacked(inner)
                inner.unlink()
            else:
                text += packed.read(name).decode("utf-8", errors="replace")
    return text
