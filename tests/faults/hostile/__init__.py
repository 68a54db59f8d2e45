"""Files as nobody should send them, of 36 classes with five or more each: a module for each thing that they break, a generator
in it for each class."""

from collections.abc import Callable, Iterator
from inspect import getmembers, isgeneratorfunction

from tests.faults.hostile import containers, encodings, layouts, sizes, values
from tests.faults.hostile.files import Hostile

CLASSES: dict[str, Callable[[], Iterator[Hostile]]] = {
    name: files
    for broken in (containers, encodings, sizes, layouts, values)
    for name, files in getmembers(broken, isgeneratorfunction)
}
