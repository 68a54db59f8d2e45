"""Two scripts at once, the others in order."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import zxdata as zx
from ui.gate import Gate, gate


def silent(_: int) -> None:
    pass


@contextmanager
def taken(doors: Gate, places: int) -> Iterator[Event]:
    """Every place held by somebody until the event is set."""
    over, inside = Event(), [Event() for _ in range(places)]

    def hold(there: Event) -> None:
        with doors.enter(quick=True, say=silent):
            there.set()
            over.wait(60)

    held = [Thread(target=hold, args=(there,)) for there in inside]
    for thread in held:
        thread.start()
    assert all(there.wait(5) for there in inside)
    yield over
    over.set()
    for thread in held:
        thread.join(5)


def test_of_twenty_scripts_no_more_than_two_run_at_once_and_all_end() -> None:
    doors, running, most, ended, lock = Gate(2), 0, 0, 0, Lock()

    def script() -> None:
        nonlocal running, most, ended
        with doors.enter(quick=False, say=silent):
            with lock:
                running, most = running + 1, max(most, running + 1)
            sleep(0.005)
            with lock:
                running, ended = running - 1, ended + 1

    threads = [Thread(target=script) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (most, ended, running) == (2, 20, 0)


def test_who_came_first_is_drawn_first_and_what_is_answered_already_goes_before_what_is_not() -> None:
    doors, order = Gate(1), []

    def script(name: str, quick: bool) -> None:
        with doors.enter(quick=quick, say=silent):
            order.append(name)

    threads = [Thread(target=script, args=given) for given in (("a", False), ("b", False), ("c", True), ("d", True))]
    with taken(doors, 1) as over:
        for thread in threads:
            thread.start()
            sleep(0.05)
        over.set()
        for thread in threads:
            thread.join(5)
    assert order == ["c", "d", "a", "b"]


def test_a_new_page_does_not_wait_for_answered_ones_that_come_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.gate.HEAD_START", 0.2)
    doors, drawn, over = Gate(1), Event(), Event()

    def answered() -> None:
        while not over.is_set():
            with doors.enter(quick=True, say=silent):
                sleep(0.01)

    def new() -> None:
        with doors.enter(quick=False, say=silent):
            drawn.set()

    threads = [Thread(target=work) for work in (answered, answered, answered, new)]
    for thread in threads:
        thread.start()
    assert drawn.wait(5)
    over.set()
    for thread in threads:
        thread.join(5)


def test_who_waits_is_told_how_many_stand_before_and_may_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.gate.SAY_AFTER", 0.2)
    monkeypatch.setattr("ui.gate.TICK", 0.05)
    doors, told, later = Gate(1), [], Event()

    class Left(Exception):
        pass

    def leave(before: int) -> None:
        told.append(before)
        raise Left

    def first() -> None:
        with doors.enter(quick=True, say=silent):
            later.set()

    with taken(doors, 1) as over:
        waiting = Thread(target=first)
        waiting.start()
        sleep(0.05)
        came = monotonic()
        with pytest.raises(Left), doors.enter(quick=True, say=leave):
            pass
        assert told == [1] and 0.2 <= monotonic() - came < 5
        over.set()
        assert later.wait(5), "who left stands in nobody's way"
        waiting.join(5)


def test_a_script_that_waits_for_an_import_leaves_its_place_to_others() -> None:
    doors, drawn = Gate(1), Event()

    def other() -> None:
        with doors.enter(quick=True, say=silent):
            drawn.set()

    thread = Thread(target=other)
    with doors.enter(quick=True, say=silent):
        thread.start()
        assert not drawn.wait(0.2)
        with doors.aside():
            assert drawn.wait(5)
    thread.join(5)
    with doors.enter(quick=True, say=silent):
        pass


def test_a_script_that_fails_gives_its_place_back_once() -> None:
    doors = Gate(1)
    with pytest.raises(ZeroDivisionError), doors.enter(quick=True, say=silent), doors.aside():
        _ = 1 / 0
    with taken(doors, 1):
        pass


def page() -> None:
    import streamlit as st

    from ui.gate import entering

    with entering(quick=True):
        st.write("画好了")


def test_a_reader_who_waits_reads_how_many_stand_before_and_then_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    monkeypatch.setattr("ui.gate.SAY_AFTER", 0.2)
    monkeypatch.setattr("ui.gate.TICK", 0.1)
    toast = st.toast
    with taken(gate(), zx.settings().running_scripts) as over:

        def until_told(*said: Any, **how: Any) -> Any:
            over.set()
            return toast(*said, **how)

        monkeypatch.setattr(st, "toast", until_told)
        shown = AppTest.from_function(page, default_timeout=60).run()
    assert not shown.exception
    assert [said.value for said in shown.toast][:1] == ["看的人较多，马上轮到您。"]
    assert shown.markdown[0].value == "画好了"
