"""Files as nobody should send them, of 36 classes with five or more each: what they are called, what they hold, and how many
rows of them may come in (None: the file as a whole is refused; -1: some or none, but said)."""

import io
import json
import os
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

HEAD = "提案号,标题,提交日期"
ROW = "1,甲,2025-01-01"
SOME = -1
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


@dataclass(frozen=True)
class Hostile:
    """One file: its name, its bytes, and the rows that may come in of it."""

    name: str
    content: bytes
    accepted: int | None


def csv(name: str, *lines: str, accepted: int | None, coding: str = "utf-8") -> Hostile:
    return Hostile(name, "\n".join(lines).encode(coding, "surrogatepass"), accepted)


def workbook(*rows: tuple[object, ...], sheet: str = "数据") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "nan_inf_to_errors": True}) as book:
        page = book.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return file.getvalue()


HEADS = tuple(HEAD.split(","))
GOOD = workbook(HEADS, ("1", "甲", "2025-01-01"))


def patched(part: str, change: Callable[[bytes], bytes], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The good workbook with one of its parts rewritten."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(file, "w", level) as bad:
        for name in good.namelist():
            bad.writestr(name, change(good.read(name)) if name == part else good.read(name))
    return file.getvalue()


def padded(size: int) -> Callable[[bytes], bytes]:
    return lambda text: text + b" " * size


def swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(old, new, 1)


PAGE, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def bombs() -> Iterator[Hostile]:
    for n, size in enumerate((30 << 20, 60 << 20, 120 << 20, 210 << 20, 250 << 20)):
        yield Hostile(f"{n}.xlsx", patched(STRINGS, padded(size)), None)


def far_cells() -> Iterator[Hostile]:
    for place in ("XFD1048576", "A1048576", "ZZ900000", "XFD500000", "AAA1000000"):
        row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        cell = f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        yield Hostile(f"{place}.xlsx", patched(PAGE, swapped(b"</sheetData>", cell.encode())), SOME)


def entities() -> Iterator[Hostile]:
    laughing = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    for n, declared in enumerate(
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "http://x/e">]>',
            f"<!DOCTYPE x [{laughing}]>",
            '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]>',
            '<!DOCTYPE x SYSTEM "http://x/d.dtd">',
        )
    ):
        yield Hostile(f"{n}.xlsx", patched(PAGE, swapped(b"?>", b"?>" + declared.encode())), None)


def truncated() -> Iterator[Hostile]:
    for share in (0.1, 0.4, 0.7, 0.9, 0.99):
        yield Hostile(f"{share}.xlsx", GOOD[: int(len(GOOD) * share)], None)


def flipped() -> Iterator[Hostile]:
    for seed in range(5):
        dice, content = random.Random(seed), bytearray(GOOD)
        for _ in range(40):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        yield Hostile(f"{seed}.xlsx", bytes(content), SOME)


def random_bytes() -> Iterator[Hostile]:
    for n, end in enumerate(("xlsx", "xls", "csv", "et", "ods", "xlsb", "json", "txt")):
        yield Hostile(f"乱.{end}", random.Random(n).randbytes(5000), None)


def encrypted() -> Iterator[Hostile]:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
    for n, end in enumerate(("xlsx", "xls", "et", "ods", "xlsb")):
        yield Hostile(f"加密{n}.{end}", ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000, None)


def empty() -> Iterator[Hostile]:
    for n, content in enumerate((b"", b"\n\n\n", b"\xef\xbb\xbf", b" ", b"\xff\xfe")):
        yield Hostile(f"空{n}.csv", content, None)
    yield Hostile("空.xlsx", b"", None)


def header_only() -> Iterator[Hostile]:
    for n, lines in enumerate(((HEAD,), (HEAD, ""), (HEAD, ",,"), (HEAD, " , , "), ("标题页", HEAD))):
        yield csv(f"只有表头{n}.csv", *lines, accepted=0)


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


def huge_cells() -> Iterator[Hostile]:
    for n, size in enumerate((40_000, 300_000, 1_000_000, 5_000_000, 20_000_000)):
        yield csv(f"{n}.csv", HEAD, f'1,"{"长" * (size // 3)}",2025-01-01', accepted=SOME)


def wide() -> Iterator[Hostile]:
    for columns in (300, 2_000, 17_000, 50_000, 200_000):
        yield csv(f"{columns}.csv", HEAD + ",x" * columns, ROW + ",1" * columns, accepted=SOME)


