"""A cluster that is slow, half gone or gone: the answer comes, or a sentence does."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cluster.standalone import Standalone
from tests.demonstration import demonstration
from zxdata.configuration import Settings
from zxdata.errors import ClusterUnavailable, NoSnapshot, TooSlow
from zxdata.filters import Scope
from zxdata.snapshot.facts import proposal
from zxdata.store import Store

pytestmark = pytest.mark.cluster
_ONE, _OTHER, _THIRD = proposal.alias(), proposal.alias(), proposal.alias()
ENDLESS = select(func.max(func.concat(_ONE.c.title, _OTHER.c.title, _THIRD.c.title)))
HOW_MANY = select(func.count()).select_from(proposal)


def test_a_question_that_takes_too_long_is_stopped_and_the_next_is_answered(on_spark: Store) -> None:
    with pytest.raises(TooSlow, match="算得太久"), on_spark.reading(Scope.whole(), seconds=4) as reading:
        reading.rows(ENDLESS)
    with on_spark.reading(Scope.whole(), 60) as reading, demonstration().store.reading(Scope.whole()) as usual:
        assert reading.rows(HOW_MANY) == usual.rows(HOW_MANY)


def test_a_worker_killed_during_a_question_takes_no_answer_with_it(on_spark: Store, spark: Standalone) -> None:
    long = select(func.max(func.concat(_ONE.c.title, _OTHER.c.title)), func.count())
    with demonstration().store.reading(Scope.whole(), 120) as usual:
        expected = usual.rows(long)
    with ThreadPoolExecutor() as beside, on_spark.reading(Scope.whole(), 240) as reading:
        asked = beside.submit(reading.rows, long)
        time.sleep(3)
        assert not asked.done()
        spark.kill_worker()
        assert asked.result() == expected
    spark.add_worker()


def test_a_cluster_that_nobody_answers_for_is_said_to_be_out_of_reach(settings: Settings) -> None:
    gone = settings.model_copy(update={"engine": "spark://127.0.0.1:9"})
    started = time.monotonic()
    with closing(Store.of(gone)) as store:
        with (
            pytest.raises(ClusterUnavailable, match=r"spark://127\.0\.0\.1:9 连不上"),
            store.reading(Scope.whole()) as reading,
        ):
            reading.rows(HOW_MANY)
        assert store.about()["version"]  # what the version says of itself is here
    assert time.monotonic() - started < 10


def test_a_version_that_the_cluster_never_had_is_named(settings: Settings, tmp_path: Path) -> None:
    elsewhere = settings.model_copy(update={"warehouse": tmp_path})
    with pytest.raises(NoSnapshot, match="没有数据版本 v0"), Store.of(elsewhere).reading(Scope.whole()):
        pass
