"""Whether this machine can lay out documents: LibreOffice, and what helps where it is not installed."""

import shutil

MISSING = "没有找到 LibreOffice，不能导出 PDF；可导出 Word 后另存为 PDF，或请系统管理员安装。"


def libreoffice() -> str | None:
    """Where its program lies; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")
