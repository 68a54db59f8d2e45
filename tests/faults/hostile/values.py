"""Cells that say what cannot be, or that would be something else where nobody looks: days, numbers, formulas, paths, SQL."""

from collections.abc import Callable, Iterator

from tests.faults.hostile.files import HEAD, PAGE, ROW, SOME, Hostile, csv, patched
from tests.faults.payloads import PAYLOADS


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
    for n, text in enumerate(PAYLOADS[:7]):
        yield csv(f"{n}.csv", HEAD, f'{n},"{text.replace(chr(34), chr(34) * 2)}",2025-01-01', accepted=1)
