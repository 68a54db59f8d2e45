"""What every answer tells the browser that it may not do."""

from starlette.types import Message, Send

from ui.door.caller import Caller
from zxdata.configuration import Settings

CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/_stcore/host-config/")
"""Paths of Streamlit that nobody here needs."""
# Nothing from another host. Streamlit's page has one script in itself and loads the programs of components and the workers
# of maps from blobs; its styles are made in the page; Plotly and the maps compile functions.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' blob: data:",
    "worker-src": "'self' blob:",
    "media-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


def guarding(send: Send, caller: Caller, settings: Settings) -> Send:
    """Adds the headers of the cockpit to each answer; what an answer says of itself stays."""
    own = _headers(caller, settings)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = {name.lower() for name, _ in message.get("headers", [])}
            message = {**message, "headers": [*message.get("headers", []), *((n, v) for n, v in own if n not in said)]}
        await send(message)

    return sending


def policy(settings: Settings, more: str = "") -> str:
    """The Content-Security-Policy; ``more``: where a form may lead besides, for signing in elsewhere."""
    said = POLICY | {"frame-ancestors": settings.frame_ancestors or "'none'"}
    if more:
        said |= {"form-action": f"'self' {more}"}
    return "; ".join(f"{name} {sources}" for name, sources in said.items())


def _headers(caller: Caller, settings: Settings) -> list[tuple[bytes, bytes]]:
    said = {
        "content-security-policy": policy(settings),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if caller.secure:
        said["strict-transport-security"] = "max-age=31536000"
    return [(name.encode(), value.encode("latin-1", "ignore")) for name, value in said.items()]
