"""Signing in and out, as requests: name and password, a second factor, a first password changed, or another system."""

import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import zxdata as zx
from ui.door.caller import COOKIE, Caller
from ui.door.page import field, form, hidden, page, quiet
from ui.markup import Markup
from zxdata.access import sessions, signing_in
from zxdata.access.accounts import Account, account
from zxdata.access.passwords import LEAST
from zxdata.access.presence import presence
from zxdata.access.reader import Reader
from zxdata.configuration import Settings
from zxdata.errors import CockpitError

FORM_COOKIE = "cockpit_form"
STEP_SECONDS = 300
ENDED = "登录已结束：已退出、太久没有操作，或账号的权限有了变化。请重新登录。"
STALE = "这一页开得太久了，请重新登录。"
OUT = "已退出。"


async def signin(request: Request, caller: Caller) -> Response:
    """``/signin`` and its steps ``/signin/code`` and ``/signin/password``; ``/signin/oidc`` comes back from elsewhere."""
    settings = zx.settings()
    step = request.url.path.removeprefix("/signin").strip("/")
    try:
        if settings.auth == "oidc":
            return await _elsewhere(request, caller, settings, step)
        if settings.auth == "header":
            return page(
                "登录", Markup(""), "请从统一门户打开驾驶舱；这里没有收到门户转来的登录名。", wrong=True, status=401
            )
        if request.method == "POST":
            return await STEPS.get(step, _by_password)(request, caller, settings)
        return _asked(request, caller, ENDED if "ended" in request.query_params else "")
    except signing_in.Refused as fault:
        return _asked(request, caller, fault.sentence, wrong=True, status=401)
    except CockpitError as fault:
        return _asked(request, caller, fault.sentence, wrong=True, status=503)


async def signout(request: Request, caller: Caller) -> Response:
    """Ends the session wherever it is open. Only where the reader's own page asks for it."""
    settings = zx.settings()
    if request.headers.get("sec-fetch-site") not in (None, "same-origin", "none"):
        return page("退出", Markup(""), "退出要在驾驶舱自己的页面上点。", wrong=True, status=403)
    try:
        here = presence(settings)
        if session := await run_in_threadpool(here.of, caller.cookie):
            await run_in_threadpool(here.sign_out, session, caller.address)
    except CockpitError as fault:
        return page("退出", Markup(""), f"没有退出：{fault.sentence}", wrong=True, status=503)
    answer = _asked(request, caller, OUT)
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def _by_password(request: Request, caller: Caller, settings: Settings) -> Response:
    given = await _form(request, caller, settings)
    name = given.get("name", "")
    found = await run_in_threadpool(
        signing_in.check_password, settings, name, given.get("password", ""), caller.address
    )
    return await _onward(request, caller, settings, found, code_given=False)


async def _by_code(request: Request, caller: Caller, settings: Settings) -> Response:
    given = await _form(request, caller, settings)
    name = await run_in_threadpool(_ticket, settings, "code", given.get("ticket", ""), caller.address)
    try:
        await run_in_threadpool(signing_in.check_second_factor, settings, name, given.get("code", ""), caller.address)
    except signing_in.Refused as fault:
        return _ask_code(request, caller, settings, name, fault.sentence)
    found = await run_in_threadpool(account, settings, name)
    return await _onward(request, caller, settings, found, code_given=True)


async def _by_new_password(request: Request, caller: Caller, settings: Settings) -> Response:
    given = await _form(request, caller, settings)
    name = await run_in_threadpool(_ticket, settings, "password", given.get("ticket", ""), caller.address)
    new = given.get("new", "")
    if new != given.get("again", ""):
        return _ask_new_password(request, caller, settings, name, "两次写的新口令不一样，请重写。")
    try:
        old = given.get("password", "")
        await run_in_threadpool(signing_in.change_password, settings, name, old, new, caller.address)
    except CockpitError as fault:
        return _ask_new_password(request, caller, settings, name, fault.sentence)
    found = await run_in_threadpool(account, settings, name)
    return await _let_in(request, caller, settings, found.reader)


async def _onward(
    request: Request, caller: Caller, settings: Settings, found: Account, *, code_given: bool
) -> Response:
    """What an account whose password was right still owes, else in."""
    if found.second_factor and not code_given:
        return _ask_code(request, caller, settings, found.name)
    if await run_in_threadpool(signing_in.must_change, settings, found.name):
        return _ask_new_password(request, caller, settings, found.name)
    return await _let_in(request, caller, settings, found.reader)


async def _let_in(request: Request, caller: Caller, settings: Settings, reader: Reader | None) -> Response:
    if reader is None:
        raise signing_in.Refused(signing_in.NO_RIGHTS)
    secret = await run_in_threadpool(sessions.begin, settings, reader, caller.address, "口令")
    answer = RedirectResponse(_next(request), 303)
    give(answer, secret, caller)
    answer.delete_cookie(FORM_COOKIE, path="/signin")
    return answer


def give(answer: Response, secret: str, caller: Caller, seconds: int | None = None) -> None:
    """Have the browser hold a session's cookie; without ``seconds`` until it is closed."""
    answer.set_cookie(COOKIE, secret, max_age=seconds, path="/", secure=caller.secure, httponly=True, samesite="lax")
    answer.headers["cache-control"] = "no-store"


