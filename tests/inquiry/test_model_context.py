"""What a program gets over the Model Context Protocol, through the protocol's own client and a real process."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.commands import command, configured
from tests.demonstration import TODAY, demonstration
from zxdata.configuration import ROOT
from zxdata.metrics import METRICS
from zxdata.views import VIEWS


def asked(ask: Callable[[Client], Awaitable[Any]], *words: str) -> Any:
    """What a client says of the server that the command starts on the demonstration."""
    folder = demonstration().folder
    environment = {
        "ZX_DATABASE_URL": f"sqlite:///{folder / 'ledger.db'}",
        "ZX_SNAPSHOT_DIR": str(folder / "snapshot"),
        "ZX_TODAY": TODAY.isoformat(),
        "ZX_REFRESH_SECONDS": "3600",
    }
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "zxdata", "mcp", *words], cwd=ROOT, env=os.environ | environment
    )

    async def talk() -> Any:
        async with Client(program, read_timeout_seconds=120) as client:
            return await ask(client)

    with ThreadPoolExecutor(1) as thread:  # a browser of the same process may keep a loop running
        return thread.submit(asyncio.run, talk()).result()


def test_a_program_finds_metrics_asks_them_and_sees_the_rows(capsys: pytest.CaptureFixture[str]) -> None:
    async def ask(client: Client) -> dict[str, Any]:
        async def call(tool: str, **arguments: Any) -> Any:
            return (await client.call_tool(tool, arguments)).content[0].text  # type: ignore[union-attr]

        return {
            "tools": {tool.name for tool in (await client.list_tools()).tools},
            "found": await call("metrics", search="逾期"),
            "numbers": await call("query", metrics=["proposals.overdue"], by="district", as_of="2025-09-30"),
            "rows": await call("rows", metric="proposals.overdue", limit=2, offset=1),
            "count": await call("query", metrics=["proposals.overdue"]),
            "words": await call("ask", question="目前有多少件提案逾期"),
            "views": await call("views"),
            "view": await call("view", name="proposals"),
            "wrong": await client.call_tool("query", {"metrics": ["proposals.overdu"]}),
            "resource": (await client.read_resource("zxdata://metrics/proposals.filed")).contents[0].text,  # type: ignore[union-attr]
        }

    said = asked(ask)
    assert said["tools"] == {"metrics", "query", "rows", "ask", "views", "view"}
    assert "proposals.overdue" in {m["key"] for m in json.loads(said["found"])} and len(
        json.loads(said["found"])
    ) < len(METRICS)
    with configured(demonstration().folder, TODAY.isoformat()):
        words = ("query", "proposals.overdue", "--by", "district", "--as-of", "2025-09-30", "--format", "json")
        assert said["numbers"] == command(capsys, *words).out
        words = ("rows", "proposals.overdue", "--limit", "2", "--offset", "1", "--format", "json")
        assert json.loads(said["rows"])["rows"] == command(capsys, *words).json["rows"]
    assert json.loads(said["rows"])["total"] == json.loads(said["count"])["rows"][0]["proposals.overdue"]
    assert json.loads(said["words"])["rows"] == json.loads(said["count"])["rows"]
    assert json.loads(said["views"]) == list(VIEWS)
    assert said["view"].count("\n") > 3 and "," in said["view"]
    assert said["wrong"].is_error and "您要找的是不是" in said["wrong"].content[0].text
    assert json.loads(said["resource"])["name"] == METRICS["proposals.filed"].name


def test_a_scope_that_is_given_holds_for_every_question() -> None:
    async def ask(client: Client) -> tuple[Any, Any]:
        outside = await client.call_tool("query", {"metrics": ["proposals.filed"], "region": "500101"})
        inside = await client.call_tool("query", {"metrics": ["proposals.filed"]})
        return outside, inside

    outside, inside = asked(ask, "--scope", "500107")
    assert outside.is_error and "没有名为“500101”的区划" in outside.content[0].text
    assert json.loads(inside.content[0].text)["filters"] == {"scope": ["500107"]}
