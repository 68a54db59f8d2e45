"""What one run of a page says to a browser."""

import asyncio

import pytest

from benchmarks.protocol import Rerun, opened, rerun

SMALL = 1000  # bytes that are sent again rather than named
PAGES = pytest.mark.parametrize("page", ["", "supervision"])


def asked(server: str, page: str, *, naming: bool = False) -> Rerun:
    """The third run that asks the same; ``naming``: of a browser that names what it has."""

    async def runs() -> Rerun:
        async with opened(server) as line:
            await rerun(line, "", "")
            found = [await rerun(line, page, "region=500107") for _ in range(2)][-1]
            return await rerun(line, page, "region=500107", found.kept if naming else ())

    return asyncio.run(runs())


@PAGES
def test_what_the_browser_has_already_is_named_and_not_sent_again(server: str, page: str) -> None:
    again = asked(server, page, naming=True)
    drawn = [each for each in again.messages if each.delta.HasField("new_element")]
    assert [each.delta.new_element.WhichOneof("type") for each in drawn if each.ByteSize() > SMALL] == []
    assert sum(1 for each in again.messages if each.ref_hash) > 10
