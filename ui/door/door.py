"""The middleware around everything: who calls, from which page, signed in or not."""

import json
from collections import OrderedDict
from contextlib import suppress
from datetime import datetime, timezone
from urllib.parse import parse_qsl, quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import zxdata as zx
from ui.door.caller import COOKIE, Caller
from ui.door.files import FILES, theirs
from ui.door.headers import CLOSED, guarding
from ui.door.page import page
from ui.door.signin import give, signin, signout
from ui.door.stream import Streams
from ui.markup import Markup
from zxdata.access import Act, sessions, signing_in, tokens
from zxdata.access.acts_log import log
from zxdata.access.presence import presence
from zxdata.access.reader import Reader
from zxdata.errors import CockpitError

OPEN = ("/healthz", "/readyz")
ALONE = ("/embed/", "/drawing/")
"""A figure alone, and what draws it: in another site's frame, which keeps no cookie of ours, a token in the address opens them."""
WRONG_HOST = "这个地址不是驾驶舱的；请用管理员给的地址打开。"
NO_ADDRESS = "没有这个地址。"
WRONG_PAGE = "这个请求不是从驾驶舱自己的页面发来的，没有执行。"
NOT_SIGNED_IN = "没有登录，或登录已结束；请先登录。"
BAD_TOKEN = "这个令牌不能用：不存在、已收回或已过期。"
OTHER_PURPOSE = "这个令牌不是用在这里的：大屏、程序、嵌入和委员卡的令牌各有各的地方。"
CARD = "/embed/card"
UNTRUSTED = "登录名只能由统一门户转来；这个请求不是从门户来的。"
NAMED_MOST = 10_000


