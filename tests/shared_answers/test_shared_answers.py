"""Answers on disk: the same to every process, nobody else's, and never what this installation did not write."""

import os
import pickle
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import sleep

import pytest
from sqlalchemy import Engine

from tests.demonstration import Demonstration
from tests.ledger_rows import day, event, proposal, publish, put, region, settings_for
from zxdata.configuration import Settings
from zxdata.errors import Unknown
from zxdata.figures import View, kind_of
from zxdata.filters import Filters, Question, Scope
from zxdata.rules.palette import SHIPPED_PALETTE
from zxdata.shared_answers import answered, is_answered
from zxdata.shared_answers.files import AnswerFiles
from zxdata.shared_answers.pickled import pickled, unpickled
from zxdata.views import answered as computed

DAY = day("2025-09-30")
WHOLE, OWN, OTHER = Scope.whole(), Scope.of("500107"), Scope.of("500108")


def sharing(settings: Settings, megabytes: int = 8) -> Settings:
    return settings.model_copy(update={"answers_mb": megabytes})


def overdue(view: View) -> str:
    return next(one.value for one in view.indicators if one.metric == "proposals.overdue")


def asking(scope: Scope) -> Question:
    return Question(Filters(DAY), scope, "proposals")


def stored(settings: Settings) -> list[Path]:
    return sorted(p for p in (settings.snapshot_dir / "answers").glob("*/*") if p.suffix == "")


@pytest.fixture
def two_districts(sqlite_ledger: Engine) -> Engine:
    """Three overdue proposals of one district, one of another."""
    put(sqlite_ledger, regions=[region("500107", "九龙坡区", "区县"), region("500108", "南岸区", "区县")])
    late(sqlite_ledger, P1="500107", P2="500107", P3="500107", P4="500108")
    return sqlite_ledger


def late(ledger: Engine, **places: str) -> None:
    """Proposals by number with their region, handed out in March and never answered."""
    put(
        ledger,
        proposals=[proposal(no, "2025-03-05", region=place) for no, place in places.items()],
        proposal_events=[event(no, stage, "2025-03-10") for no in places for stage in ("立案", "交办")],
    )


def test_each_scope_has_its_own_answer_and_a_new_version_has_new_ones(two_districts: Engine, tmp_path: Path) -> None:
    settings = sharing(settings_for(two_districts, tmp_path))
    store = publish(two_districts, tmp_path)
    for _ in range(2):  # computed, then read
        assert [overdue(answered(store, asking(s), settings)) for s in (WHOLE, OWN, OTHER)] == ["4", "3", "1"]
    assert len(stored(settings)) == 3
    late(two_districts, P9="500108")
    before, store = store.version, publish(two_districts, tmp_path)
    assert not is_answered(store, asking(OTHER), settings)
    for _ in range(2):
        assert [overdue(answered(store, asking(s), settings)) for s in (WHOLE, OWN, OTHER)] == ["5", "3", "2"]
    assert before != store.version and len(stored(settings)) == 6
    personal = Question(Filters(DAY), Scope.of("500108", personal=True), "proposals")
    assert not is_answered(store, personal, settings)  # another right, another answer


def test_an_answer_is_not_found_under_another_day_filter_or_installation(two_districts: Engine, tmp_path: Path) -> None:
    settings, store = sharing(settings_for(two_districts, tmp_path)), publish(two_districts, tmp_path)
    answered(store, asking(OWN), settings)
    assert is_answered(store, asking(OWN), settings)
    for other in (
        settings.model_copy(update={"today": day("2025-09-29")}),
        settings.model_copy(update={"body": "政协九龙坡区委员会"}),
    ):
        assert not is_answered(store, asking(OWN), other)
    assert not is_answered(store, Question(Filters(DAY, "500107"), OWN, "proposals"), settings)


