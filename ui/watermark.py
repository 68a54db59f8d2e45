"""The watermark over a page: drawn as a picture that the style repeats, so that nothing of it takes a click or a reader's eye."""

from urllib.parse import quote

from ui.markup import fill

INK, ALPHA = "#808080", 0.07  # more would take grey words below AA, less no screenshot would keep
WIDE, HIGH = 520, 260
TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="$wide" height="$high"><text x="50%" y="50%" fill="$ink"'
    ' fill-opacity="$alpha" font-family="sans-serif" font-size="18" text-anchor="middle"'
    ' transform="rotate(-20 $x $y)">$words</text></svg>'
)
STYLE = (
    '<style>.stApp::after{content:"";position:fixed;inset:0;z-index:999990;pointer-events:none;'
    "background-image:url('data:image/svg+xml,%s')}</style><span class=\"watermark\" hidden>%s</span>"
)


def over(words: str) -> str:
    """The style that lays ``words`` over the whole page, and the words themselves for pictures that are saved of it."""
    tile = fill(TILE, wide=WIDE, high=HIGH, ink=INK, alpha=ALPHA, x=WIDE / 2, y=HIGH / 2, words=words)
    return STYLE % (quote(tile, safe=""), fill("$words", words=words))
