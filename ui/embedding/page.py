"""The page of a figure alone: what is shown, in which unit, of which day, and the drawing in the room that is left."""

import json

import zxdata as zx
from ui.browser import PHONE, script
from ui.markup import Markup, fill, join
from ui.paint import painted
from ui.show.heading import heading, restricted
from ui.show.legend import legend
from ui.theme import STYLE, installed
from ui.watermark import over
from zxdata.figures import Figure, Table, View, kind_of
from zxdata.figures.media.canvas import Look
from zxdata.figures.palette import themes
from zxdata.filters import Filters
from zxdata.rules.palette import Palette
from zxdata.words import day

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="$again"><title>$title</title><link rel="icon" href="data:,">
<style>:root{$colours}$style</style></head><body class="stApp">$content</body></html>"""
CONTENT = '$head$notices$legend<main>$drawing</main><footer><span>$region</span><span>$day</span>$demo<span>$body</span><p class="note">$note</p></footer>'
PART = "$head$legend<section>$drawing</section>"
CARD = '<div class="card"><h1>$title</h1>$notices$parts<footer><span>$day</span><span>$body</span></footer></div>'
DEMO = '<b class="demo">演示数据</b>'
PLOT = '<div class="plot" role="img" aria-label="$alt"></div><script type="application/json">$figures</script><script>$program</script>'
SENTENCE = '<p class="sentence">$text</p>'
AGAIN_LEAST = 60
MOST_ROWS = 500


def figure_page(
    view: View, figure: Figure, filters: Filters, notices: tuple[str, ...], dark: bool, library: str, mark: str
) -> str:
    """``library``: where the browser fetches the drawing program; ``mark``: the words over it, if any."""
    content = fill(
        CONTENT,
        head=heading(figure.title, figure.unit_line, restricted(figure, filters, view.region_name, view.palette)),
        notices=join([fill(SENTENCE, text=each) for each in notices]),
        legend=legend(figure, _look(view.palette, dark)) if kind_of(figure).surface == "plot" else "",
        drawing=_drawing(figure, dark, library),
        region=view.region_name,
        day=f"截至{day(view.as_of)}",
        demo=Markup(DEMO) if view.demo else "",
        body=view.body,
        note=figure.note,
    )
    return _page(figure.title, join([content, Markup(over(mark) if mark else "")]), view.palette, dark)


def card_page(view: View, mark: str, library: str, dark: bool) -> str:
    """All the figures of a view one under another: the first that can be drawn as a drawing, the others as tables."""
    drawn = next((each for each in view.figures if kind_of(each).surface == "plot"), None)
    parts = [
        fill(
            PART,
            head=heading(each.title, each.unit_line),
            legend=legend(each, _look(view.palette, dark)) if each is drawn else "",
            drawing=_drawing(each, dark, library) if each is drawn else _table(each),
        )
        for each in view.figures
    ]
    content = fill(
        CARD, title=view.title, notices=join([fill(SENTENCE, text=each) for each in (view.headline, *view.notices)]),
        parts=join(parts), day=f"截至{day(view.as_of)}", body=view.body,
    )  # fmt: skip
    return _page(view.title, join([content, Markup(over(mark) if mark else "")]), view.palette, dark)


def sentence_page(sentence: str, dark: bool) -> str:
    """A sentence where a figure cannot be."""
    return _page("驾驶舱", fill(SENTENCE, text=sentence), installed(), dark)


def _page(title: str, content: Markup, states: Palette, dark: bool) -> str:
    style = Markup("".join((STYLE / f"{file}.css").read_text("utf-8") for file in ("base", "embedded")))
    colours = Markup(themes(states)["dark" if dark else "light"].variables())
    again = max(zx.settings().refresh_seconds, AGAIN_LEAST)
    return fill(PAGE, title=title, content=content, style=style, colours=colours, again=again)


def _drawing(figure: Figure, dark: bool, library: str) -> Markup:
    kind = kind_of(figure)
    if kind.blank(figure):
        return fill(SENTENCE, text=figure.empty)
    if kind.surface == "plot":
        drawn = [
            painted(figure, look).text for look in (_look(figure.palette, dark), _look(figure.palette, dark, PHONE))
        ]
        about = json.dumps({"library": library, "grows": kind.grows})
        texts = f"[{about},{drawn[0]},{drawn[1]}]".replace("<", "\\u003c")
        alt = f"{figure.title}，{figure.unit_line}"
        return fill(PLOT, alt=alt, figures=Markup(texts), program=Markup(script("embedded")))
    if kind.paragraphs:
        return join([fill(SENTENCE, text=text) for text, style in kind.paragraphs.do(figure) if style == "Normal"])
    return _table(figure)


def _look(states: Palette, dark: bool, width: int = 600) -> Look:
    return Look(themes(states)["dark" if dark else "light"], width=width)


def _table(figure: Figure) -> Markup:
    """The table of a figure that is one, or is drawn otherwise than by Plotly."""
    head, *rows = zx.lines(kind_of(figure).table.do(figure), figure.palette)
    more = len(rows) - MOST_ROWS
    cells = [_row("th", head), *(_row("td", row) for row in rows[:MOST_ROWS])]
    rest = fill(SENTENCE, text=f"另有 {more:,} 行，请到驾驶舱看。") if more > 0 else Markup("")
    wide = "wide" if isinstance(figure, Table) else ""
    return fill('<table class="$wide">$rows</table>$rest', wide=wide, rows=join(cells), rest=rest)


def _row(cell: str, texts: list[str]) -> Markup:
    return fill("<tr>$cells</tr>", cells=join([fill(f"<{cell}>$text</{cell}>", text=text) for text in texts]))
