"""What one run of a page says to a browser: a message for each piece that answers or is drawn, none for a box around one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.protocol import Rerun, opened, rerun

MOST = 59
SMALL = 1000  # bytes that are sent again rather than named
LAID_OVER = 15_000  # bytes of the words around a map with all its regions to choose from, and of the marks over it
PAGES = pytest.mark.parametrize("page", ["", "supervision"])


def asked(server: str, page: str, *, naming: bool = False, district: str = "500107") -> Rerun:
    """The run after two that ask of 500107; ``naming``: of a browser that names what it has."""

    async def runs() -> Rerun:
        async with opened(server) as line:
            await rerun(line, "", "")
            found = [await rerun(line, page, "region=500107") for _ in range(2)][-1]
            return await rerun(line, page, f"region={district}", found.kept if naming else ())

    with ThreadPoolExecutor(1) as thread:  # a browser that stands open keeps a loop of its own in this one
        return thread.submit(asyncio.run, runs()).result()


def boxes_around_one(said: list[ForwardMsg]) -> list[tuple[int, ...]]:
    """Places of what holds a single thing: neither what opens at a click nor what runs by itself, which has its own box."""
    deltas = {tuple(each.metadata.delta_path): each.delta for each in said if each.HasField("delta")}
    held: dict[tuple[int, ...], list[str]] = {}
    for place, delta in deltas.items():
        held.setdefault(place[:-1], []).append(delta.fragment_id)
    blocks = [
        at for at, delta in deltas.items() if delta.HasField("add_block") and not delta.add_block.HasField("popover")
    ]
    own = {place[:-1] for place, delta in deltas.items() if delta.fragment_id}
    return [at for at in blocks if len(held.get(at, [])) < 2 and at not in own]


@PAGES
def test_a_run_of_a_page_is_told_in_fewer_than_sixty_messages(server: str, page: str) -> None:
    assert len(asked(server, page).said) <= MOST


@PAGES
def test_nothing_stands_on_a_page_only_to_hold_one_thing(server: str, page: str) -> None:
    assert boxes_around_one(asked(server, page).messages) == []


@PAGES
def test_what_the_browser_has_already_is_named_and_not_sent_again(server: str, page: str) -> None:
    again = asked(server, page, naming=True)
    drawn = [each for each in again.messages if each.delta.HasField("new_element")]
    assert [each.delta.new_element.WhichOneof("type") for each in drawn if each.ByteSize() > SMALL] == []
    assert sum(1 for each in again.messages if each.ref_hash) > 10


@pytest.mark.parametrize("page", ["", "coverage", "consultation"])
def test_another_district_is_marked_without_sending_the_map_and_the_ranking_again(server: str, page: str) -> None:
    around, other = (asked(server, page, naming=True, district=code) for code in ("", "500108"))
    charts = {
        place: len(message.SerializeToString())
        for run in (around, other)
        for message in run.messages
        if message.HasField("delta")
        and (place := message.delta.new_element.bidi_component.id.rpartition("-")[2]) in ("map", "ranking")
    }
    assert charts.keys() == {"map", "ranking"}
    assert max(charts.values()) < LAID_OVER