def long() -> Iterator[Hostile]:
    for n, rows in enumerate((200_001, 250_000, 400_000, 600_000, 1_000_000)):
        yield Hostile(f"{n}.csv", f"{HEAD}\n".encode() + b"1,x,2025-01-01\n" * rows, None)


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


def formulas() -> Iterator[Hostile]:
    for n, text in enumerate(("=1+1", "+1", "-1", "@SUM(A1)", "＝cmd|'/c calc'!A1", "\t=1", '=HYPERLINK("http://x")')):
        yield csv(f"{n}.csv", HEAD, f'1,"{text.replace(chr(34), chr(34) * 2)}",2025-01-01', accepted=1)


def failed_formulas() -> Iterator[Hostile]:
    for name in ("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"):
        failed = f'<c r="B2" t="e"><v>{name}</v></c>'.encode()
        yield Hostile(f"{name.strip('#!?').replace('/', '')}.xlsx", patched(PAGE, in_b2(failed)), 0)


def in_b2(cell: bytes) -> Callable[[bytes], bytes]:
    def put(page: bytes) -> bytes:
        start = page.index(b'<c r="B2"')
        return page[:start] + cell + page[page.index(b"</c>", start) + 4 :]

    return put


def odd_days() -> Iterator[Hostile]:
    for n, text in enumerate(
        ("0000-00-00", "9999-12-31", "1900-02-29", "2025-02-30", "25-1-1", "-1", "1e9", "2025-13-01", "٢٠٢٥-٠١-٠١", "²")
    ):
        yield csv(f"{n}.csv", HEAD, f"1,甲,{text}", accepted=SOME if n == 1 else 0)


def odd_numbers() -> Iterator[Hostile]:
    heads = "活动编号,阵地编号,日期,群众人次"
    for n, text in enumerate(("NaN", "Infinity", "1e400", "-5", "9" * 400, "１２", "²", "1,2,3", "0x10", "")):
        yield csv(f"阵地活动{n}.csv", heads, f'1,S1,2025-01-01,"{text}"', accepted=0)  # nor is there a station S1


def twice_headed() -> Iterator[Hostile]:
    for n, heads in enumerate(
        (f"{HEAD},标题", f"{HEAD},提案号", f"标题,{HEAD}", f"{HEAD},{HEAD}", "提案号,title,标题,提交日期")
    ):
        yield csv(f"{n}.csv", heads, "1,甲,2025-01-01,乙,2,2025-01-02", accepted=SOME)


def headless() -> Iterator[Hostile]:
    for n, head in enumerate(("", "a,b,c", "1,2,3", "提案,题,日", "备注,说明,其他")):
        yield csv(f"{n}.csv", head, ROW, accepted=None)


def unclosed() -> Iterator[Hostile]:
    for n, row in enumerate(
        ('1,"甲,2025-01-01', '"1,甲,2025-01-01', '1,甲"乙"丙,2025-01-01', '1,"甲""",2025-01-01"', '"' * 999)
    ):
        yield csv(f"{n}.csv", HEAD, row, accepted=SOME)


def broken_lines() -> Iterator[Hostile]:
    for n, inside in enumerate(("\n" * 5000, "\r" * 5000, "\r\n" * 2000, "\u2028" * 500, '""' * 5000)):
        yield csv(f"{n}.csv", HEAD, f'1,"甲{inside}乙",2025-01-01', accepted=SOME)


def paths() -> Iterator[Hostile]:
    for n, text in enumerate(("../../etc/passwd", "C:\\Windows", "/dev/zero", "a/../../b", "$(id)", "`id`", "%00")):
        yield csv(f"{n}.csv", "代码,名称,级别", f'9{n},"{text}",省', accepted=1)


def odd_names() -> Iterator[Hostile]:
    for name in (
        "-rf.csv",
        "甲" * 80 + ".csv",
        "a b;rm -rf.csv",
        "%s%n.csv",
        "{0}.csv",
        "<b>.csv",
        ".csv",
        "a.csv.xlsx",
    ):
        yield csv(name, HEAD, ROW, accepted=1 if name.endswith(".csv") else SOME)


