"""Who calls: from where, under which host name, by which page, over which line."""

from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from socket import gethostname
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope

from zxdata.configuration import Settings

COOKIE = "cockpit_session"
SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Caller:
    """peer: the machine at the other end of the line, perhaps a proxy; address: the reader's own as the proxy says it."""

    peer: str
    address: str
    secure: bool
    headers: Headers
    cookies: dict[str, str]
    kind: str
    method: str
    path: str

    @classmethod
    def of(cls, scope: Scope, settings: Settings) -> "Caller":
        headers = Headers(scope=scope)
        host, port = scope.get("client") or ("", 0)
        # The server itself believes what a proxy on this machine says of the caller, and then gives no port.
        peer = "127.0.0.1" if host and port == 0 and "x-forwarded-for" in headers else host
        address = host
        if peer == host and _within(peer, settings) and (said := headers.get("x-forwarded-for")):
            address = said.rpartition(",")[2].strip()
        return cls(
            peer,
            address,
            scope.get("scheme") in ("https", "wss"),
            headers,
            cookie_parser(headers.get("cookie", "")),
            scope["type"],
            scope.get("method", "GET"),
            scope["path"],
        )

    @property
    def cookie(self) -> str:
        return self.cookies.get(COOKIE, "")

    def text(self, header: str) -> str:
        """What a header says, in UTF-8 where it is that."""
        said = self.headers.get(header, "").strip()
        try:
            return said.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError:
            return said

    @property
    def wants_page(self) -> bool:
        return self.kind == "http" and self.method in ("GET", "HEAD") and "text/html" in self.headers.get("accept", "")

    def trusted(self, settings: Settings) -> bool:
        """Whether the other end of the line may say who the reader is."""
        return _within(self.peer, settings)

    def known_host(self, settings: Settings) -> bool:
        """Whether it asks for a host that this machine goes by: a page elsewhere cannot make its own name point here."""
        name = urlsplit(f"//{self.headers.get('host', '')}").hostname or ""
        return _is_address(name) or name in settings.named_hosts or name in _own_names()

    def own_page(self, settings: Settings) -> bool:
        """Whether a request that may change something, or a stream, comes from a page of the cockpit's own."""
        if self.kind == "http" and self.method in SAFE:
            return True
        origin = self.headers.get("origin")
        if origin is None:
            return self.kind == "http" or settings.open_to_all or not self.cookie
        there, here = urlsplit(origin), urlsplit(f"//{self.headers.get('host', '')}")
        same_port = there.port is None or here.port is None or there.port == here.port
        return bool(there.hostname) and there.hostname == here.hostname and same_port


def _within(address: str, settings: Settings) -> bool:
    try:
        return any(ip_address(address) in network for network in settings.proxies)
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


@cache
def _own_names() -> frozenset[str]:
    return frozenset({"localhost", gethostname().lower(), str(st.get_option("browser.serverAddress")).lower()})
