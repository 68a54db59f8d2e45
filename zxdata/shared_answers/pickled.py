"""A view as bytes and back. What all districts share of a figure stays one object, so that it is painted once."""

import io
import pickle
import zlib
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from zxdata.figures import View
from zxdata.figures.base import Choosable

_BYTES: WeakKeyDictionary[Choosable, bytes] = WeakKeyDictionary()
_FIGURES: WeakValueDictionary[bytes, Choosable] = WeakValueDictionary()


def pickled(view: View) -> bytes:
    out = io.BytesIO()
    _Writer(out, 5).dump(view)
    return zlib.compress(out.getvalue(), 1)


def unpickled(content: bytes) -> View:
    """Only for what this installation has sealed: unpickling runs what the bytes name."""
    found: View = _Reader(io.BytesIO(zlib.decompress(content))).load()
    return found


class _Writer(pickle.Pickler):
    def persistent_id(self, found: Any) -> bytes | None:
        if not isinstance(found, Choosable) or found.common is not found:
            return None
        if found not in _BYTES:
            _BYTES[found] = pickle.dumps(found, 5)
            _FIGURES.setdefault(_BYTES[found], found)
        return _BYTES[found]


class _Reader(pickle.Unpickler):
    def persistent_load(self, content: bytes) -> Choosable:
        found = _FIGURES.get(content)
        if found is None:
            found = pickle.loads(content)
            _BYTES[found] = content
            _FIGURES[content] = found
        return found
