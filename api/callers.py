"""Who calls, and how often they may."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from threading import Lock
from time import monotonic

from starlette.requests import Request

import zxdata as zx
from zxdata.access import Reader
from zxdata.errors import CockpitError

MOST_CALLERS = 10_000


class NotSignedIn(CockpitError):
    pass


class TooOften(CockpitError):
    """``seconds``: how long the caller has to wait."""

    def __init__(self, most: int, seconds: int) -> None:
        super().__init__(f"问得太频繁：每分钟最多 {most} 次；请过 {seconds} 秒再问。")
        self.seconds = seconds


def reader_of(request: Request) -> Reader:
    """Who sends a request, as the door has found; raises NotSignedIn where no door has."""
    reader: Reader | None = getattr(request.state, "reader", None)
    if reader is None and zx.settings().open_to_all:
        return Reader.open()
    if reader is None:
        raise NotSignedIn(
            "没有登录，或登录已结束；请先登录，或在 Authorization 里写 Bearer 加令牌（tokens add 签发）。"
        )
    return reader


def name_of(request: Request, reader: Reader) -> str:
    """By whom calls are counted: the account or token, else the address they come from."""
    return f"{reader.kind}:{reader.name}" if reader.name else f"from:{request.client.host if request.client else ''}"


@dataclass
class _Bucket:
    left: float
    at: float


class Pace:
    """Each caller may ask ``most`` times a minute: as many at once, then one each time its share of the minute has passed."""

    def __init__(self, most: int, clock: Callable[[], float] = monotonic) -> None:
        self._most, self._clock = most, clock
        self._lock = Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def count(self, caller: str) -> None:
        """Raises TooOften."""
        with self._lock:
            now = self._clock()
            bucket = self._buckets.setdefault(caller, _Bucket(self._most, now))
            self._buckets.move_to_end(caller)
            while len(self._buckets) > MOST_CALLERS:
                self._buckets.popitem(last=False)
            a_second = self._most / 60
            bucket.left = min(self._most, bucket.left + (now - bucket.at) * a_second)
            bucket.at = now
            if bucket.left < 1:
                raise TooOften(self._most, ceil((1 - bucket.left) / a_second))
            bucket.left -= 1
