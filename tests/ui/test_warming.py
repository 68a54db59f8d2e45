"""Answers before they are asked: what pages open with, under the scopes of those who may sign in, for one version."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.access.conftest import settings_on
from tests.commands import configured
from tests.ledger_rows import day, event, proposal, put, region
from ui import ask, warming
from ui.contents import CONTENTS
from zxdata.access import Reader, accounts, tokens
from zxdata.access.roles import Role
from zxdata.configuration import Settings
from zxdata.filters import Scope
from zxdata.shared_answers import is_answered
from zxdata.snapshot.build import refresh
from zxdata.store import Store

WALLS = [entry.key for entry in CONTENTS if entry.wall]


@pytest.fixture
def installation(sqlite_ledger: Engine, tmp_path: Path) -> Settings:
    """Two districts, a proposal of each."""
    put(
        sqlite_ledger,
        regions=[region("500107", "九龙坡区", "区县"), region("500108", "南岸区", "区县")],
        proposals=[proposal("P1", "2025-03-05", region="500107"), proposal("P2", "2025-03-05", region="500108")],
        proposal_events=[event("P1", "交办", "2025-03-10")],
    )
    settings = settings_on(sqlite_ledger, tmp_path / "snapshot", today=day("2025-09-30"), answers_mb=8)
    refresh(sqlite_ledger, settings)
    return settings


def test_answers_are_made_under_the_scopes_of_those_who_may_look_and_no_other(installation: Settings) -> None:
    accounts.add(installation, "区里", Role.READER, ["500107"], by="本机")
    accounts.add(installation, "管理员", Role.ADMIN, by="本机")  # sees no cases
    accounts.add(installation, "走了的", Role.STAFF, ["500108"], personal=True, by="本机")
    accounts.disable(installation, "走了的", by="本机")
    tokens.add(installation, "大厅", Role.READER, by="本机")
    whole, own = Scope.whole(personal=False), Scope.of("500107")
    assert set(warming.scopes(installation)) == {whole, own}
    assert warming.scopes(installation.model_copy(update={"auth": "none"})) == (Scope.whole(personal=True),)
    found = list(warming.likely(Store(installation.snapshot_dir), installation))
    assert {(q.scope, q.filters.region) for q in found if q.view == "overview"} == {
        (whole, None), (whole, "500107"), (whole, "500108"), (own, None), (own, "500107"),
    }  # fmt: skip
    assert [q.view for q in found[: 2 * len(WALLS)]] == WALLS * 2  # first every page as it opens


def test_what_is_warmed_is_what_each_page_then_asks_where_two_bodies_keep_the_ledger(
    installation: Settings, sqlite_ledger: Engine, tmp_path: Path
) -> None:
    put(sqlite_ledger, proposals=[proposal("P3", "2025-03-05", region="500108", body="政协南岸区委员会")])
    settings = installation.model_copy(update={"auth": "none"})
    refresh(sqlite_ledger, settings)
    warmed = set(warming.likely(Store(settings.snapshot_dir), settings))
    with configured(tmp_path, str(settings.today)):
        asked = [
            ask.asked(key, query, Reader.open()).question for key in WALLS for query in ({}, {"region": ["500107"]})
        ]
    told_apart = [q.view for q in asked if q.filters.values("body") == (settings.body,) and not q.filters.region]
    assert told_apart == ["overview", "proposals", "supervision", "consultation"]
    assert set(asked) <= warmed


def test_what_was_warmed_needs_no_computing_and_another_version_is_not_warmed(installation: Settings) -> None:
    accounts.add(installation, "区里", Role.READER, ["500107"], by="本机")
    store = Store(installation.snapshot_dir)
    questions = list(warming.likely(store, installation))
    assert warming.warm("v000009-another0", installation) == 0
    assert not any(is_answered(store, question, installation) for question in questions)
    assert warming.warm(store.version, installation) == len(questions)
    assert all(is_answered(store, question, installation) for question in questions)
    assert warming.warm(store.version, installation) == 0  # all there
