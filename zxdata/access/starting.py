"""What has to be so before a server lets anyone in."""

from contextlib import suppress

from sqlalchemy import text

from zxdata.access.acts_log import own_tables
from zxdata.configuration import Settings
from zxdata.errors import BadSetting, LedgerUnavailable
from zxdata.ledger.engine import reading
from zxdata.ledger.places import open_ledger
from zxdata.setting_values import WAYS

SUPERUSER = text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")


def check_access(settings: Settings) -> None:
    """Raises BadSetting where a configured database is served without a word on who may see it, or through a role of the
    database that nothing is closed to."""
    if settings.auth is None and not settings.embedded:
        raise BadSetting(
            f"接入了自己的数据库，要用 ZX_AUTH 写明谁能登录：{'、'.join(WAYS)}；none 是谁都能看、都能改，也要写明。"
        )
    for engine in (open_ledger(settings), own_tables(settings)):
        if engine.dialect.name != "postgresql":
            continue
        with suppress(LedgerUnavailable), reading(engine, seconds=10) as connection:
            if connection.scalar(SUPERUSER):
                raise BadSetting(
                    f"数据库用户 {engine.url.username} 是超级用户，驾驶舱不用它运行；"
                    "请照 deploy/roles.sql 建一个只有必要权限的角色，写进 ZX_DATABASE_URL。"
                )
