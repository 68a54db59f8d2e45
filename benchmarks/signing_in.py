"""What it costs that everyone signs in: a warm page of a thousand accounts in every district's scope, beside the same page
where nobody is asked who they are. The two servers are asked in turn, so that a busy machine slows both."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from sqlalchemy import delete, insert
from websockets.asyncio.client import ClientConnection

from benchmarks.protocol import opened, rerun
from benchmarks.serving import Served, served
from benchmarks.timing import Figure, Timed, figure
from benchmarks.workloads import TODAY, Workload
from zxdata.access import Reader, Role, sessions
from zxdata.access.acts_log import own_tables
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.ledger import account_scopes, accounts, writing
from zxdata.ledger import sessions as session_rows
from zxdata.regions import LADDER

ACCOUNTS = 1_000
KEY = "a-key-of-the-benchmarks-and-of-no-installation"
PAGE = "supervision"
ROUNDS = 10
NAME = "测速"


@dataclass
class Asked:
    """Milliseconds of each warm rerun."""

    runs: list[float] = field(default_factory=list)


def signing_in(workload: Workload) -> list[Figure]:
    """At most ``--readers`` of the accounts look on at once; all thousand are signed in."""
    with workload.store.reading(Scope.whole()) as reading:
        districts = [r.code for r in reading.version.regions.valid_on(TODAY, LADDER[2])]
    settings = workload.settings.model_copy(update={"auth": "local", "secret_key": KEY})
    cookies = _signed_in(settings, districts)[: workload.readers]
    with served(workload) as open_, served(workload, {"ZX_AUTH": "local", "ZX_SECRET_KEY": KEY}) as asked:
        ours, theirs = asyncio.run(_in_turn(asked, open_, cookies, districts))
    also = {
        "accounts": ACCOUNTS,
        "scopes": len(districts),
        "sessions": len(cookies),
        "reruns": len(ours.runs),
        "none_p95_ms": round(Timed(tuple(theirs.runs)).p95, 1),
        "p95_ratio": round(Timed(tuple(ours.runs)).p95 / Timed(tuple(theirs.runs)).p95, 3),
    }
    return [figure("signing_in", workload.counted, Timed(tuple(ours.runs)), "none", Timed(tuple(theirs.runs)), also)]


def _signed_in(settings: Settings, districts: Sequence[str]) -> list[str]:
    """The cookies of a thousand accounts, each of one district."""
    named = [(f"{NAME}{n}", districts[n % len(districts)]) for n in range(ACCOUNTS)]
    with writing(own_tables(settings)) as connection:
        for table, column in ((session_rows, "name"), (account_scopes, "account"), (accounts, "name")):
            connection.execute(delete(table).where(table.c[column].like(f"{NAME}%")))
        connection.execute(
            insert(accounts), [{"name": name, "role": Role.READER, "made_by": NAME} for name, _ in named]
        )
        connection.execute(insert(account_scopes), [{"account": name, "region": code} for name, code in named])
    readers = [Reader(name, Role.READER, Scope.of(code)) for name, code in named]
    return [sessions.begin(settings, reader, "127.0.0.1", NAME) for reader in readers]


async def _in_turn(
    asked: Served, open_: Served, cookies: Sequence[str], districts: Sequence[str]
) -> tuple[Asked, Asked]:
    ours, theirs = Asked(), Asked()
    async with AsyncExitStack() as lines:
        pairs: list[tuple[ClientConnection, ClientConnection, str]] = []
        for n, cookie in enumerate(cookies):
            signed = await lines.enter_async_context(opened(asked.address, cookie))
            unasked = await lines.enter_async_context(opened(open_.address))
            code = districts[n % len(districts)]
            pairs.append((signed, unasked, f"region={code}"))
            await rerun(signed, PAGE, f"region={code}")
            await rerun(unasked, PAGE, f"region={code}")
        for _ in range(ROUNDS):
            for signed, unasked, query in pairs:
                ours.runs.append((await rerun(signed, PAGE, query)).ms)
                theirs.runs.append((await rerun(unasked, PAGE, query)).ms)
    return ours, theirs