async def _elsewhere(request: Request, caller: Caller, settings: Settings, step: str) -> Response:
    """Leads to the provider, and in when it leads back."""
    from ui.door import oidc  # its libraries are loaded by who uses it

    if step == "oidc":
        reader, then = await run_in_threadpool(oidc.back, settings, request, caller)
        secret = await run_in_threadpool(sessions.begin, settings, reader, caller.address, "统一身份认证")
        answer = RedirectResponse(then, 303)
        give(answer, secret, caller)
        answer.delete_cookie(oidc.COOKIE, path="/signin")
        return answer
    if step == "go":
        return await run_in_threadpool(oidc.away, settings, request, caller, _next(request))
    return _asked(request, caller, ENDED if "ended" in request.query_params else "")


def _asked(request: Request, caller: Caller, sentence: str, *, wrong: bool = False, status: int = 200) -> Response:
    settings = zx.settings()
    if settings.auth != "local":
        away = Markup(f'<a class="away" href="/signin/go?next={quote(_next(request), safe="")}">用统一身份认证登录</a>')
        return page("登录", away if settings.auth == "oidc" else Markup(""), sentence, wrong=wrong, status=status)
    fields = [
        field("name", "账号", "username", first=True),
        field("password", "口令", "current-password", "password"),
    ]
    below = quiet("忘了口令，或没有账号，请找系统管理员。")
    return _formed(request, caller, settings, "登录", "/signin", fields, "登录", sentence, wrong, status, below)


def _ask_code(request: Request, caller: Caller, settings: Settings, name: str, sentence: str = "") -> Response:
    fields = [
        hidden("ticket", _tickets(settings, "code").dumps(name)),
        field("code", "动态口令", "one-time-code", first=True),
    ]
    status = 401 if sentence else 200
    return _formed(
        request, caller, settings, "动态口令", "/signin/code", fields, "继续", sentence, bool(sentence), status
    )


def _ask_new_password(request: Request, caller: Caller, settings: Settings, name: str, sentence: str = "") -> Response:
    fields = [
        hidden("ticket", _tickets(settings, "password").dumps(name)),
        hidden("name", name),
        field("password", "现在的口令", "current-password", "password", first=True),
        field("new", f"新口令（至少 {LEAST} 个字符，字母、数字、符号至少两种）", "new-password", "password"),
        field("again", "新口令再写一遍", "new-password", "password"),
    ]
    said = sentence or "现在的口令是别人给的，请先换成自己的。"
    status = 400 if sentence else 200
    return _formed(
        request, caller, settings, "换口令", "/signin/password", fields, "换口令并登录", said, bool(sentence), status
    )


def _formed(
    request: Request,
    caller: Caller,
    settings: Settings,
    heading: str,
    action: str,
    fields: list[Markup],
    button: str,
    sentence: str,
    wrong: bool,
    status: int,
    below: Markup = Markup(""),
) -> Response:
    """A form that only the page it stands on can send: its mark is in the page and in a cookie."""
    mark = caller.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(18)
    fields = [hidden("mark", mark), hidden("next", _next(request)), *fields]
    answer = page(heading, form(action, fields, button, below), sentence, wrong=wrong, status=status)
    answer.set_cookie(
        FORM_COOKIE, mark, max_age=3600, path="/signin", secure=caller.secure, httponly=True, samesite="strict"
    )
    return answer


async def _form(request: Request, caller: Caller, settings: Settings) -> dict[str, str]:
    """What was filled in. Raises Refused where another page sent it."""
    async with request.form(max_files=0, max_fields=12, max_part_size=4096) as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    mark = caller.cookies.get(FORM_COOKIE, "")
    if not mark or not secrets.compare_digest(mark.encode(), given.get("mark", "").encode()):
        raise await run_in_threadpool(signing_in.refused, settings, "", caller.address, STALE, "不是登录页发来的")
    request.state.next = given.get("next", "")
    return given


def _tickets(settings: Settings, step: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key, salt=f"signin {step}")


def _ticket(settings: Settings, step: str, ticket: str, address: str) -> str:
    """The name that was let this far. Raises Refused."""
    try:
        return str(_tickets(settings, step).loads(ticket, max_age=STEP_SECONDS))
    except BadSignature:
        raise signing_in.refused(settings, "", address, STALE, "不是上一步给的凭据，或已过时") from None


def _next(request: Request) -> str:
    """Where the reader wanted to go: an address of the cockpit's own, else its first page."""
    wanted = getattr(request.state, "next", "") or request.query_params.get("next", "")
    there = urlsplit(wanted)
    own = wanted.startswith("/") and not there.scheme and not there.netloc and "\\" not in wanted
    return wanted if own and wanted.isprintable() and not there.path.startswith(("//", "/signin", "/signout")) else "/"


STEPS: dict[str, Callable[[Request, Caller, Settings], Awaitable[Response]]] = {
    "": _by_password,
    "code": _by_code,
    "password": _by_new_password,
}
