"""A request for a figure alone → its page, within the rights of who asks."""

from urllib.parse import parse_qs

import structlog
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

import zxdata as zx
from ui import ask
from ui.drawing import ADDRESS
from ui.embedding.page import card_page, figure_page, sentence_page
from ui.show.states import reference
from zxdata.access import Act, Reader
from zxdata.errors import CockpitError, Unknown, WrongUse

log = structlog.get_logger("cockpit")
CARD = "members.card"
PERIOD = ("from", "to", "as_of", "period", "basis")
OWN = ("view", "figure", "theme", "token")
"""What the address says besides the filters and options of the view's page."""


def _figure(request: Request) -> HTMLResponse:
    query = parse_qs(request.url.query)
    dark = query.get("theme") == ["dark"]
    try:
        return HTMLResponse(_drawn(query, request.state.reader, dark), headers={"cache-control": "private, no-cache"})
    except CockpitError as fault:
        status = 404 if isinstance(fault, Unknown) else 400 if isinstance(fault, WrongUse) else 503
        return HTMLResponse(sentence_page(fault.sentence, dark), status)
    except Exception:
        number = reference()
        log.exception("failed", what="embedded figure", reference=number)
        return HTMLResponse(sentence_page(f"这张图没有画出来；请把编号 {number} 告诉管理员。", dark), 500)


def _card(request: Request) -> HTMLResponse:
    """The 委员卡 of the member whose token it is; for others, who have the page itself, nothing."""
    query, who = parse_qs(request.url.query), request.state.reader
    dark = query.get("theme") == ["dark"]
    try:
        if not who.member:
            raise WrongUse("这个地址只用委员自己的令牌打开；别的请到“委员履职”看委员卡。")
        asked_for = {"person": [who.member]} | {name: query[name] for name in PERIOD if name in query}
        view = ask.view(CARD, asked_for, who)
        text = card_page(view, ask.watermark(file=False, who=who), _library(query), dark)
        return HTMLResponse(text, headers={"cache-control": "private, no-cache"})
    except CockpitError as fault:
        return HTMLResponse(sentence_page(fault.sentence, dark), 400 if isinstance(fault, WrongUse) else 503)
    except Exception:
        number = reference()
        log.exception("failed", what="own card", reference=number)
        return HTMLResponse(sentence_page(f"委员卡没有打开；请把编号 {number} 告诉管理员。", dark), 500)


def _library(query: dict[str, list[str]]) -> str:
    token = query.get("token", [""])[-1]
    return f"{ADDRESS}?token={token}" if token else ADDRESS


def _drawn(query: dict[str, list[str]], who: Reader, dark: bool) -> str:
    if not who.may(Act.SEE):
        raise WrongUse(f"“{who.role.label}”不看业务数据。")
    key, wanted = (query.get(name, [""])[-1] for name in ("view", "figure"))
    if key not in zx.VIEWS:
        raise Unknown("页面", key, zx.VIEWS) if key else WrongUse("没有写要哪一页的图：view=页面，figure=图。")
    asked_for = {name: values for name, values in query.items() if name not in OWN}
    view = ask.view(key, asked_for, who)
    known = {figure.key: figure for figure in view.figures}
    if wanted in view.absent:
        return sentence_page((view.headline, *view.notices)[-1], dark)
    if wanted not in known:
        raise Unknown("图", wanted, known)
    notices = ask.asked(key, asked_for, who).notices
    mark = ask.watermark(file=False, who=who)
    return figure_page(
        view, known[wanted], ask.stated(view.question.filters, key, who), notices, dark, _library(query), mark
    )


ROUTES = [Route("/embed/figure", _figure), Route("/embed/card", _card)]