class Door:
    """``request.state.reader`` and ``scope["state"]["reader"]``: who asks, for what lies behind."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._settings = zx.settings()
        self._presence = presence(self._settings)
        self._streams = Streams(self._presence)
        self._named: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        caller = Caller.of(scope, self._settings)
        if caller.kind == "http":
            send = guarding(send, caller, self._settings)
        if not caller.known_host(self._settings):
            await self._suspect(caller, "地址不是驾驶舱的", caller.headers.get("host", ""))
            await self._refuse(scope, receive, send, caller, WRONG_HOST, 400)
        elif caller.path.startswith(CLOSED):
            await self._refuse(scope, receive, send, caller, NO_ADDRESS, 404)
        elif not caller.own_page(self._settings):
            await self._suspect(caller, "请求不是从驾驶舱自己的页面来的", caller.headers.get("origin", ""))
            await self._refuse(scope, receive, send, caller, WRONG_PAGE, 403)
        elif caller.path in OPEN:
            await self.app(scope, receive, send)
        elif self._settings.open_to_all:
            await self._open(scope, receive, send, caller)
        else:
            try:
                await self._asked(scope, receive, send, caller)
            except signing_in.Refused as fault:
                await self._refuse(scope, receive, send, caller, fault.sentence, 401)
            except CockpitError as fault:
                await self._refuse(scope, receive, send, caller, fault.sentence, 503)

    async def _open(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Where nobody signs in."""
        if caller.path.startswith(("/signin", "/signout")):
            await RedirectResponse("/", 303)(scope, receive, send)
            return
        scope.setdefault("state", {})["reader"] = Reader.open()
        await self.app(scope, receive, send)

    async def _asked(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        """Where everyone is asked who they are."""
        if caller.kind == "http" and (caller.path == "/signin" or caller.path.startswith("/signin/")):
            await (await signin(Request(scope, receive), caller))(scope, receive, send)
        elif caller.kind == "http" and caller.path == "/signout":
            await (await signout(Request(scope, receive), caller))(scope, receive, send)
        elif caller.kind == "http" and caller.path.startswith(ALONE):
            await self._alone(scope, receive, send, caller, _token_of(scope))
        elif caller.wants_page and (secret := _token_of(scope)):
            await (await self._wall(scope, caller, secret))(scope, receive, send)
        else:
            await self._let_in(scope, receive, send, caller)

    async def _alone(self, scope: Scope, receive: Receive, send: Send, caller: Caller, secret: str) -> None:
        """What stands in the page of others: who is not known sees a sentence, no form that another page could cover."""
        reader = await (run_in_threadpool(self._presence.bearer, secret) if secret else self._reader(caller))
        drawing = not caller.path.startswith("/embed/")
        if reader and not (drawing or reader.for_purpose("card" if caller.path == CARD else "embed")):
            await self._elsewhere(scope, receive, send, caller, reader)
            return
        if reader is None:
            if secret:
                await self._note(caller, secret, "嵌入令牌不能用")
            await self._refuse(scope, receive, send, caller, BAD_TOKEN if secret else NOT_SIGNED_IN, 401)
            return
        scope.setdefault("state", {})["reader"] = reader
        await self.app(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        reader, cookie = await self._reader(caller), caller.cookie
        if reader is None and self._settings.auth == "header" and caller.kind == "http":
            reader, cookie = await self._by_header(caller)
            if reader:
                send = _with_cookie(send, cookie, caller)
        if reader is None:
            await self._turn_away(scope, receive, send, caller)
            return
        if not reader.for_purpose("program" if caller.path.startswith("/api/") else "wall"):
            await self._elsewhere(scope, receive, send, caller, reader)
            return
        if caller.path.startswith(FILES) and not theirs(caller.path, cookie):
            await self._refuse(scope, receive, send, caller, NO_ADDRESS, 404)
            return
        if reader.kind == "token" and caller.wants_page and not _on_wall(scope):
            await RedirectResponse(f"{caller.path}?screen=1", 303)(scope, receive, send)  # a wall sees walls only
            return
        scope.setdefault("state", {})["reader"] = reader
        if caller.kind == "websocket":
            await self._streams.serve(self.app, scope, receive, send, cookie)
        else:
            await self.app(scope, receive, send)

    async def _elsewhere(self, scope: Scope, receive: Receive, send: Send, caller: Caller, reader: Reader) -> None:
        """A token that is for something else."""
        await run_in_threadpool(
            log,
            self._settings,
            Act.SEE,
            who=reader.name,
            address=caller.address,
            subject=caller.path,
            result="refused",
            note="令牌的用途不在这里",
        )
        await self._refuse(scope, receive, send, caller, OTHER_PURPOSE, 403)

    async def _reader(self, caller: Caller) -> Reader | None:
        """Who calls, by cookie or, for programs, by token."""
        way, _, secret = caller.headers.get("authorization", "").partition(" ")
        if way.lower() == "bearer" and caller.kind == "http":
            reader = await run_in_threadpool(self._presence.bearer, secret.strip())
            if reader is None:
                await self._note(caller, secret, "令牌不能用")
            return reader
        if not caller.cookie:
            return None
        if self._presence.fresh(caller.cookie):
            session = self._presence.of(caller.cookie)
        else:
            session = await run_in_threadpool(self._presence.of, caller.cookie)
        if session is None:
            await self._note(caller, caller.cookie, "登录凭据不能用：不存在或已结束")
            return None
        by_header = self._settings.auth == "header" and session.reader.kind == "account"
        return None if by_header and not self._says(caller, session.reader.name) else session.reader

    def _says(self, caller: Caller, name: str) -> bool:
        """Whether the proxy goes on naming this reader."""
        return caller.trusted(self._settings) and caller.text(self._settings.auth_header) == name

    async def _by_header(self, caller: Caller) -> tuple[Reader | None, str]:
        """The reader whom a proxy names. Raises Refused where it is not the proxy that does."""
        name = caller.text(self._settings.auth_header)
        if not name:
            return None, ""
        if not caller.trusted(self._settings):
            raise await run_in_threadpool(
                signing_in.refused, self._settings, name, caller.peer, UNTRUSTED, "请求头不是从可信代理来的"
            )
        rights = self._settings.auth_rights_header
        words = caller.text(rights).replace(",", " ").split() if rights else []
        found = signing_in.reader_by_words(name, words)
        if found is None:
            found = await run_in_threadpool(signing_in.vouched, self._settings, name, caller.address)
        return found, await run_in_threadpool(sessions.begin, self._settings, found, caller.address, "统一门户")

    async def _wall(self, scope: Scope, caller: Caller, secret: str) -> Response:
        """A wall shows its token once; from then on it holds a cookie, and its address shows no token."""
        token = await run_in_threadpool(tokens.token_of, self._settings, secret)
        if token is None:
            await self._note(caller, secret, "大屏令牌不能用")
            return page("登录", Markup(""), BAD_TOKEN, wrong=True, status=401)
        if not token.reader.for_purpose("wall"):
            await self._note(caller, secret, "令牌的用途不是大屏")
            return page("登录", Markup(""), OTHER_PURPOSE, wrong=True, status=403)
        cookie = await run_in_threadpool(sessions.begin_wall, self._settings, token, caller.address)
        rest = [(n, v) for n, v in parse_qsl(scope["query_string"].decode("latin-1")) if n != "token"]
        answer = RedirectResponse(f"{caller.path}?{urlencode(rest)}" if rest else caller.path, 303)
        lasts = (token.ends_at - datetime.now(timezone.utc)).total_seconds() if token.ends_at else 0
        give(answer, cookie, caller, int(lasts) or sessions.WALL_DAYS * 86_400)
        return answer

    async def _note(self, caller: Caller, secret: str, reason: str) -> None:
        """One entry of the log for what was shown in vain, however often it is."""
        key = tokens.key_of(secret)
        if key in self._named:
            return
        self._named[key] = None
        if len(self._named) > NAMED_MOST:
            self._named.popitem(last=False)
        await run_in_threadpool(signing_in.refused, self._settings, "", caller.address, NOT_SIGNED_IN, reason)

    async def _suspect(self, caller: Caller, reason: str, named: str) -> None:
        """One entry of the log for each address that calls under a strange name or from a strange page; it is refused also
        where the log cannot be written."""
        if not self._settings.open_to_all:
            with suppress(CockpitError):
                said = f"{reason}：{named[:80]}" if named else reason
                await self._note(caller, f"{caller.kind} {caller.address} {reason}", said)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send, caller: Caller) -> None:
        if not caller.wants_page:
            await self._refuse(scope, receive, send, caller, NOT_SIGNED_IN, 401)
            return
        wanted = caller.path + (f"?{query}" if (query := scope["query_string"].decode("latin-1")) else "")
        ended = "&ended=1" if caller.cookie else ""
        answer = RedirectResponse(f"/signin?next={quote(wanted, safe='')}{ended}", 303)
        answer.headers["cache-control"] = "no-store"
        if caller.cookie:
            answer.delete_cookie(COOKIE, path="/")
        await answer(scope, receive, send)

    async def _refuse(
        self, scope: Scope, receive: Receive, send: Send, caller: Caller, sentence: str, status: int
    ) -> None:
        if caller.kind == "websocket":
            await send({"type": "websocket.close", "code": 4403})  # before it is accepted: answered by 403
        elif caller.wants_page:
            await page("驾驶舱", Markup(""), sentence, wrong=True, status=status)(scope, receive, send)
        elif caller.path.startswith("/api/"):
            body = json.dumps({"error": {"status": status, "sentence": sentence}}, ensure_ascii=False) + "\n"
            await Response(body, status, media_type="application/json")(scope, receive, send)
        else:
            await Response(sentence, status, media_type="text/plain; charset=utf-8")(scope, receive, send)


def _on_wall(scope: Scope) -> bool:
    return bool(dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("screen") == "1")


def _token_of(scope: Scope) -> str:
    return str(dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token", ""))


def _with_cookie(send: Send, cookie: str, caller: Caller) -> Send:
    """The answer with the cookie of a session that has just begun."""
    giving = Response()
    give(giving, cookie, caller)
    set_cookie = [(n, v) for n, v in giving.raw_headers if n == b"set-cookie"]

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *set_cookie]}
        await send(message)

    return sending
