"""What is personal, in everything that the cockpit gives out: whole for who has the right to it, masked or left out for who
has not, and numbers of people for nobody."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import requests
from sqlalchemy import update

from tests.browsing import free_port, serving
from tests.door.conftest import KEY, PASSWORD, Served, environment
from tests.door.personal import IDENTITY, PHONE, ROWS, TODAY, Account, fields
from tests.intake_files import csv
from tests.ledger_rows import put
from zxdata.access import Role, accounts
from zxdata.access.acts_log import entries, own_tables
from zxdata.configuration import load_settings
from zxdata.intake import import_file
from zxdata.ledger import connect, writing
from zxdata.ledger.access_tables import accounts as table
from zxdata.notices import run, subscribe
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.words import MASKED

WITH, WITHOUT = "有权", "无权"
WHOLE, HIDDEN, NOTHING = "whole", "masked", ""
Reach = Callable[[Account], str]
# output → how it is reached, and what it tells of each field to who has the right and to who has not; of the fields that are
# not named, to neither anything.
OUTPUTS: dict[str, tuple[Reach, dict[str, tuple[str, str]]]] = {
    "page, rows": (
        lambda of: of.page("consultation", "rows=outcomes.ratings"),
        {"评分评价人": (WHOLE, HIDDEN)},
    ),
    "page, rows of points": (
        lambda of: of.page("members", "rows=duty.courses&part=learning"),
        {"姓名": (WHOLE, HIDDEN), "学分": (WHOLE, NOTHING)},
    ),
    "page, card of a case": (lambda of: of.page("proposals", "case=P1"), {"提案评价人": (WHOLE, HIDDEN)}),
    "page, card of a member": (lambda of: of.page("members", "part=card&person=M1"), {"姓名": (WHOLE, NOTHING)}),
    "page, card of a voice": (lambda of: of.page("voices", "part=replay&voice=V1"), {"民情标题": (WHOLE, WHOLE)}),
    "page, words of voices": (
        lambda of: of.page("voices", "part=grading"),
        {"民情标题": (WHOLE, WHOLE), "原文的词": (WHOLE, HIDDEN)},
    ),
    "page, list of party members": (lambda of: of.page("party", ""), {"姓名": (WHOLE, NOTHING)}),
    "search of a name": (lambda of: of.page("coverage", "", "密某"), {"姓名": (WHOLE, NOTHING)}),
    "search of a text": (lambda of: of.page("coverage", "", "密文"), {}),
    "search of a title": (lambda of: of.page("coverage", "", "路灯"), {"民情标题": (WHOLE, WHOLE)}),
    **{
        f"{kind} of a page": (
            lambda of, kind=kind: of.command("export", "party", "--out", f"{{out}}/x.{kind}"),  # type: ignore[misc]
            {"姓名": (WHOLE, NOTHING)},
        )
        for kind in ("xlsx", "csv", "docx", "pptx")
    },
    **{
        f"rows printed as {kind}": (
            lambda of, kind=kind: of.command("rows", "duty.courses", "--format", kind),  # type: ignore[misc]
            {"姓名": (WHOLE, HIDDEN), "学分": (WHOLE, NOTHING)},
        )
        for kind in ("json", "csv", "table")
    },
    **{
        f"rows to be corrected, {kind}": (
            lambda of, kind=kind: of.command("rows", "coverage.members", "--out", f"{{out}}/x.{kind}"),  # type: ignore[misc]
            {
                "姓名": (WHOLE, WHOLE),  # who is a member is public
                "党派": (WHOLE, NOTHING),
                "出生年": (WHOLE, NOTHING),
                "工作单位": (WHOLE, NOTHING),
            },
        )
        for kind in ("xlsx", "csv", "json")
    },
    "rows of what was imported": (
        lambda of: of.command("rows", "proposals.submitted", "--format", "json"),
        {"手机号": (HIDDEN, HIDDEN), "身份证号": (HIDDEN, HIDDEN)},
    ),
    "voices to be corrected": (
        lambda of: of.command("rows", "voices.collected", "--out", "{out}/x.csv"),
        {"民情标题": (WHOLE, WHOLE), "民情原文": (WHOLE, NOTHING), "原文的词": (WHOLE, NOTHING)},
    ),
    "numbers by member": (lambda of: of.command("query", "duty.points", "--by", "member"), {"姓名": (WHOLE, NOTHING)}),
    "question in words": (lambda of: of.command("ask", "委员的积分按委员"), {"姓名": (WHOLE, NOTHING)}),
    "statistics": (lambda of: of.command("export", "statistics", "--out", "{out}/x.xlsx"), {}),
    "digest": (lambda of: of.command("digest", "--to", "{out}"), {}),
    "interface, rows": (
        lambda of: of.interface("rows", metric="outcomes.ratings"),
        {"评分评价人": (WHOLE, HIDDEN)},
    ),
    "interface, rows in csv": (
        lambda of: of.interface("rows", metric="duty.courses", format="csv"),
        {"姓名": (WHOLE, HIDDEN), "学分": (WHOLE, NOTHING)},
    ),
    "interface, numbers by member": (
        lambda of: of.interface("query", metric="duty.points", by="member"),
        {"姓名": (WHOLE, NOTHING)},
    ),
    "notice": (lambda of: notice(of), {"民情标题": (WHOLE, NOTHING)}),
}


def notice(of: Account) -> str:
    """The first one of the list of what is red."""
    folder = of.folder / "notices"
    settings = of.served.settings.model_copy(update={"notices_dir": folder})
    subscribe(settings, of.name, "red", "folder", of.name)
    store = Store(settings.snapshot_dir)
    run(settings, store, datetime.now(settings.zone))
    store.close()
    return "".join(file.read_text("utf-8") for file in (folder / of.name).glob("*.txt"))


@pytest.fixture(scope="module")
def installed(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("personal")
    shutil.copy(migrated_file, folder / "ledger.db")
    settings = load_settings(
        database_url=f"sqlite:///{folder / 'ledger.db'}",
        snapshot_dir=folder / "snapshot",
        today=TODAY,
        auth="local",
        secret_key=KEY,
    )
    ledger = connect(settings.database_url)
    put(ledger, **ROWS)
    title = f"路口改造，请电{PHONE}，本人{IDENTITY}"
    import_file(ledger, csv(folder / "提案.csv", "提案号,标题,提交日期", f"P2,{title},2025-02-03"), settings)
    for name in (WITH, WITHOUT):
        accounts.add(settings, name, Role.READER, personal=name == WITH, password=PASSWORD, by="本机")
    with writing(own_tables(settings)) as connection:
        connection.execute(update(table).values(must_change=False))
    refresh(ledger, settings)
    with serving(environment(settings), free_port()) as address:
        yield Served(address, settings)


@pytest.fixture(scope="module")
def sessions(installed: Served) -> dict[str, requests.Session]:
    return {name: installed.signed_in(name) for name in (WITH, WITHOUT)}


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_tells_what_is_personal_to_who_has_the_right_to_it(
    installed: Served,
    sessions: dict[str, requests.Session],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    output: str,
) -> None:
    reach, expected = OUTPUTS[output]
    for at, name in enumerate((WITH, WITHOUT)):
        text = reach(Account(installed, name, sessions[name], tmp_path, capsys))
        assert fields(text) == {field for field, shown in expected.items() if shown[at] == WHOLE}, name
        if HIDDEN in {shown[at] for shown in expected.values()}:
            assert MASKED in text
    assert not [e for e in entries(installed.settings) if any(mark in str(e) for mark in (PHONE, IDENTITY))]
