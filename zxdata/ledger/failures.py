"""What a database driver reports, in one sentence."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from zxdata.errors import LedgerUnavailable, SchemaMismatch

CAUSES = (
    (("database is locked", "lock timeout", "lock wait timeout", "deadlock"), "正被别的程序占用，请稍后再试"),
    (
        ("readonly database", "read-only transaction", "read only transaction", "--read-only option"),
        "是只读的，不能写入；请检查文件或账号的写权限",
    ),
    (
        ("unable to open", "permission denied", "not a directory", "command denied", "to database '"),
        "打不开，请检查路径和权限",
    ),
    (("not a database", "malformed"), "的文件不是完好的数据库，请从备份恢复"),
    (("disk is full", "no space left", "' is full"), "所在磁盘已满"),
    (("password authentication", "no password supplied", "access denied for user"), "不接受这个用户名或密码"),
    (("statement timeout", "canceling statement"), "没有及时答复"),
    (("data too long",), "的这一列放不下这么长的编号或名称（MySQL 协议的库，编号和作为编号一部分的名称最多 120 个字）"),
    (("constraint", "violates", "duplicate entry"), "拒绝了与表约束冲突的内容"),
)


def place(engine: Engine) -> str:
    """Where the ledger is, without user and password."""
    url = engine.url
    server = f"{url.host}:{url.port or '默认端口'}/" if url.host else ""
    return f"{server}{url.database}"


def in_words(engine: Engine, fault: Exception) -> LedgerUnavailable | SchemaMismatch:
    said = str(getattr(fault, "orig", None) or fault).lower()
    absent = ('relation "' in said and "does not exist" in said) or ("table '" in said and "doesn't exist" in said)
    if "no such table" in said or absent:
        return SchemaMismatch(f"共享数据库 {place(engine)} 里缺少驾驶舱的表；请运行 python -m zxdata init。")
    for marks, words in CAUSES:
        if any(mark in said for mark in marks):
            return LedgerUnavailable(f"共享数据库 {place(engine)} {words}。")
    if isinstance(fault, sa.exc.OperationalError):
        return LedgerUnavailable(f"连不上共享数据库 {place(engine)}；请检查地址、网络和数据库服务。")
    return LedgerUnavailable(f"共享数据库 {place(engine)} 没有完成这一步（{type(fault).__name__}）。")
