"""Whether this machine can lay out documents: LibreOffice, and what helps where it is not installed."""

import shutil

MISSING = "没有找到 LibreOffice，不能导出 PDF；请安装 libreoffice-writer，或导出 docx 后另存为 PDF。"


def libreoffice() -> str | None:
    """Where its program lies; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")
