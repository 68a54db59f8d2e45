"""Commands that serve programs: mcp."""

import typer

from zxdata.cli.asking import settled
from zxdata.cli.options import Db, ScopeRegion


def register(app: typer.Typer) -> None:
    app.command("mcp")(mcp)


def mcp(scope: ScopeRegion = None, db: Db = None) -> None:
    """按 Model Context Protocol 从标准输入输出答复智能体：指标、数、明细和页面，只读。"""
    from zxdata.filters import Scope
    from zxdata.metrics.places import region_in_force
    from zxdata.model_context import server
    from zxdata.preparing import open_store

    settings = settled(db)
    store, allowed = open_store(settings), Scope.whole()
    if scope:
        with store.reading(allowed) as reading:
            allowed = Scope.of(region_in_force(reading, scope, settings.day()))
    server(store, settings, allowed).run("stdio")
