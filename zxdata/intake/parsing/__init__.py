"""The child process that opens a file from outside. It imports nothing of the cockpit and is quick to start.

``main(file, limits)`` writes one JSON a line: first ``{"excel_1904": bool}``, then for each visible sheet
``{"sheet": name, "merged": [[top, left, bottom, right], …], "hidden": [row, …]}`` (rows from 1, columns from 0) and
its rows that are not empty, ``[row number, [cell, …]]``; a cell is text, a number or a boolean, a date its ISO text.
Where a number format belongs to the value, a cell is ``[number, "as shown"]``, and where a formula has none,
``{"formula": "D2+30"}``; the places of these are then told as a third part of the row. Last ``{"end": true}``. Or, at
any point, ``{"refused": "why, in Chinese"}``.
"""

import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

import orjson

from .limits import Limits, Refused

BLANK = b"\xef\xbb\xbf \r\n\t"
PAGES = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<head", b"<body", b"<div")
DOCUMENTS = (b"<!doctype", b"<?xml", b"%pdf", b"{\\rtf", b"mime-version")


def main(path: str, given: str) -> None:
    limits = Limits(**json.loads(given))
    for kind, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, limits.cpu)):
        resource.setrlimit(kind, (most, most))
    try:
        for message in _messages(path, limits):
            _say(message)
        _say({"end": True})
    except PermissionError:
        _say({"refused": "没有读取权限"})
    except Refused as refusal:
        _say({"refused": str(refusal)})


def _say(message: Any) -> None:
    try:
        line = orjson.dumps(message)
    except TypeError:  # half a surrogate pair, of which only the other side can say in which cell it is
        line = json.dumps(message).encode()
    sys.stdout.buffer.write(line + b"\n")


def _messages(path: str, limits: Limits) -> Iterator[Any]:
    """What a file is, is told by its first bytes: its name may lie."""
    with open(path, "rb") as file:
        start = file.read(512)
    words = start.lstrip(BLANK).lower()
    if not start.strip():
        raise Refused("文件是空的")
    if start.startswith(b"PK"):
        yield from _archived(path, limits)
    elif start.startswith(b"\xd0\xcf\x11\xe0"):
        from .workbook import old_workbook

        yield from old_workbook(path, limits)
    elif words.startswith(PAGES) or (words.startswith(b"<?xml") and b"<html" in words):
        from .webpage import webpage

        yield from webpage(path, limits)
    elif words.startswith(DOCUMENTS):
        raise Refused("内容其实是网页或别的文档，不是表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    elif words.startswith(b"{") or words.replace(b" ", b"").replace(b"\n", b"").startswith((b"[{", b"[]", b"[\r{")):
        from .objects import objects

        yield from objects(path, limits)
    else:
        from .separated import separated

        yield from separated(path, limits)


def _archived(path: str, limits: Limits) -> Iterator[Any]:
    from .archive import Archive

    archive = Archive(path, limits)
    if "content.xml" in archive:
        from .opendocument import opendocument

        yield from opendocument(archive, limits)
    elif "xl/workbook.bin" in archive:
        from .workbook import binary_workbook

        yield from binary_workbook(path, limits, archive)
    else:
        from .workbook import new_workbook

        yield from new_workbook(path, limits, archive)
