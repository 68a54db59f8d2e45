"""A question of one district reads the files of that district, and answers what it would answer of all."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import event
from sqlglot import exp, parse_one

from tests.cluster.test_views import alike
from tests.demonstration import TODAY, demonstration
from zxdata.cluster import Cluster, folders, warehouse
from zxdata.cluster.folders import CASE, Folders
from zxdata.cluster.pruning import Divisions, restrict
from zxdata.cluster.transpiling import Transpiler
from zxdata.configuration import Settings
from zxdata.errors import CockpitError
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.snapshot import versions
from zxdata.store import Reading, Store

pytestmark = pytest.mark.cluster
OWN = Scope.of("500107")
HERE = "select place_at.place from place_at where place_at.epoch = $1 and place_at.district = $2"
# fmt: off
STATEMENTS = {
    "on the table itself": (
        f"select count(*) from proposal where proposal.place in ({HERE}) and proposal.key", "ARRAY_CONTAINS(:within1, COALESCE(proposal.part"),
    "under another name, within a query": (
        f"select count(*) from (select p.no, p.place from proposal p left join step s on s.no = p.no) as t where t.place in ({HERE})",
        "ON s.no = p.no WHERE ARRAY_CONTAINS(:within1, COALESCE(p.part"),
    "beside what is counted of each": (
        "select count(*) from (select p.place, s.n from proposal p left join (select no, count(*) n, rank() over (order by no) m"
        f" from step group by no) s on s.no = p.no) as t where t.place in ({HERE})",
        "ON s.no = p.no WHERE ARRAY_CONTAINS(:within1, COALESCE(p.part"),
    "not where rows are numbered first": (
        f"select count(*) from (select p.place, row_number() over (order by p.no) n from proposal p) as t where t.place in ({HERE})", ""),
    "not where they are counted first": (
        f"select count(*) from (select p.place, count(*) n from proposal p group by p.place) as t where t.place in ({HERE})", ""),
    "not where that is one of two choices": (f"select count(*) from proposal p where p.place in ({HERE}) or p.place is null", ""),
    "not where it is what is left out": (f"select count(*) from proposal p where not p.place in ({HERE})", ""),
    "not where the place is another's": (
        f"select count(*) from (select m.place from proposal p join member m on m.no = p.no) as t where t.place in ({HERE})", ""),
    "not for what a statement names itself": (f"with proposal as (select 1 as place) select * from proposal where proposal.place in ({HERE})", ""),
}
# fmt: on


@pytest.mark.parametrize("named", STATEMENTS)
def test_a_condition_on_places_is_one_on_parts_where_it_means_the_same(named: str) -> None:
    sql, wanted = STATEMENTS[named]
    schema = {"proposal": {"no": "STRING", "place": "INT", "key": "BOOLEAN"}, "place_at": {"place": "INT"}}
    made = Transpiler(schema, lambda name: name, parts={"proposal": "district"}).statement(sql, (2, 7))
    assert [(one.numbers, one.level) for one in made.within] == ([((1, 2), "district")] if wanted else [])
    assert wanted in made.text if wanted else "part" not in made.text


def test_the_parts_are_those_of_today_though_the_places_were_asked_for_earlier(tmp_path: Path) -> None:
    (tmp_path / "place_at").mkdir()
    duckdb.execute(
        "copy (from (values (1, 11, 7), (1, 12, 7), (1, 13, 8), (1, 14, 7), (2, 11, 7), (2, 12, -9), (2, 13, 8), (2, 14, null))"
        f" t(epoch, place, district)) to '{tmp_path}/place_at/part-0.parquet'"
    )
    sql = STATEMENTS["on the table itself"][0]
    (within,) = Transpiler({}, str, parts={"proposal": "district"}).statement(sql, (1, 7)).within
    assert Divisions(tmp_path).parts(within, (1, 7)) == [0, 7, 9]  # 12 has gone to 9, 14 to nobody
    assert Divisions(tmp_path).parts(within, (2, 8)) == [8]
    assert Divisions(tmp_path).parts(within, (2, 5)) == [-1]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[Any, ...]]]:
    """Every statement that the metrics of one district make, with its values."""
    found: list[tuple[str, tuple[Any, ...]]] = []
    monkeypatch.setattr(Reading, "materialised", lambda *_: None)  # as beside a cluster

    def keep(_: Any, __: Any, sql: str, values: tuple[Any, ...], *___: Any) -> None:
        found.append((sql, tuple(values)))

    store = demonstration().store
    with store.reading(OWN, 300) as reading:
        event.listen(reading.version.asked, "before_cursor_execute", keep)
        try:
            for by in ((), ("district",)):
                fitting = [one for one in METRICS.values() if set(by) <= set(one.dims)]
                answer(reading, fitting, by, Filters(TODAY), reading.version.rules)
        finally:
            event.remove(reading.version.asked, "before_cursor_execute", keep)
    return found


def test_no_metric_is_another_when_only_its_parts_are_read(
    asked: list[tuple[str, tuple[Any, ...]]], tmp_path: Path
) -> None:
    """All in DuckDB, where the parts are a column."""
    with duckdb.connect() as held:
        held.execute(f"attach '{versions.current(demonstration().settings.snapshot_dir)}' as snapshot (read_only)")
        held.execute("use snapshot")
        tables = {
            n: set(held.table(n).columns) >= CASE
            for (n,) in held.execute("select table_name from duckdb_tables()").fetchall()
        }
        held.execute("set search_path = 'memory.main,snapshot.main'")
        (tmp_path / "place_at").mkdir()
        held.execute(f"copy (from snapshot.place_at) to '{tmp_path}/place_at/part-0.parquet'")
        held.execute(
            "create view now as from snapshot.place_at where epoch = (select max(epoch) from snapshot.place_at)"
        )
        for name, cases in tables.items():
            held.execute(
                f"create view {name} as select t.*, abs(now.district) as part from snapshot.{name} t left join now using (place)"
                if cases
                else f"create view {name} as from snapshot.{name}"
            )
        parts, divisions, pruned = {name: "district" for name, cases in tables.items() if cases}, Divisions(tmp_path), 0
        for sql, values in asked:
            tree = parse_one(sql, read="duckdb")
            for marker in list(tree.find_all(exp.Placeholder)):
                marker.replace(exp.Placeholder(this=f"p{marker.this}"))
            within = restrict(tree, parts)
            pruned += bool(within)
            given = {f"p{n}": value for n, value in enumerate(values, 1)} | {
                one.name: divisions.parts(one, values) for one in within
            }
            found, expected = (
                sorted(held.execute(*each).fetchall(), key=repr)
                for each in ((tree.sql("duckdb"), given), (sql, list(values)))
            )
            assert len(found) == len(expected), sql
            assert all(
                alike(a, b) for one, other in zip(found, expected, strict=True) for a, b in zip(one, other, strict=True)
            ), sql
    assert pruned > len(asked) / 2  # most of the rest reads no table in parts


@pytest.fixture
def in_parts(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Settings, Path]]:
    """The installation, its proposals in a folder a district; and their folder."""
    monkeypatch.setattr(folders, "PARTED_FROM", 0)
    published = warehouse.newest(settings.shared_versions).parent  # type: ignore[union-attr]
    version = tmp_path / published.name
    shutil.copytree(published, version)
    cluster = Cluster.of(settings)
    assert cluster is not None
    session, schema = cluster.sessions.session(), warehouse.schema_of(version)
    made = Folders(session, tmp_path / "made")
    for name in ("place_at", "proposal"):
        made.write(name, session.read.parquet(f"{published.absolute().as_uri()}/{name}"), schema[name], temp=False)
    warehouse.note(version, schema, warehouse.orders_of(version), made.parts)
    made.finish()
    shutil.rmtree(version / "proposal")
    (tmp_path / "made" / "proposal").rename(version / "proposal")
    yield settings.model_copy(update={"warehouse": str(tmp_path)}), version / "proposal"


def test_a_district_is_asked_of_its_own_files_alone(
    in_parts: tuple[Settings, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, folder = in_parts
    metrics = [one for one in METRICS.values() if one.key in ("proposals.submitted", "proposals.on_time_rate")]
    regions = demonstration().store
    with regions.reading(OWN, 60) as reading:
        own = reading.version.regions.position["500107"]
        expected = answer(reading, metrics, (), Filters(TODAY), reading.version.rules).frame
    assert len(list(folder.iterdir())) > 30
    for file in folder.glob("part=*/*.parquet"):
        if file.parent.name != f"part={own}":
            file.write_bytes(b"no Parquet")
    cluster = Cluster.of(settings)
    assert cluster is not None
    session = cluster.sessions.session()
    plain = session.sql

    def explained(*asked: Any, **named: Any) -> Any:
        found = plain(*asked, **named)
        found.explain()
        return found

    monkeypatch.setattr(session, "sql", explained)
    with closing(Store.of(settings)) as store:
        with store.reading(OWN, 300) as reading:
            found = answer(reading, metrics, (), Filters(TODAY), reading.version.rules).frame
        plan = capsys.readouterr().out
        with pytest.raises(CockpitError), store.reading(Scope.whole(), 300) as reading:
            answer(reading, metrics, (), Filters(TODAY), reading.version.rules)
    assert found.equals(expected)
    assert f"PartitionFilters: [array_contains([{own}], coalesce(part" in plan
