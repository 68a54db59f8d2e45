"""Heavy work in a process of its own, limited whole: what a file from outside costs, the cockpit itself never pays.

``python -m zxdata.apart FILE`` is that process: it reads the work from its input, says on its output how far
it is, and leaves the answer in FILE. Both are ours; what comes from outside is read by a child of the child.
"""

import json
import os
import pickle
import queue
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from zxdata import errors
from zxdata.configuration import ROOT
from zxdata.errors import CockpitError, Unreadable, WrongUse

MEMORY = 1 << 30  # bytes of its own; the child that opens a file has half as many besides
CPU_SECONDS = 300
WALL_SECONDS = 600
TICK = 0.3
FAILED = 1  # how Python ends with an exception that nobody expected
TOO_MUCH = 3
TOO_MUCH_OF_FILES = (
    f"处理这些文件超出了 {MEMORY >> 20} MB 内存或 {CPU_SECONDS} 秒，已经停下；"
    "正在处理的文件没有写入，请拆成几个文件，或在服务器上用命令行导入。"
)
Progress = Callable[[int, int, str], None]  # which of how many, and its name; 0 of 0: still at it


def apart(work: Callable[..., Any], *given: Any, progress: Progress, too_much: str = TOO_MUCH_OF_FILES) -> Any:
    """What ``work(*given, progress)`` gives. ``progress`` is told at least every ``TICK``; what it raises ends the work,
    and a transaction that is open is undone.

    Raises the CockpitError that the work raises, Unreadable with the sentence ``too_much`` where it costs too much,
    RuntimeError where it is at fault.
    """
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer"
        command = [sys.executable, "-m", "zxdata.apart", str(answer)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        try:
            with process.stdin as door:  # type: ignore[union-attr]
                pickle.dump((work, given), door)
            _followed(process, progress)
        except BrokenPipeError:
            pass
        finally:
            process.kill()
            process.wait()
        if process.returncode == FAILED:
            raise RuntimeError(f"{work.__name__} failed in its own process; the log has its traceback")
        if not answer.exists():
            raise Unreadable(too_much)
        fault, found = pickle.loads(answer.read_bytes())
    if fault:
        kind = getattr(errors, fault)
        raise (kind if kind in (errors.LedgerUnavailable, errors.SchemaMismatch, Unreadable) else WrongUse)(found)
    return found


def _followed(process: "subprocess.Popen[bytes]", progress: Progress) -> None:
    """Until the process ends, or has taken too long."""
    said: queue.Queue[bytes | None] = queue.Queue()
    Thread(target=_told, args=(process.stdout, said), daemon=True).start()
    until = monotonic() + WALL_SECONDS
    while monotonic() < until:
        try:
            line = said.get(timeout=TICK)
        except queue.Empty:
            progress(0, 0, "")
            continue
        if line is None:
            process.wait(max(until - monotonic(), 0))
            return
        progress(*json.loads(line))


def _told(lines: Iterable[bytes], said: "queue.Queue[bytes | None]") -> None:
    for line in lines:
        said.put(line)
    said.put(None)


def main(answer: str) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    out = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # whatever else is printed goes to the log

    def progress(n: int, of: int, name: str) -> None:
        out.write(json.dumps([n, of, name]) + "\n")

    work, given = pickle.load(sys.stdin.buffer)
    try:
        found = ("", work(*given, progress))
    except MemoryError:
        sys.exit(TOO_MUCH)
    except CockpitError as fault:
        kind = next(kind.__name__ for kind in type(fault).__mro__ if kind.__module__ == errors.__name__)
        found = (kind, fault.sentence)
    written = Path(f"{answer}.part")
    written.write_bytes(pickle.dumps(found))
    written.rename(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
