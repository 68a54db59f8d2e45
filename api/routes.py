"""The paths for programs, and what becomes of a request on its way."""

import json
import secrets
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, partial

import anyio
import structlog
from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

import zxdata as zx
from api.answering import Answer, Query, ask, metrics, opened, query, rows
from api.callers import NotSignedIn, Pace, TooOften, name_of, reader_of
from api.described import description
from zxdata.access import Act, Reader
from zxdata.access.acts_log import log as log_act
from zxdata.errors import CockpitError, Unknown, WrongUse

log = structlog.get_logger("api")
AT_ONCE, MOST_WAITING = 2, 32
AGAIN_SECONDS = "5"
SENTENCES = {404: "没有这个地址；可用的写在 /api/v1/openapi.json。", 405: "这个地址只能用 GET。"}
Asking = Callable[[Query, Reader, str], Answer]


def _endpoint(act: Act, answer: Asking) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        try:
            return await _served(request, act, answer)
        except CockpitError as fault:
            if _beyond(request, fault):
                await _note(request, act, "没有这个区划，或在数据范围之外")
            return refusal(fault)
        except Exception:
            number = f"E-{datetime.now():%Y%m%d}-{secrets.randbelow(10_000):04d}"
            log.exception("没有料到的错", reference=number, path=request.url.path)
            return _error(500, f"出了没有料到的错；请把编号 {number} 告诉管理员。")

    return endpoint


async def _served(request: Request, act: Act, answer: Asking) -> Response:
    settings = zx.settings()
    reader = reader_of(request)
    _pace(settings.api_per_minute).count(name_of(request, reader))
    if not reader.may(act):
        await _note(request, act, "没有权限")
        return _error(403, f"“{reader.role.label}”没有{act.label}的权限；请由安全管理员授权。")
    slots = _slots()
    if slots.statistics().tasks_waiting >= MOST_WAITING:
        return _error(503, "同时问的太多，请稍后再问。", {"Retry-After": AGAIN_SECONDS})
    held = request.headers.get("if-none-match", "")
    asked = partial(answer, request.query_params.multi_items(), reader, held)
    if act is not Act.SEE and reader.kind != "open":
        noted = partial(log_act, settings, act, who=reader.name, address=_address(request), subject=_subject(request))
        await anyio.to_thread.run_sync(noted, limiter=slots)
    found = await anyio.to_thread.run_sync(asked, limiter=slots)
    headers = {"ETag": found.tag, "Cache-Control": "private, no-cache"}
    if found.total is not None:
        headers["X-Total-Count"] = str(found.total)
    if found.body is None:
        return Response(status_code=304, headers=headers)
    return Response(found.body, media_type=found.kind, headers=headers)


def _beyond(request: Request, fault: CockpitError) -> bool:
    """Whether somebody whose scope is not the whole asked for a region that is not there, for them at least."""
    reader: Reader | None = getattr(request.state, "reader", None)
    return isinstance(fault, Unknown) and fault.what == "区划" and reader is not None and not reader.scope.everything


async def _note(request: Request, act: Act, why: str) -> None:
    """A refusal, in the log of acts."""
    reader = reader_of(request)
    if reader.kind == "open":
        return
    noted = partial(
        log_act,
        zx.settings(),
        act,
        who=reader.name,
        address=_address(request),
        subject=_subject(request),
        result="refused",
        note=why,
    )
    await anyio.to_thread.run_sync(noted, limiter=_slots())


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _subject(request: Request) -> str:
    return f"接口 {request.url.path}?{request.url.query}"


@lru_cache(maxsize=1)
def _pace(most: int) -> Pace:
    return Pace(most)


@lru_cache(maxsize=1)
def _slots() -> CapacityLimiter:
    """Threads of their own, so that neither pages nor files wait for programs."""
    return CapacityLimiter(AT_ONCE)


def refusal(fault: CockpitError) -> Response:
    """An expected failure with its own sentence."""
    if isinstance(fault, TooOften):
        return _error(429, fault.sentence, {"Retry-After": str(fault.seconds)})
    if isinstance(fault, NotSignedIn):
        return _error(401, fault.sentence, {"WWW-Authenticate": "Bearer"})
    if isinstance(fault, Unknown):
        return _error(404, fault.sentence)
    if isinstance(fault, WrongUse):
        return _error(400, fault.sentence)
    return _error(503, fault.sentence, {"Retry-After": AGAIN_SECONDS})


def _error(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps({"error": {"status": status, "sentence": sentence}}, ensure_ascii=False) + "\n"
    return Response(body, status, headers, media_type="application/json")


def _described(request: Request) -> Response:
    return JSONResponse(description(zx.settings().title))


def _lost(request: Request) -> Response:
    return _error(404, SENTENCES[404])


def _alive(request: Request) -> Response:
    return JSONResponse({"alive": True})


def _ready(request: Request) -> Response:
    """Whether numbers can be given now; old ones can, and why they are old is said."""
    try:
        opened()
        now = zx.status(zx.settings())
    except CockpitError as fault:
        body = {"ready": False, "reason": fault.sentence}
        return JSONResponse(body, 503, {"Retry-After": AGAIN_SECONDS})
    told = {"ready": True, "version": now.version, "age_seconds": round(now.age_seconds), "state": now.state}
    return JSONResponse(told | ({"reason": now.stale_reason} if now.stale_reason else {}))


V1: list[BaseRoute] = [
    Route("/metrics", _endpoint(Act.SEE, metrics)),
    Route("/query", _endpoint(Act.SEE, query)),
    Route("/rows", _endpoint(Act.ROWS, rows)),
    Route("/ask", _endpoint(Act.SEE, ask)),
    Route("/openapi.json", _described),
    Route("/{path:path}", _lost),
]
ROUTES: list[BaseRoute] = [
    Mount("/api/v1", routes=V1),
    Route("/healthz", _alive),
    Route("/readyz", _ready),
]
