"""A request → its answer: within the rights of its reader, in a thread, with a deadline."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock, Thread

import zxdata as zx
from api.parameters import ASK_TAKES, FORMATS, METRICS_TAKES, QUERY_TAKES, ROWS_TAKES, Wanted, wanted
from zxdata.access import Reader
from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.inquiry.asking import Asked, asked
from zxdata.inquiry.columnar import as_arrow
from zxdata.inquiry.in_words import told
from zxdata.inquiry.replies import Reply, behind, metric_records, numbers
from zxdata.inquiry.written import as_csv, as_json

SECONDS = 30.0
OPENING_SECONDS = 20.0
Query = list[tuple[str, str]]
_lock = Lock()
_first: "dict[Settings, Future[zx.Store]]" = {}


class Opening(CockpitError):
    """The first snapshot is being made."""


@dataclass(frozen=True)
class Answer:
    """``body`` is None where the caller holds it already; ``total``: the rows there are, beside those of this page."""

    body: bytes | None
    kind: str
    tag: str
    total: int | None = None


def metrics(query: Query, reader: Reader, held: str) -> Answer:
    """Every metric of the registry."""
    wanted(query, METRICS_TAKES)
    tag = _tag("metrics")
    return Answer(None if tag in held else as_json(metric_records()).encode(), FORMATS["json"], tag)


def query(query: Query, reader: Reader, held: str) -> Answer:
    """The numbers of metrics, as the command ``query`` prints them."""
    asked_for = wanted(query, QUERY_TAKES)

    def reply(found: Asked) -> Answer:
        numbered = numbers(found)
        return Answer(_written(numbered, asked_for.format), FORMATS[asked_for.format], "")

    return _answered(asked_for, reader, held, reply)


def rows(query: Query, reader: Reader, held: str) -> Answer:
    """The rows behind a number, as the command ``rows`` prints them."""
    asked_for = wanted(query, ROWS_TAKES)

    def reply(found: Asked) -> Answer:
        page, listed = behind(found, asked_for.limit, asked_for.offset)
        body = as_arrow(page, listed.fact) if asked_for.format == "arrow" else _written(page, asked_for.format)
        return Answer(body, FORMATS[asked_for.format], "", listed.total)

    return _answered(asked_for, reader, held, reply)


def ask(query: Query, reader: Reader, held: str) -> Answer:
    """A question in words, as the command ``ask`` prints it: its answer, or what is asked back."""
    words = wanted(query, ASK_TAKES).words
    settings = zx.settings()
    with opened().reading(reader.scope, SECONDS) as reading:
        tag = _tag("ask", reading.version.name, words, reader.scope, settings.day())
        if tag in held:
            return Answer(None, FORMATS["json"], tag)
        found = zx.ask(opened(), words, reader.scope, settings, seconds=SECONDS)
        return Answer(as_json(told(found, reading)).encode(), FORMATS["json"], tag)


def _answered(asked_for: Wanted, reader: Reader, held: str, reply: Callable[[Asked], Answer]) -> Answer:
    settings = zx.settings()
    with asked(opened(), settings, asked_for.given, reader.scope, SECONDS) as found:
        about = (found.question, reader.personal, asked_for.format, asked_for.limit, asked_for.offset)
        tag = _tag(found.reading.version.name, *about)
        if tag in held:
            return Answer(None, FORMATS[asked_for.format], tag)
        made = reply(found)
        return Answer(made.body, made.kind, tag, made.total)


def _written(reply: Reply, kind: str) -> bytes:
    if kind == "arrow":
        return as_arrow(reply)
    if kind == "csv":
        return as_csv(reply.columns, reply.rows).encode()
    return as_json(reply.whole).encode()


def opened() -> zx.Store:
    """The store of this installation. Raises Opening while the first snapshot is being made, or why there is none."""
    settings = zx.settings()
    if zx.is_open(settings):
        return zx.open_store(settings)
    with _lock:
        first = _first.get(settings)
        if first is None or (first.done() and first.exception()):
            first = _first[settings] = Future()
            Thread(target=_prepare, args=(settings, first), name="opening", daemon=True).start()
    try:
        return first.result(OPENING_SECONDS)
    except TimeoutError:
        raise Opening("正在把台账做成第一份数据快照，数据多时要几分钟；请稍后再问。") from None


def _prepare(settings: Settings, first: "Future[zx.Store]") -> None:
    try:
        first.set_result(zx.open_store(settings))
    except Exception as fault:
        first.set_exception(fault)


def _tag(*about: object) -> str:
    """An answer's name: the same as long as version, question and program are."""
    return f'W/"{sha256(repr((_program(), *about)).encode()).hexdigest()[:24]}"'


@cache
def _program() -> str:
    """Which program answers: when its files were last written."""
    files = Path(zx.__file__).parent.rglob("*.py")
    return str(max(file.stat().st_mtime_ns for file in files))
