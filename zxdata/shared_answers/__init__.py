"""Views that one process of the machine has answered, for all of them: beside the snapshot, on disk.

An answer is found again only under the same question (view, filters, options, scope and its rights), version, settings,
day, and code.
"""

import hashlib
import sys
from functools import cache, lru_cache
from importlib.metadata import version as release
from pathlib import Path

import structlog

from zxdata import views
from zxdata.configuration import ASSETS, SECRETS, Settings
from zxdata.figures import View
from zxdata.filters import Question
from zxdata.shared_answers.files import AnswerFiles
from zxdata.shared_answers.pickled import pickled, unpickled
from zxdata.store import Store

SCRIPTS = Path(__file__).resolve().parent.parent
LIBRARIES = ("pandas", "numpy", "pyarrow", "pydantic")
_log = structlog.get_logger()


def answered(store: Store, question: Question, settings: Settings, *, aside: bool = False) -> View:
    """As ``views.answered``, computed by one process of the machine only; the others wait for it.

    aside: for work that nobody waits for: others do not wait for it either. Raises as ``views.answered``.
    """
    files = answer_files(settings)
    if files is None:
        return views.answered(store, question, settings)
    version = store.version
    name = _name(question, settings)
    found = _read(files, version, name, question)
    if found is not None:
        return found
    if aside:
        return _computed(files, version, name, store, question, settings)
    with files.alone(version, name):
        return _read(files, version, name, question) or _computed(files, version, name, store, question, settings)


def is_answered(store: Store, question: Question, settings: Settings) -> bool:
    """Whether ``answered`` needs no more than to read a file."""
    files = answer_files(settings)
    return files is not None and files.holds(store.version, _name(question, settings))


@lru_cache(maxsize=4)
def answer_files(settings: Settings) -> AnswerFiles | None:
    """The files of this installation; None where none are wanted, or no folder can be had that is this user's alone."""
    if not settings.answers_mb:
        return None
    return AnswerFiles.beside(settings.snapshot_dir, settings.answers_mb * 1_000_000)


def _read(files: AnswerFiles, version: str, name: str, question: Question) -> View | None:
    content = files.read(version, name)
    if content is None:
        return None
    try:
        found = unpickled(content)
    except Exception:  # sealed by this code, and yet of another machine's libraries: it is computed anew
        _log.warning("存下的答案读不出来，重新计算", view=question.view, exc_info=True)
        return None
    return found if (found.version, found.question.scope) == (version, question.scope) else None


def _computed(
    files: AnswerFiles, version: str, name: str, store: Store, question: Question, settings: Settings
) -> View:
    view = views.answered(store, question, settings)
    if view.version == version:  # else the next one was published meanwhile
        files.write(version, name, pickled(view))
    return view


def _name(question: Question, settings: Settings) -> str:
    """The same for the same question to the same installation on the same day, and for no other."""
    asked = f"{code()}\n{_settled(settings)}\n{settings.day()}\n{views.heeded(question)!r}"
    return hashlib.sha256(asked.encode()).hexdigest()


@lru_cache(maxsize=4)
def _settled(settings: Settings) -> str:
    return repr(sorted((name, str(value)) for name, value in settings if name not in SECRETS))


@cache
def code() -> str:
    """Digest of what answers: this package, its dictionaries, the libraries that make up an answer, Python."""
    found = hashlib.sha256(repr((sys.version, [release(name) for name in LIBRARIES])).encode())
    for path in (*sorted(SCRIPTS.rglob("*.py")), *sorted(ASSETS.rglob("*.toml"))):
        found.update(str(path.name).encode())
        found.update(path.read_bytes())
    return found.hexdigest()
