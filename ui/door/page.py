"""The sign-in page: plain HTML in the cockpit's colours, without a script, for keyboards and password managers."""

from functools import cache

from starlette.responses import HTMLResponse

import zxdata as zx
from ui.markup import Markup, fill, join
from ui.theme import installed, variables

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>$heading｜$title</title><link rel="icon" href="data:,"><style>$style</style></head>
<body><main><h1>$title</h1><p class="body">$body</p>$content</main></body></html>"""
SAID = '<p class="said $kind" role="$role">$sentence</p>'
FORM = '<form method="post" action="$action">$fields<button type="submit">$button</button></form>$below'
HIDDEN = '<input type="hidden" name="$name" value="$value">'
FIELD = """<label for="$name">$label</label><input id="$name" name="$name" type="$kind" autocomplete="$fills" value="$value"
 maxlength="200" required$more>"""
QUIET = '<p class="quiet">$text</p>'


@cache
def _style() -> Markup:
    css = (zx.ASSETS / "style" / "signin.css").read_text("utf-8")
    return Markup(variables(installed()) + css)


def field(name: str, label: str, fills: str, kind: str = "text", value: str = "", *, first: bool = False) -> Markup:
    """``fills``: what a password manager puts there."""
    more = Markup(" autofocus") if first else Markup("")
    return fill(FIELD, name=name, label=label, fills=fills, kind=kind, value=value, more=more)


def hidden(name: str, value: str) -> Markup:
    return fill(HIDDEN, name=name, value=value)


def form(action: str, fields: list[Markup], button: str, below: Markup = Markup("")) -> Markup:
    return fill(FORM, action=action, fields=join(fields), button=button, below=below)


def quiet(text: str) -> Markup:
    return fill(QUIET, text=text)


def page(heading: str, content: Markup, sentence: str = "", *, wrong: bool = False, status: int = 200) -> HTMLResponse:
    """A page with a sentence over its content: on what went wrong, or on why one is here."""
    settings = zx.settings()
    said = fill(SAID, kind="wrong" if wrong else "", role="alert" if wrong else "status", sentence=sentence)
    text = fill(
        PAGE,
        heading=heading,
        title=settings.title,
        body=settings.body,
        style=_style(),
        content=join([said, content]) if sentence else content,
    )
    return HTMLResponse(text, status, headers={"cache-control": "no-store"})
