"""Containers that are none, are broken, or say more than they hold: archives, workbooks, encrypted files."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from tests.faults.hostile.files import GOOD, PAGE, SOME, STRINGS, Hostile, patched, swapped


def padded(size: int) -> Callable[[bytes], bytes]:
    return lambda text: text + b" " * size


def bombs() -> Iterator[Hostile]:
    for n, size in enumerate((30 << 20, 60 << 20, 120 << 20, 210 << 20, 250 << 20)):
        yield Hostile(f"{n}.xlsx", patched(STRINGS, padded(size)), None)


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