class Trap:
    """What runs where somebody else's bytes are unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self.path,)

    def __init__(self, path: Path) -> None:
        self.path = str(path)


def test_a_forged_file_is_not_unpickled_and_a_moved_one_not_believed(two_districts: Engine, tmp_path: Path) -> None:
    settings, store = sharing(settings_for(two_districts, tmp_path)), publish(two_districts, tmp_path)
    answered(store, asking(OWN), settings)
    (own,) = stored(settings)
    sealed = own.read_bytes()
    answered(store, asking(OTHER), settings)
    (other,) = set(stored(settings)) - {own}
    other.write_bytes(sealed)  # the district's answer under the name of its neighbour's
    assert overdue(answered(store, asking(OTHER), settings)) == "1"
    trap = zlib.compress(pickle.dumps(Trap(tmp_path / "sprung")))
    for forged in (trap, sealed[:32] + trap, bytes(32) + trap, bytes(32), sealed[:-1], b""):
        own.write_bytes(forged)
        assert overdue(answered(store, asking(OWN), settings)) == "3"
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("what", ["folder", "key", "link"])
def test_what_others_can_read_is_not_used(two_districts: Engine, tmp_path: Path, what: str) -> None:
    publish(two_districts, tmp_path)
    folder = tmp_path / "snapshot" / "answers"
    if what == "link":
        (tmp_path / "theirs").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "theirs")
    else:
        assert AnswerFiles.beside(folder.parent, 1) is not None
        assert folder.stat().st_mode & 0o777 == 0o700 and (folder / "key").stat().st_mode & 0o777 == 0o600
        (folder if what == "folder" else folder / "key").chmod(0o744)
    assert AnswerFiles.beside(folder.parent, 1) is None


def test_the_longest_unused_go_where_the_budget_is_used_up(tmp_path: Path) -> None:
    files = AnswerFiles.beside(tmp_path, 1000)
    assert files is not None
    for n in range(10):
        files.write("v000001-00000000", f"{n}", bytes(168))  # 200 with its seal
        os.utime(tmp_path / "answers" / "v000001-00000000" / f"{n}", (n, n))
    assert files.read("v000001-00000000", "1") == bytes(168)  # used just now
    files.trim()
    assert sorted(p.name for p in (tmp_path / "answers" / "v000001-00000000").iterdir()) == ["1", "7", "8", "9"]
    assert files.filled() == 800


def test_one_at_a_time_works_at_an_answer(tmp_path: Path) -> None:
    start, inside, most = Barrier(6), [0], [0]

    def ask(_: int) -> None:
        files = AnswerFiles.beside(tmp_path, 1000)  # as each process has its own
        assert files is not None
        start.wait()
        with files.alone("v000001-00000000", "one"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            sleep(0.02)
            inside[0] -= 1

    with ThreadPoolExecutor(6) as askers:
        list(askers.map(ask, range(6)))
    assert most == [1]


def test_a_fault_is_told_and_not_stored(two_districts: Engine, tmp_path: Path) -> None:
    settings, store = sharing(settings_for(two_districts, tmp_path)), publish(two_districts, tmp_path)
    for _ in range(2):
        with pytest.raises(Unknown):
            answered(store, Question(Filters(DAY), WHOLE, "nowhere"), settings)
    assert stored(settings) == []


def test_a_page_read_back_is_drawn_as_the_one_computed(demo: Demonstration) -> None:
    from ui.paint import Look, painted
    from zxdata.figures.palette import themes

    look = Look(themes(SHIPPED_PALETTE)["light"])
    views = [
        computed(demo.store, Question(Filters(demo.settings.day(), place), WHOLE, "overview"), demo.settings)
        for place in ("500107", "500108")
    ]
    found = [unpickled(pickled(view)) for view in views]
    for view, again in zip(views, found, strict=True):
        assert (view.indicators, view.headline, view.question, view.notices) == (
            again.indicators, again.headline, again.question, again.notices,
        )  # fmt: skip
        for one, other in zip(view.figures, again.figures, strict=True):
            assert one.frame.equals(other.frame) and one.title == other.title
            if kind_of(one).surface == "plot":
                assert painted(one, look).text == painted(other, look).text
    assert found[0].figure("map") is not found[1].figure("map")
    assert found[0].figure("map").common is found[1].figure("map").common  # painted once for both


def test_where_nothing_is_to_be_stored_no_folder_is_made(two_districts: Engine, tmp_path: Path) -> None:
    settings, store = sharing(settings_for(two_districts, tmp_path), 0), publish(two_districts, tmp_path)
    assert overdue(answered(store, asking(WHOLE), settings)) == "4"
    assert not is_answered(store, asking(WHOLE), settings)
    assert not (settings.snapshot_dir / "answers").exists()
