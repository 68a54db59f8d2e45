"""Text that would be something else than text where it is not escaped, and a ledger in which every name, title, word and
note is such text."""

from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import Connection, Table, literal, select, text, update

from tests.demonstration import EARLIER, own_demonstration
from zxdata.configuration import Settings, load_settings
from zxdata.datasets import DATASETS
from zxdata.datasets.model import Column
from zxdata.ledger import TABLES, connect, writing
from zxdata.snapshot.build import refresh
from zxdata.workspace.annotations import annotate
from zxdata.workspace.presentations import Presentation, Slide, begin
from zxdata.workspace.saved_views import save

PAYLOADS = (
    "![i](http://x/a)",
    ":material/skull:",
    ":red[红]",
    "[l](http://x/b)",
    "<img src=http://x/c onerror=pwned=1>",
    "<script>pwned=1</script>",
    '"><svg onload=pwned=1>',
    "$x^2$",
    ":skull:",
    "http://x/d www.x.cn a@x.cn",
    "**粗** _斜_ ~~删~~ `码`",
    '<a href="javascript:pwned=1">j</a>',
    "# 题 -> <-- &lt;b&gt;&#60;i&#62;",
    "</div></article>${pwned=1}",
)
# Words that rules and metrics know by name: without them most figures would have nothing to show.
KEPT = {"result", "kind", "side", "aspect", "unit", "indicator", "period", "qualifier", "outside_partners"}
SOME = 3  # of an open dictionary each third word, so that what rules name is still there


def hostile_installation(folder: Path) -> Settings:
    """The demonstration with such text in all that is free, and views, notes and a presentation named so."""
    own_demonstration(folder, EARLIER)
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}", snapshot_dir=folder / "snapshot", today=EARLIER
    )
    ledger = connect(settings.database_url)
    with writing(ledger, None) as connection:
        for dataset in DATASETS:
            for column in dataset.columns:
                if column.kind in ("text", "choice") and not column.ref and column.name not in (*dataset.key, *KEPT):
                    _spoil(connection, TABLES[dataset.name], column)
    for n, payload in enumerate(PAYLOADS):
        save(ledger, f"{payload}{n}"[:40], "proposals", urlencode({"category": payload}))
        annotate(ledger, EARLIER, "all", f"{payload}"[:20])
    slides = tuple(Slide(payload, "proposals", "", payload) for payload in PAYLOADS)
    begin(ledger, Presentation(PAYLOADS[0], slides))
    refresh(ledger, settings)
    return settings


def _spoil(connection: Connection, table: Table, column: Column) -> None:
    cell = table.c[column.name]
    words = connection.scalars(select(cell).distinct().where(cell.is_not(None)).order_by(cell).limit(200)).all()
    if len(words) < 200:
        for n, word in enumerate(words[:: SOME if column.kind == "choice" else 1]):
            connection.execute(update(table).where(cell == word).values({cell: PAYLOADS[n % len(PAYLOADS)] + word}))
        return
    for n, payload in enumerate(PAYLOADS):
        # SQLite numbers its rows; no column of ours does.
        among = text(f"rowid % {len(PAYLOADS)} = {n}")
        connection.execute(update(table).where(among).values({cell: literal(payload) + cell}))
