"""Answers by question and snapshot version, each computed once however many ask: the one kind of cache."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Answers:
    """Bounded, least recently used out first; what was answered from older versions goes with the first question to
    one never asked before. Errors are told to all who wait and never kept.
    """

    def __init__(self, most: int = 256) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, Hashable], Future[Any]] = OrderedDict()
        self._asked: set[str] = set()
        self._lock = Lock()

    def get(self, version: str, question: Hashable, compute: Callable[[], Answer]) -> Answer:
        key = (version, question)
        with self._lock:
            if version not in self._asked:
                self._asked.add(version)
                self._kept.clear()
            future = self._kept.get(key)
            first = future is None
            if future is None:
                future = self._kept[key] = Future()
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            else:
                self._kept.move_to_end(key)
        if first:
            try:
                future.set_result(compute())
            except BaseException as fault:
                with self._lock:
                    if self._kept.get(key) is future:
                        del self._kept[key]
                future.set_exception(fault)
        answer: Answer = future.result()
        return answer

    def holds(self, version: str, question: Hashable) -> bool:
        """Whether an answer is there already, so that asking costs next to nothing."""
        with self._lock:
            future = self._kept.get((version, question))
        return future is not None and future.done()
