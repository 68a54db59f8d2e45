"""Whether a database can hold the ledger: everything that the cockpit asks of one, tried in an empty one and taken away
again.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import sqlalchemy as sa
from sqlalchemy import Engine

from zxdata.configuration import Settings
from zxdata.divisions import load_home
from zxdata.doctor.model import Examined
from zxdata.errors import CockpitError, LedgerUnavailable, WrongUse
from zxdata.filters import Scope
from zxdata.ledger import TABLES, connect, place, reading, upgrade, writing
from zxdata.ledger.bulk import insert_all
from zxdata.ledger.lease import refreshing
from zxdata.ledger.tables import metadata
from zxdata.snapshot.build import refresh
from zxdata.store import Store

ROWS = 20_000
WAITED = 3.0  # seconds
CHARACTERS = "𠮷　'\"\\%：；\n\t末尾空格 "
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT max(i) FROM n"
INSTANT = datetime(2025, 2, 28, 15, 59, 59, tzinfo=timezone.utc)  # 23:59:59 in China
_STAMPS = {"source": "兼容检查"}


def examine_database(url: str, settings: Settings) -> tuple[Examined, ...]:
    """What the database at ``url`` can do of what a ledger needs. Raises WrongUse where it is not empty, LedgerUnavailable
    where it cannot be reached, BadSetting where no driver is installed. What was made in it is taken away.
    """
    engine = connect(url, timezone=settings.timezone)
    with reading(engine) as connection:
        held = sa.inspect(connection).get_table_names()
    if held:
        raise WrongUse(f"数据库 {place(engine)} 里已经有 {len(held)} 张表；兼容检查要一个空的测试库。")
    try:
        return tuple(_tried(engine, settings))
    finally:
        with writing(engine) as connection:
            metadata.drop_all(connection)
            connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))


def _tried(engine: Engine, settings: Settings) -> Iterator[Examined]:
    steps: tuple[tuple[str, str, Callable[[Engine, Settings], str], str], ...] = (
        ("schema", "建表", _schema, "请给这个账号在库里建表、建索引的权限。"),
        ("texts", "文字、日期和时刻", _texts, "库的编码要是 UTF-8，空文字不能变成空值（openGauss 建库时选 PG 兼容）。"),
        ("undone", "事务", _undone, "驾驶舱要能整批写入或整批不写的事务，这种引擎或存储方式不行。"),
        ("duplicates", "主键", _duplicates, "表的主键没有起作用，或不分大小写（MySQL 协议的库要 utf8mb4_bin），请查库的设置。"),
        ("readers", "边写边读", _readers, "读不能等写：请用多版本并发（MVCC）的存储引擎。"),
        ("bulk", "成批写入", _bulk, "PostgreSQL 协议的库要支持 COPY FROM STDIN。"),
        ("deadline", "时限", _deadline, "到时限的查询断不开：网络断时页面会等得久。"),
        ("lease", "一次一台更新", _lease, "没有顾问锁（advisory lock）：只用一台机器更新数据快照，其他的机器不受影响。"),
        ("snapshot", "数据快照", _snapshot, "请把这一句交给维护人员。"),
    )  # fmt: skip
    for key, subject, step, mend in steps:
        began = monotonic()
        try:
            said = step(engine, settings)
        except Exception as fault:
            said = fault.sentence if isinstance(fault, CockpitError) else f"{type(fault).__name__}：{fault}"
            yield Examined(key, subject, said, mend)
            if key == "schema":
                return
        else:
            yield Examined(key, subject, f"{said}（{monotonic() - began:.1f} 秒）。")


def _schema(engine: Engine, _: Settings) -> str:
    upgrade(engine)
    with reading(engine) as connection:
        held = set(sa.inspect(connection).get_table_names())
    missing = metadata.tables.keys() - held
    if missing:
        raise WrongUse(f"有 {len(missing)} 张表没有建成：{'、'.join(sorted(missing))}。")
    return f"{len(metadata.tables)} 张表"


def _texts(engine: Engine, _: Settings) -> str:
    units, events, proposals = TABLES["units"], TABLES["proposal_events"], TABLES["proposals"]
    with writing(engine) as connection:
        connection.execute(units.insert(), [{"unit_no": "检", "name": CHARACTERS} | _STAMPS])
        connection.execute(
            proposals.insert(),
            [{"proposal_no": "检", "title": "𠮷", "submitted_on": INSTANT.date(), "category": ""} | _STAMPS],
        )
        connection.execute(events.insert(), [{"proposal_no": "检", "stage": "立案", "occurred_at": INSTANT} | _STAMPS])
    with reading(engine) as connection:
        name = connection.scalar(sa.select(units.c.name))
        title, day, category = connection.execute(
            sa.select(proposals.c.title, proposals.c.submitted_on, proposals.c.category)
        ).one()
        instant = connection.scalar(sa.select(events.c.occurred_at))
    for what, written, found in (
        ("文字", CHARACTERS, name),
        ("题目", "𠮷", title),
        ("日期", INSTANT.date(), day),
        ("空文字", "", category),
        ("时刻", INSTANT, instant),
    ):
        if found != written:
            raise WrongUse(f"写入的{what}是 {written!r}，读回来是 {found!r}。")
    return "读回来与写入的一样"


def _undone(engine: Engine, _: Settings) -> str:
    units = TABLES["units"]
    try:
        with writing(engine) as connection:
            connection.execute(units.insert(), [{"unit_no": "撤", "name": "撤"} | _STAMPS])
            raise _Broken
    except _Broken:
        pass
    with reading(engine) as connection:
        if connection.scalar(sa.select(sa.func.count()).where(units.c.unit_no == "撤")):
            raise WrongUse("中断的写入留下了行。")
    return "中断的写入没有留下行"


class _Broken(Exception):
    pass


def _duplicates(engine: Engine, _: Settings) -> str:
    with writing(engine) as connection:
        connection.execute(TABLES["units"].insert(), [{"unit_no": n, "name": "大小写"} | _STAMPS for n in ("dx", "DX")])
    try:
        with writing(engine) as connection:
            connection.execute(TABLES["units"].insert(), [{"unit_no": "检", "name": "又一个"} | _STAMPS])
    except LedgerUnavailable:
        return "同一编号的第二行被拒绝，大小写不同的是两个编号"
    raise WrongUse("同一编号写进了两行。")


def _readers(engine: Engine, _: Settings) -> str:
    units = TABLES["units"]
    counted = sa.select(sa.func.count()).select_from(units)
    with reading(engine) as connection:
        before = connection.scalar(counted)
    with writing(engine) as connection:
        connection.execute(units.insert(), [{"unit_no": "写", "name": "写"} | _STAMPS])
        with reading(engine, WAITED) as beside:
            if beside.scalar(counted) != before:
                raise WrongUse("没有提交的行被别人读到了。")
    return "写的时候读不用等，也读不到没有提交的行"


def _bulk(engine: Engine, _: Settings) -> str:
    units = TABLES["units"]
    now = datetime.now(timezone.utc)
    with writing(engine) as connection:
        rows = ({"unit_no": f"批{n}", "name": f"第{n}个"} | _STAMPS | {"changed_at": now} for n in range(ROWS))
        insert_all(connection, units, rows)
    with reading(engine) as connection:
        found = connection.scalar(sa.select(sa.func.count()).where(units.c.unit_no.like("批%")))
    if found != ROWS:
        raise WrongUse(f"成批写入 {ROWS:,} 行，库里是 {found:,} 行。")
    return f"{ROWS:,} 行"


def _deadline(engine: Engine, _: Settings) -> str:
    endless = {"mysql": "SELECT sleep(60)"}.get(engine.dialect.name, ENDLESS)
    began = monotonic()
    try:
        with reading(engine, WAITED) as connection:
            connection.execute(sa.text(endless))
    except LedgerUnavailable:
        if not WAITED <= monotonic() - began <= 3 * WAITED:
            raise
        return f"{WAITED:g} 秒的时限到了就断开"
    raise WrongUse("数不完的查询没有到时限。")


def _lease(engine: Engine, _: Settings) -> str:
    if engine.dialect.name not in ("postgresql", "sqlite", "mysql"):
        raise WrongUse("这种数据库没有一次一台的办法。")
    with refreshing(engine, WAITED):
        try:
            with refreshing(engine, 0.0):
                pass
        except LedgerUnavailable:
            return "第二台等第一台"
    raise WrongUse("两台机器同时得到了更新的机会。")


def _snapshot(engine: Engine, settings: Settings) -> str:
    load_home(engine, settings.home)
    with reading(engine) as connection:
        written = connection.scalar(sa.select(sa.func.count()).select_from(TABLES["regions"]))
    with TemporaryDirectory() as folder:
        own = settings.model_copy(
            update={"database_url": engine.url.render_as_string(hide_password=False), "snapshot_dir": Path(folder)}
        )
        refresh(engine, own)
        with closing(Store(own.snapshot_dir)) as store, store.reading(Scope.whole()) as snapshot:
            read = len(snapshot.version.regions.all)
    if read != written:
        raise WrongUse(f"库里有 {written:,} 个区划，数据快照里是 {read:,} 个。")
    return f"{read:,} 个区划都读进了数据快照"
