"""View → pdf: the letter, laid out by LibreOffice where it is installed. A4, its text can be selected."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from zxdata.errors import WrongUse
from zxdata.export import letter
from zxdata.export.libreoffice import MISSING, libreoffice
from zxdata.export.screens import Screen
from zxdata.figures import View

SECONDS = 120.0


def write(view: View, mark: str = "") -> bytes:
    """Raises WrongUse where there is no LibreOffice or it does not answer in time."""
    return _laid_out(letter.write(view, mark=mark))


def write_presentation(name: str, screens: Sequence[Screen], mark: str = "") -> bytes:
    """Raises WrongUse where there is no LibreOffice or it does not answer in time."""
    return _laid_out(letter.write_presentation(name, screens, mark=mark))


def _laid_out(document: bytes) -> bytes:
    program = libreoffice()
    if program is None:
        raise WrongUse(MISSING)
    with TemporaryDirectory() as folder:
        source = Path(folder) / "letter.docx"
        source.write_bytes(document)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        order = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(order, check=True, capture_output=True, timeout=SECONDS)
            return source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as fault:
            raise WrongUse("LibreOffice 没有转出 PDF；请稍后再试，或导出 docx 后另存为 PDF。") from fault
