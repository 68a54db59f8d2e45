"""Pages open with answers that came with their version, wherever the cluster is."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import func, select

from tests.cluster.test_views import cells
from tests.demonstration import demonstration
from zxdata.cluster import shipped
from zxdata.configuration import Settings
from zxdata.errors import ClusterUnavailable
from zxdata.filters import Filters, Scope
from zxdata.landing import ship
from zxdata.periods import presets
from zxdata.snapshot.facts import proposal
from zxdata.store import Store
from zxdata.views import view


@pytest.mark.cluster
def test_what_a_page_opens_with_is_there_when_the_cluster_is_gone(settings: Settings, on_spark: Store) -> None:
    assert ship(settings, ("consultation.head",)) > 0
    assert ship(settings, ("consultation.head",)) == 0  # it is there
    gone, day = settings.model_copy(update={"engine": "spark://127.0.0.1:9"}), settings.day()
    opened = Filters(day, None, *presets(day)["近12个月"], basis="period")
    with closing(Store.of(gone)) as store:
        found = view(store, "consultation.head", opened, Scope.whole(), settings)
        with pytest.raises(ClusterUnavailable), store.reading(Scope.whole()) as reading:
            reading.rows(select(func.count()).select_from(proposal))
    usual = view(demonstration().store, "consultation.head", opened, Scope.whole(), settings)
    assert list(cells(found)) == list(cells(usual))


def test_an_answer_comes_back_as_it_was_and_only_to_its_own_question(tmp_path: Path) -> None:
    answer = pa.table({"day": pa.array([date(2025, 1, 2), None]), "n": pa.array([1.5, None])})
    key = shipped.key_of("select $1", (date(2025, 1, 2),))
    shipped.write({key: shipped.packed(answer)}, shipped.file_of(tmp_path, date(2026, 3, 31)))
    found = shipped.read(shipped.files(tmp_path))
    assert shipped.unpacked(found[key]).equals(answer)
    assert shipped.key_of("select $1", ("2025-01-02",)) not in found
    assert [file.name for file in tmp_path.iterdir()] == ["landing-2026-03-31.duckdb"]
