"""Answers before they are asked: after each version the landing views of every district, in a process of its own.

    python -m ui.warming VERSION

It runs at the lowest priority, one on a machine, and ends when its version is no longer in force or its server has gone.
What it answers lies beside the snapshot (``zxdata.shared_answers``), under the scopes of those who may sign in.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from threading import Thread
from time import sleep

import structlog

import zxdata as zx
from ui import url
from ui.contents import CONTENTS, Entry
from zxdata.access import Act, Reader
from zxdata.access.accounts import accounts
from zxdata.access.tokens import tokens
from zxdata.configuration import ROOT, Settings, as_environment
from zxdata.errors import CockpitError, NoSnapshot
from zxdata.filters import Filters, Question, Scope
from zxdata.rules.opening import Opening

LOOK_SECONDS = 2.0
SETTLE_SECONDS = 5.0
"""How long a version stands before it is warmed: its first readers go first."""
NICE = 19
ROOM = 0.7
"""Of the budget that is filled beforehand; the rest is for what readers ask."""
_log = structlog.get_logger("cockpit")


@cache
def begin() -> None:
    """Follow the versions, once in this process; nothing where answers are not shared."""
    if zx.settings().answers_mb:
        Thread(target=_follow, args=(zx.settings(),), name="warming", daemon=True).start()


def _follow(settings: Settings) -> None:
    store, warmed, child = zx.open_store(settings), "", None
    while True:
        with suppress(NoSnapshot):
            if (version := store.version) != warmed:
                _end(child)
                sleep(SETTLE_SECONDS)
                child, warmed = _apart(version, settings), version
        sleep(LOOK_SECONDS)


def _end(child: "subprocess.Popen[bytes] | None") -> None:
    if child is not None:
        child.terminate()
        child.wait()


def _apart(version: str, settings: Settings) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ui.warming", version],
        cwd=ROOT,
        env=os.environ | as_environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def warm(version: str, settings: Settings) -> int:
    """Answer what is likely to be asked of ``version``, the likeliest first; how many answers were not there yet."""
    files = zx.answer_files(settings)
    if files is None:
        return 0
    store, server, done = zx.Store(settings.snapshot_dir, seconds=settings.query_seconds), os.getppid(), 0
    with files.warming():
        for question in likely(store, settings):
            if store.version != version or os.getppid() != server or files.filled() > ROOM * files.most:
                break
            if zx.is_answered(store, question, settings):
                continue
            try:
                zx.answered(store, question, settings, aside=True)
                done += 1
            except CockpitError as fault:
                _log.info("预先计算跳过一页", view=question.view, reason=fault.sentence)
    return done


def likely(store: zx.Store, settings: Settings) -> Iterator[Question]:
    """What pages and walls ask where the address says no more than a district: first of the whole, then of each."""
    rules, today = store.rules(), settings.day()
    districts: dict[Scope, list[str | None]] = {}
    opening: dict[Scope, dict[str, Filters]] = {}
    pages = [entry for entry in CONTENTS if entry.wall]
    for scope in scopes(settings):
        choices = zx.choices(store, Filters(as_of=today), scope, rules)
        districts[scope] = [code for code, _ in choices.districts]
        opening[scope] = {e.key: _opening(e, choices, rules.opening, settings) for e in pages}
    for scope, own in opening.items():
        for entry in pages:
            yield from _of(entry, own[entry.key], scope)
    for entry in pages:
        for scope, own in opening.items():
            for region in districts[scope]:
                yield from _of(entry, replace(own[entry.key], region=region), scope)


def _opening(entry: Entry, choices: zx.Choices, opening: Opening, settings: Settings) -> Filters:
    """The filters of a page whose address names none."""
    read = url.read({}, entry, settings.day(), opening, choices.term_from)
    return url.of_own_body(read.filters, entry, choices.values[url.BODY], settings.body)


def _of(entry: Entry, filters: Filters, scope: Scope) -> Iterator[Question]:
    yield Question(filters, scope, entry.key)
    if entry.drilled and filters.region:
        yield Question(filters, scope, f"{entry.key}.{entry.drilled}")


def scopes(settings: Settings) -> tuple[Scope, ...]:
    """Those under which somebody may ask: no other answer is made beforehand."""
    if settings.open_to_all:
        return (Reader.open().scope,)
    readers = [account.reader for account in accounts(settings)]
    readers += [token.reader for token in tokens(settings) if token.holds]
    return tuple(dict.fromkeys(r.scope for r in readers if r is not None and r.may(Act.SEE)))


if __name__ == "__main__":
    os.nice(NICE)
    warm(sys.argv[1], zx.settings())
