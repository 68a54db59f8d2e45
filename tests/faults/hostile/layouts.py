"""Tables that are hardly one: no rows, no headers or two of one name, quotes that do not close, other signs between cells."""

from collections.abc import Iterator

from tests.faults.hostile.files import HEAD, ROW, SOME, Hostile, csv


def empty() -> Iterator[Hostile]:
    for n, content in enumerate((b"", b"\n\n\n", b"\xef\xbb\xbf", b" ", b"\xff\xfe")):
        yield Hostile(f"空{n}.csv", content, None)
    yield Hostile("空.xlsx", b"", None)


def header_only() -> Iterator[Hostile]:
    for n, lines in enumerate(((HEAD,), (HEAD, ""), (HEAD, ",,"), (HEAD, " , , "), ("标题页", HEAD))):
        yield csv(f"只有表头{n}.csv", *lines, accepted=0)


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


def delimited() -> Iterator[Hostile]:
    for n, sign in enumerate(("\t", ";", "|", "，", "\x1f")):
        yield csv(f"{n}.csv", HEAD.replace(",", sign), ROW.replace(",", sign), accepted=SOME)


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
