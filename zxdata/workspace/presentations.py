"""汇报: views in an order, each with a note, kept under a name in the shared database for everyone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Engine, delete, func, insert, select
from sqlalchemy.engine import Connection

from zxdata.errors import WrongUse
from zxdata.ledger.engine import ASKED_SECONDS, reading, writing
from zxdata.ledger.tables import presentations
from zxdata.workspace.bounds import check_owner, check_query

LONGEST, NOTE_LONGEST, MOST, MOST_KEPT = 40, 300, 60, 200


@dataclass(frozen=True)
class Slide:
    """One screen: how it is called, the page and the query that show it, and what the speaker says beside it."""

    title: str
    page: str
    query: str
    note: str = ""


@dataclass(frozen=True)
class Presentation:
    name: str
    slides: tuple[Slide, ...]
    by: str = ""

    def adding(self, slide: Slide) -> "Presentation":
        return replace(self, slides=(*self.slides, slide))

    def without(self, n: int) -> "Presentation":
        return replace(self, slides=self.slides[:n] + self.slides[n + 1 :])

    def moving(self, n: int, by: int) -> "Presentation":
        """With slide ``n`` so many places further on; where that is beyond an end, at the end."""
        rest, to = list(self.slides), max(0, min(n + by, len(self.slides) - 1))
        rest.insert(to, rest.pop(n))
        return replace(self, slides=tuple(rest))

    def noting(self, n: int, note: str) -> "Presentation":
        slides = list(self.slides)
        slides[n] = replace(slides[n], note=" ".join(note.split()))
        return replace(self, slides=tuple(slides))


def presented(ledger: Engine) -> tuple[Presentation, ...]:
    """All presentations, by name; raises LedgerUnavailable."""
    t = presentations.c
    with reading(ledger, ASKED_SECONDS) as connection:
        asked = select(t.name, func.coalesce(t.made_by, ""), t.title, t.page, t.query, t.note)
        rows = connection.execute(asked.order_by(t.name, t.position)).all()
    return tuple(
        Presentation(name, tuple(Slide(*row[2:]) for row in slides), by)
        for (name, by), slides in groupby(rows, lambda row: (row[0], row[1]))
    )


def keep(ledger: Engine, presentation: Presentation, by: str = "") -> Presentation:
    """The presentation, for whom it is ``by``, in place of what was kept under its name.

    Raises WrongUse where its name, a note or the number of its slides does not fit or it is another's, LedgerUnavailable.
    """
    name = " ".join(presentation.name.split())
    _check(name, presentation.slides)
    rows = [
        {"name": name, "position": n, "title": s.title, "page": s.page, "query": s.query, "note": s.note}
        for n, s in enumerate(presentation.slides, start=1)
    ]
    with writing(ledger) as connection:
        owner = _owner(connection, name)
        check_owner(owner, by, f"汇报“{name}”", "修改")
        connection.execute(delete(presentations).where(presentations.c.name == name))
        connection.execute(insert(presentations), [row | {"made_by": owner or by or None} for row in rows])
    return replace(presentation, name=name, by=owner or by)


def begin(ledger: Engine, presentation: Presentation, by: str = "") -> Presentation:
    """``keep`` under a name that is not taken yet; raises WrongUse where it is."""
    name = " ".join(presentation.name.split())
    held = {one.name for one in presented(ledger)}
    if len(held) >= MOST_KEPT:
        raise WrongUse(f"已有 {len(held)} 份汇报，最多 {MOST_KEPT} 份；请先删除不再用的。")
    if name in held:
        raise WrongUse(f"已有名为“{name}”的汇报。请换一个名字，或打开原来的。")
    return keep(ledger, presentation, by)


def _owner(connection: Connection, name: str) -> str | None:
    return connection.scalar(select(presentations.c.made_by).where(presentations.c.name == name).limit(1))


def _check(name: str, slides: Iterable[Slide]) -> None:
    slides = list(slides)
    if not name or len(name) > LONGEST:
        raise WrongUse(f"汇报名要有 1 到 {LONGEST} 个字，现在有 {len(name)} 个。")
    if not 0 < len(slides) <= MOST:
        raise WrongUse(f"一份汇报要有 1 到 {MOST} 屏，现在有 {len(slides)} 屏。不再用的汇报请整份删除。")
    for slide in slides:
        check_query(slide.query)
        if len(slide.title) > LONGEST:
            raise WrongUse(f"一屏的名字最多 {LONGEST} 个字，“{slide.title[:LONGEST]}…”有 {len(slide.title)} 个。")
        if len(slide.note) > NOTE_LONGEST:
            raise WrongUse(f"“{slide.title}”的备注最多 {NOTE_LONGEST} 个字，现在有 {len(slide.note)} 个。")


def drop(ledger: Engine, name: str, by: str = "") -> None:
    """Take a presentation out; raises WrongUse where there is none of that name or it is another's, LedgerUnavailable."""
    with writing(ledger) as connection:
        check_owner(_owner(connection, name), by, f"汇报“{name}”")
        gone = connection.execute(delete(presentations).where(presentations.c.name == name)).rowcount
    if not gone:
        raise WrongUse(f"没有名为“{name}”的汇报，可能已被删除。")
