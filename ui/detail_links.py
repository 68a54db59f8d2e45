"""Where the card of a single thing is: its page, and what the address there says."""

from collections.abc import Mapping

# Kind of a thing → its page, what the address names it by, and what else the address must say.
DETAIL_PAGES: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "proposal": ("proposals", "case", {}),
    "matter": ("supervision", "matter", {"part": "replay"}),
    "voice": ("voices", "voice", {"part": "replay"}),
    "station": ("coverage", "station", {"part": "points"}),
    "item": ("programmes", "item", {"part": "replay"}),
    "bulletin": ("voices", "find", {"rows": "voices.bulletins"}),
    "member": ("members", "person", {"part": "card"}),
    "meeting": ("consultation", "find", {"rows": "consultation.meetings"}),
}


def detail_link(kind: str, no: str) -> tuple[str, dict[str, str]]:
    """The page and the query that show a thing by its number."""
    page, name, more = DETAIL_PAGES[kind]
    return page, {name: no, **more}
