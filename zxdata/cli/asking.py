"""From options to a reading with filters: which ledger, how fresh, whose scope, which question."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from zxdata.cli.printing import say, working

if TYPE_CHECKING:
    from zxdata.configuration import Settings
    from zxdata.filters import Basis, Filters, Question
    from zxdata.rules.book import Rules
    from zxdata.store import Reading, Store

SECONDS = 60.0


@dataclass(frozen=True)
class Given:
    """One question as written: the options, and the metrics or the view that are asked for."""

    db: str | None = None
    region: str | None = None
    since: date | None = None
    until: date | None = None
    where: Sequence[str] | None = None
    as_of: date | None = None
    scope: str | None = None
    metrics: Sequence[str] = ()
    by: str | None = None
    view: str = ""
    basis: str | None = None


@dataclass(frozen=True, eq=False)
class Asked:
    """A reading of the snapshot in force, and what is asked of it."""

    settings: "Settings"
    store: "Store"
    reading: "Reading"
    rules: "Rules"
    question: "Question"

    def described(self) -> dict[str, Any]:
        """The filters under the names that the command line and links give them."""
        from zxdata.filters import Filters

        asked, allowed = self.question.filters, self.question.scope
        named = {"region": asked.region, "from": asked.since, "to": asked.until}
        scope = None if allowed.everything else list(allowed.regions)
        basis = asked.basis if asked.basis != Filters.basis else None
        told = named | dict(asked.where) | {"scope": scope, "basis": basis}
        return {name: value for name, value in told.items() if value}


def settled(db: str | None) -> "Settings":
    """The settings in force; another database than the configured one has its snapshots in a folder of its own."""
    from sqlalchemy.engine import make_url

    from zxdata.configuration import load_settings, settings
    from zxdata.ledger.engine import sqlite_file

    configured = settings()
    if db is None or db == configured.database_url:
        return configured
    chosen = load_settings(database_url=db)
    address, usual = make_url(db), make_url(configured.database_url)
    file, usual_file = sqlite_file(address), sqlite_file(usual)
    if address == usual or (file and usual_file and file.resolve() == usual_file.resolve()):
        return configured
    place = str(file.resolve()) if file else address.render_as_string(hide_password=True)
    folder = chosen.snapshot_dir / sha256(place.encode()).hexdigest()[:12]
    return load_settings(database_url=db, snapshot_dir=folder)


def followed(settings: "Settings") -> "Store":
    """The store, first brought up to the ledger; where that cannot be reached, the last snapshot and a word on it."""
    from zxdata.errors import LedgerUnavailable, NoSnapshot, SnapshotDamaged
    from zxdata.ledger import open_ledger
    from zxdata.snapshot.build import refresh
    from zxdata.store import Store

    store = Store(settings.snapshot_dir)
    try:
        with working("正在更新数据快照"):
            refresh(open_ledger(settings), settings)
    except LedgerUnavailable as fault:
        try:
            about = store.about()
        except (NoSnapshot, SnapshotDamaged):
            raise fault from None
        built = about["built_at"].astimezone(settings.zone)
        say(f"{fault}以下取自 {built:%Y-%m-%d %H:%M} 的数据快照 {about['version']}。")
    return store


@contextmanager
def asking(given: Given) -> Iterator[Asked]:
    """The question that the options ask. Raises Unknown or WrongUse where one of them means nothing."""
    from zxdata.errors import WrongUse
    from zxdata.filters import Filters, Question, Scope
    from zxdata.metrics import metrics
    from zxdata.metrics.question import region_in_force

    settings = settled(given.db)
    day = given.as_of or settings.day()
    if given.since and given.until and given.since > given.until:
        raise WrongUse(f"--from {given.since} 晚于 --to {given.until}；请对调或改正。")
    with closing(followed(settings)) as store:
        scope = Scope.whole()
        if given.scope:
            with store.reading(scope) as whole:
                scope = Scope.of(region_in_force(whole, given.scope, day))
        with store.reading(scope, SECONDS) as reading:
            region = region_in_force(reading, given.region, day) if given.region else None
            where = _conditions(given.where)
            filters = Filters(day, region, given.since, given.until, where, _basis(given.basis))
            if scope.everything:
                _check_words(store, filters, reading.version.rules)
            by = _dimensions(given.by)
            of = metrics(tuple(given.metrics), by, tuple(dimension for dimension, _ in filters.where))
            question = Question(filters, scope, given.view, tuple(metric.key for metric in of), by)
            yield Asked(settings, store, reading, reading.version.rules, question)


def _dimensions(by: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (by or "").split(",") if name.strip()))


def _basis(given: str | None) -> "Basis":
    return "period" if given == "period" else "cohort"


def _conditions(where: Sequence[str] | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    from zxdata.errors import WrongUse

    found: dict[str, list[str]] = {}
    for text in where or ():
        dimension, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise WrongUse(f"--where 应写作 维度=值，例如 category=教育；“{text}”不是。")
        found.setdefault(dimension.strip(), []).append(value.strip())
    return tuple(sorted((dimension, tuple(dict.fromkeys(values))) for dimension, values in found.items()))


def _check_words(store: "Store", filters: "Filters", rules: "Rules") -> None:
    """A value that no row has is a slip of the pen, not an empty answer. Scoped readers get the empty answer."""
    from zxdata.dimensions import DIMENSIONS
    from zxdata.errors import Unknown
    from zxdata.filter_choices import choices
    from zxdata.filters import UNFILLED, Filters, Scope
    from zxdata.rules.colours import ORDER

    if not filters.where:
        return
    known = {"colour": ORDER} | choices(store, Filters(as_of=filters.as_of), Scope.whole(), rules).values
    with store.reading(Scope.whole()) as reading:
        units = reading.version.units
    for dimension, values in filters.where:
        for value in values:
            if dimension == "unit" and value in units:
                continue
            if dimension in known and value not in (*known[dimension], UNFILLED):
                raise Unknown(DIMENSIONS[dimension].name, value, known[dimension])
