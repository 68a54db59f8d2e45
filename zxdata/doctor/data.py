"""The data: database, schema, account, snapshot, rules, boundaries, calendar."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from tempfile import NamedTemporaryFile

import sqlalchemy as sa

from zxdata.boundaries import boundaries
from zxdata.configuration import Settings
from zxdata.doctor.model import Check, Machine
from zxdata.errors import BadSetting, LedgerUnavailable, NoSnapshot, SchemaMismatch, Unreadable
from zxdata.ledger import TABLES, connect, open_ledger, place, reading, require
from zxdata.ledger.engine import sqlite_file
from zxdata.ledger.schema import newest
from zxdata.metrics.composite import check_rules
from zxdata.rules.book import read_rules
from zxdata.rules.calendar import WorkCalendar
from zxdata.snapshot import versions

APART_SECONDS = 60
AHEAD = timedelta(days=92)  # how far ahead the limits of what is handed over today reach


def _database(settings: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    engine = open_ledger(settings)
    if (file := sqlite_file(engine.url)) and not file.exists():  # looking must not make it
        yield f"还没有台账文件 {file}。", "请运行 python -m zxdata init；缺省的演示台账在第一次启动时自己建。"
        return
    try:
        with reading(engine, 10) as connection:
            connection.execute(sa.text("SELECT 1"))
            yield f"共享数据库 {place(engine)}（{engine.dialect.name}）连得上。", ""
            if engine.dialect.name == "postgresql":
                yield from _server(connection, machine)
    except LedgerUnavailable as fault:
        yield str(fault), "请检查 ZX_DATABASE_URL 里的地址、账号和密码，数据库服务是否在运行，防火墙是否放行。"


def _server(connection: sa.Connection, machine: Machine) -> Iterator[tuple[str, str]]:
    user, powerful = connection.execute(
        sa.text("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user")
    ).one()
    if powerful:
        yield (
            f"驾驶舱用数据库的超级用户 {user} 登录。",
            "请建一个普通账号给驾驶舱：CREATE ROLE cockpit LOGIN PASSWORD '…'; "
            "ALTER DATABASE 库名 OWNER TO cockpit;，再改 ZX_DATABASE_URL。",
        )
    else:
        yield f"驾驶舱用普通账号 {user} 登录。", ""
    apart = (connection.execute(sa.text("SELECT clock_timestamp()")).scalar_one() - machine.now).total_seconds()
    if abs(apart) > APART_SECONDS:
        yield (
            f"本机的时钟比数据库{'慢' if apart > 0 else '快'} {abs(apart):,.0f} 秒。",
            "请让两台机器用同一个时间服务器，例如 timedatectl set-ntp true。",
        )


def _schema(settings: Settings, _: Machine) -> Iterator[tuple[str, str]]:
    engine = open_ledger(settings)
    if (file := sqlite_file(engine.url)) and not file.exists():
        return
    try:
        require(engine)
    except SchemaMismatch as fault:
        newer = "更新的版本" in str(fault)
        yield str(fault), "请升级驾驶舱。" if newer else "请先备份，再运行 python -m zxdata init。"
    except LedgerUnavailable:
        yield "连不上数据库，不知道表的版本。", "请先让数据库连得上。"
    else:
        yield f"表是本驾驶舱的版本 {newest()}。", ""


def _snapshot(settings: Settings, _: Machine) -> Iterator[tuple[str, str]]:
    folder = settings.snapshot_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as fault:
        yield (
            f"数据快照的文件夹 {folder} 写不了：{fault.strerror or fault}。",
            f"请让运行驾驶舱的账号可以写它，例如 chown -R cockpit {folder}，或把 snapshot_dir 指到可写的地方。",
        )
        return
    mend = "请运行 python -m zxdata refresh --full。"
    try:
        path = versions.current(folder)
    except NoSnapshot:
        yield f"{folder} 里还没有数据快照。", mend
        return
    if versions.intact(path):
        yield f"数据快照 {path.stem} 完好。", ""
    else:
        yield f"数据快照 {path.stem} 的文件已损坏或不见。", mend


def _rules(settings: Settings, _: Machine) -> Iterator[tuple[str, str]]:
    try:
        check_rules(rules := read_rules(settings.rules))
    except BadSetting as fault:
        yield str(fault), f"请按上面所说改 {settings.rules}，或先换回随附的 assets/rules/default.toml。"
    else:
        yield f"规则文件 {settings.rules.name} 可用，版本 {rules.version}。", ""


def _boundaries(settings: Settings, _: Machine) -> Iterator[tuple[str, str]]:
    where = str(settings.boundaries or f"assets/boundaries/{settings.home}")
    mend = "请把本地的边界（*.geojson，属性 code 或 adcode，WGS84）放进一个文件夹，在 cockpit.toml 里写 boundaries。"
    try:
        found = boundaries(settings.home, settings.day(), settings.boundaries)
    except Unreadable as fault:
        yield str(fault), mend
        return
    if found.shapes:
        yield f"{where} 有 {len(found.shapes)} 个边界。", ""
    else:
        yield f"{where} 里没有边界，地图画不出来。", mend


def _calendar(settings: Settings, _: Machine) -> Iterator[tuple[str, str]]:
    told: dict[date, bool] = {}
    days = TABLES["calendar"].c
    engine = open_ledger(settings)
    file = sqlite_file(engine.url)
    try:
        with reading(engine if file is None or file.exists() else connect("sqlite://"), 10) as connection:
            told = {day: works for day, works in connection.execute(sa.select(days.day, days.is_workday))}
    except (LedgerUnavailable, SchemaMismatch):
        pass  # said by the checks of the database and its schema
    last = settings.day() + AHEAD
    years = [year for year in {settings.day().year, last.year} if WorkCalendar(told).on(date(year, 6, 1)).guessed]
    if years:
        yield (
            f"没有 {'、'.join(map(str, years))} 年的放假安排，落在其中的期限暂按周末推算。",
            "国务院办公厅公布后（通常在上一年 11 月），请把放假和调休各日填进“工作日历”模板导入，或升级驾驶舱。",
        )
    else:
        yield f"工作日历到 {last.year} 年。", ""


def _secrets(settings: Settings, machine: Machine) -> Iterator[tuple[str, str]]:
    weak = list(_weak(settings))
    kept = machine.root / "cockpit.toml"
    if kept.exists() and kept.stat().st_mode & 0o004 and any(_password(url) for url in _written(kept)):
        weak.append(
            ("cockpit.toml 里有密码，而这台机器上人人可读。", "请运行 chmod 600 cockpit.toml，或把密码放进环境变量。")
        )
    yield from weak or [("密码和密钥没有发现问题。", "")]


def _weak(settings: Settings) -> Iterator[tuple[str, str]]:
    address = sa.make_url(settings.database_url)
    password = str(address.password or "")
    if address.host and not _strong(password, 12, address.username or "", address.database or ""):
        yield (
            f"数据库账号 {address.username} 的密码{'太弱' if password else '是空的'}。",
            "请换成 12 个字符以上的随机密码，例如 openssl rand -hex 16 的输出，数据库和 ZX_DATABASE_URL 一起改。",
        )
    key = str(getattr(settings, "secret_key", ""))
    if key and not _strong(key, 32):
        yield (
            "ZX_SECRET_KEY 太短或太有规律，会话可能被仿造。",
            "请换成 openssl rand -hex 32 的输出；换后各人要重新登录。",
        )


def _strong(secret: str, least: int, *names: str) -> bool:
    plain = secret.lower()
    common = any(word in plain for word in ("password", "123456", "postgres", "qwerty", "admin", "changeme"))
    return len(secret) >= least and len(set(secret)) >= 8 and plain not in map(str.lower, names) and not common


def _written(path: "os.PathLike[str]") -> Iterator[str]:
    with open(path, encoding="utf-8") as file:
        yield from (line for line in file if not line.lstrip().startswith("#") and "://" in line)


def _password(line: str) -> bool:
    before, at, _ = line.partition("://")[2].partition("@")
    return bool(at) and ":" in before


CHECKS = (
    Check("database", "数据库", _database),
    Check("schema", "表", _schema),
    Check("snapshot", "数据快照", _snapshot),
    Check("rules", "规则", _rules),
    Check("boundaries", "边界", _boundaries),
    Check("calendar", "工作日历", _calendar),
    Check("secrets", "密码", _secrets),
)
