"""帮助: the pages of ``docs/``, which the cockpit serves itself, and which of them fits where one stands."""

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

import zxdata as zx
from ui.contents import entry
from ui.markup import Markup, fill, join
from ui.theme import STYLE, installed, variables

DOCS = zx.ASSETS.parent / "docs"
FIRST = "十分钟上手"
ORDER = (
    FIRST,
    "数据怎么进来",
    "指标口径",
    "规则怎么改",
    "权限",
    "大屏怎么挂",
    "通知",
    "部署与升级",
    "多大多快",
    "备份",
    "接入",
    "集群",
    "信创",
    "常见问题",
    "给领导的一页",
)
FITTING = {
    "overview": FIRST,
    "briefing": FIRST,
    "presentation": FIRST,
    "data": "数据怎么进来",
    "definitions": "指标口径",
    "office": "权限",
}
"""Page of the cockpit → page of help; of a subject it is where the meanings of its numbers begin."""
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$name｜帮助｜$title</title><link rel="icon" href="data:,"><style>$style</style></head>
<body><header><a href="/">$title</a><b>帮助</b></header>
<nav aria-label="帮助的各页"><details><summary>各页</summary>$pages</details><div>$pages</div></nav>
<main>$content</main></body></html>"""
LINK = '<a href="/help/$path"$here>$name</a>'


def address(key: str) -> str:
    """Where the help is that fits the cockpit's page ``key``."""
    if key in FITTING:
        return f"/help/{quote(FITTING[key])}"
    return f"/help/{quote('指标口径')}#{quote(entry(key).title)}"


async def _serve(request: Request) -> Response:
    name = request.path_params.get("name", "")
    if name not in ORDER:
        return RedirectResponse(f"/help/{quote(FIRST)}", 303)
    return HTMLResponse(_page(name, zx.settings().title))


@lru_cache(maxsize=32)
def _page(name: str, title: str) -> Markup:
    links = [
        fill(LINK, path=quote(each), name=each, here=Markup(' aria-current="page"' if each == name else ""))
        for each in ORDER
    ]
    content = Markup(_rendered((DOCS / f"{name}.md").read_text("utf-8")))
    return fill(PAGE, name=name, title=title, style=_style(), pages=join(links), content=content)


def _rendered(text: str) -> str:
    """Markdown without HTML of its own; headings are anchors by their words, links lead to pages here."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", inline.content)
    for token in tokens:
        for child in token.children or ():
            _lead_here(child)
    return str(reader.renderer.render(tokens, reader.options, {}))


def _lead_here(token: Token) -> None:
    target = str(token.attrGet("href") or "")
    if found := re.fullmatch(r"(?:docs/)?([^/#]+)\.md(#.*)?", target):
        token.attrSet("href", f"/help/{found[1]}{found[2] or ''}")


@lru_cache(maxsize=1)
def _style() -> Markup:
    css = (STYLE / "help.css").read_text("utf-8")
    return Markup(variables(installed()) + css)


ROUTES = (Route("/help", _serve), Route("/help/{name}", _serve))