def tangled_regions() -> Iterator[Hostile]:
    heads = "代码,名称,级别,上级代码"
    yield csv("1.csv", heads, "1,甲,省,1", accepted=0)
    yield csv("2.csv", heads, "1,甲,省,2", "2,乙,区县,1", accepted=0)
    yield csv("3.csv", heads, *(f"{n},区{n},区县,{n - 1}" for n in range(1, 40)), accepted=SOME)
    yield csv("4.csv", heads, "1,甲,村社区,", "2,乙,省,1", accepted=SOME)
    yield csv("5.csv", heads, *(f"{n},区{n},区县,{(n + 1) % 50}" for n in range(50)), accepted=0)


def statements() -> Iterator[Hostile]:
    for n, text in enumerate(
        ("'; DROP TABLE proposals; --", "\\'; --", "%s", ":name", "${x}", "1'); DELETE FROM units; --", "$$; --")
    ):
        yield csv(f"{n}.csv", HEAD, f'{n},"{text}",2025-01-01', accepted=1)


def markup() -> Iterator[Hostile]:
    from tests.faults.payloads import PAYLOADS

    for n, text in enumerate(PAYLOADS[:7]):
        yield csv(f"{n}.csv", HEAD, f'{n},"{text.replace(chr(34), chr(34) * 2)}",2025-01-01', accepted=1)


def many_sheets() -> Iterator[Hostile]:
    for n, (count, name) in enumerate(((2, "'甲'"), (200, "表"), (50, "<表>"), (1000, "s"), (3, "a" * 25))):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            for at in range(count):
                page = book.add_worksheet(f"{name.strip(chr(39))}{at}")
                page.write_row(0, 0, HEADS)
                page.write_row(1, 0, (str(at), "甲", "2025-01-01"))
        yield Hostile(f"{n}.xlsx", file.getvalue(), SOME)


def deep() -> Iterator[Hostile]:
    for n, depth in enumerate((100, 1_000, 20_000, 200_000, 2_000_000)):
        yield Hostile(f"{n}.json", b"[" * depth + b"]" * depth, None)


def odd_json() -> Iterator[Hostile]:
    for n, text in enumerate(("{}", "null", "[1,2]", '[{"提案号":{"a":[1]}}]', '{"a":' * 50 + "1" + "}" * 50)):
        yield Hostile(f"{n}.json", text.encode(), None)
    yield Hostile("big.json", b'[{"x":' + b"9" * 100_000 + b"}]", None)


def pages() -> Iterator[Hostile]:
    for n, text in enumerate(
        (
            "<html><script>pwned=1</script></html>",
            "<table>" * 5000,
            "<table><tr><td rowspan=99999999>提案号</td></tr></table>",
            "<table><tr>" + "<td colspan=1000000>x</td>" * 20 + "</tr></table>",
            "<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><table><tr><td>&e;</td></tr></table>",
        )
    ):
        yield Hostile(f"{n}.xls", text.encode(), None)


def delimited() -> Iterator[Hostile]:
    for n, sign in enumerate(("\t", ";", "|", "，", "\x1f")):
        yield csv(f"{n}.csv", HEAD.replace(",", sign), ROW.replace(",", sign), accepted=SOME)


def zip_tricks() -> Iterator[Hostile]:
    def archive(*parts: tuple[str, bytes]) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as made:
            for name, content in parts:
                made.writestr(name, content)
        return file.getvalue()

    yield Hostile("1.xlsx", archive(("../../evil", b"x")), None)
    yield Hostile("2.xlsx", archive(*((f"p{n}", b"") for n in range(20_000))), None)
    yield Hostile("3.xlsx", archive(("xl/workbook.xml", b"<a>" * 100_000)), None)
    yield Hostile("4.xlsx", archive(("a.xlsx", GOOD)), None)
    yield Hostile("5.xlsx", GOOD.replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"), None)


CLASSES: dict[str, Callable[[], Iterator[Hostile]]] = {
    made.__name__: made
    for made in (
        bombs, far_cells, entities, truncated, flipped, random_bytes, encrypted, empty, header_only, nuls, surrogates,
        control_signs, huge_cells, wide, long, mixed_codings, half_utf16, bidi, formulas, failed_formulas, odd_days,
        odd_numbers, twice_headed, headless, unclosed, broken_lines, paths, odd_names, tangled_regions, statements,
        markup, many_sheets, deep, odd_json, pages, delimited, zip_tricks,
    )
}  # fmt: skip


def placed(folder: Path, file: Hostile) -> Path:
    path = folder / file.name
    path.write_bytes(file.content)
    os.chmod(path, 0o600)
    return path
