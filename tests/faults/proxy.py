"""A line to a server that fails as lines do: late, silent, cut, refused or closed from one side."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal

Fault = Literal["", "late", "silent", "cut", "refused", "half closed"]
FAULTS: tuple[Fault, ...] = ("silent", "cut", "refused", "half closed")
CHUNK = 65_536


class Line:
    """Passes bytes between those who connect to ``port`` and a server, until ``fault`` is set.

    ``after``: how many pieces from the client a connection still passes before the fault is felt; ``late`` delays every
    answer by ``seconds``, ``silent`` passes nothing and closes nothing.
    """

    def __init__(self, to: tuple[str, int]) -> None:
        self.to, self.fault, self.after, self.seconds = to, "", 0, 3.0
        self._open: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        self._over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()

    def fails(self, fault: Fault, after: int = 0, seconds: float = 3.0) -> None:
        """From now on, for what is connected already too."""
        self.after, self.seconds, self.fault = after, seconds, fault

    def close(self) -> None:
        self._over.set()
        self.fault = ""
        for one in (self._door, *self._open):
            with suppress(OSError):
                one.close()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._door.accept()
            except OSError:
                return
            self._open.append(client)
            if self.fault == "refused" or (self.fault == "cut" and not self.after):
                _cut(client)
                continue
            server = socket.create_connection(self.to)
            self._open.append(server)
            passed = [0]
            threading.Thread(target=self._pass, args=(client, server, passed, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, passed, False), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, passed: list[int], asking: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                passed[0] += asking
                felt = passed[0] > self.after
                if self.fault == "late" and not asking:
                    time.sleep(self.seconds)
                elif self.fault == "silent" and felt:
                    while self.fault == "silent" and not self._over.is_set():
                        time.sleep(0.05)
                elif self.fault in ("cut", "refused") and felt:
                    _cut(source, target)
                    return
                elif self.fault == "half closed" and felt and not asking:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)


def _cut(*ends: socket.socket) -> None:
    """Closed without a farewell: the other side sees a reset."""
    for end in ends:
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            end.close()


@contextmanager
def line(host: str, port: int) -> Iterator[Line]:
    opened = Line((host, port))
    try:
        yield opened
    finally:
        opened.close()
