"""Text in codings that contradict themselves, and signs that a database or a screen takes badly."""

import json
from collections.abc import Iterator

from tests.faults.hostile.files import HEAD, ROW, SOME, Hostile, csv


def nuls() -> Iterator[Hostile]:
    for n, row in enumerate(("1,甲\0,2025-01-01", "\0", "1\0,甲,2025-01-01", "1,甲,2025-01-01\0", "\0" * 100)):
        yield csv(f"{n}.csv", HEAD, row, accepted=SOME)


def surrogates() -> Iterator[Hostile]:
    for n, sign in enumerate(("\ud800", "\udfff", "\udc80", "甲\ud83d", "\ud800\ud800")):
        yield csv(f"{n}.csv", HEAD, f"1,{sign},2025-01-01", accepted=SOME, coding="utf-16")
    yield Hostile("json.json", json.dumps([{"提案号": "1", "标题": "\ud800", "提交日期": "2025-01-01"}]).encode(), SOME)


def control_signs() -> Iterator[Hostile]:
    for sign in ("\x0b", "\x0c", "\x01", "\x1b[31m", "\x7f", "\x85"):
        yield csv(f"{ord(sign[0])}.csv", HEAD, f"1,甲{sign}乙,2025-01-01", accepted=1)


def mixed_codings() -> Iterator[Hostile]:
    good, other = f"{HEAD}\n1,甲乙丙丁戊己,2025-01-01\n".encode(), "2,壬癸子丑寅卯辰巳,2025-01-01\n"
    for coding in ("gb18030", "utf-16-le", "big5", "cp1252", "shift_jis"):
        try:
            yield Hostile(f"{coding}.csv", good + other.encode(coding), SOME)
        except UnicodeEncodeError:
            yield Hostile(f"{coding}.csv", good + b"2,\x80\x81\x8d\x8f\x90,2025-01-01\n", SOME)


def half_utf16() -> Iterator[Hostile]:
    text = f"{HEAD}\n{ROW}\n"
    for n, content in enumerate(
        (
            text.encode("utf-16")[:-1],
            text.encode("utf-16-le")[1:],
            b"\xfe\xff" + text.encode("utf-16-le"),
            text.encode("utf-32"),
            b"\xff\xfe" + text.encode(),
        )
    ):
        yield Hostile(f"{n}.csv", content, SOME)


def bidi() -> Iterator[Hostile]:
    for sign in ("\u202e", "\u200b", "\ufeff", "\u2066", "\u00ad"):
        yield csv(f"{ord(sign):x}.csv", HEAD, f"1,甲{sign}乙,2025-01-01", accepted=1)
