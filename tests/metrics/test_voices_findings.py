"""What stands out among voices: the same said twice, more than last year, and words of a body's own dictionary."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import binom, false_discovery_control
from sqlalchemy import Engine

from tests.ledger_rows import default_rules, publish, put, region
from tests.metrics.asking import TOWNS
from tests.supervision_days import settings_for
from tests.voice_rows import voice
from zxdata.filters import Filters, Scope
from zxdata.metrics import metric
from zxdata.metrics.answer import answer
from zxdata.metrics.voices.similar import likenesses
from zxdata.metrics.voices.surging import raised_more
from zxdata.snapshot.build import refresh
from zxdata.store import Store
from zxdata.views.asking import Asking
from zxdata.views.diagnosis.cases import surging

TODAY = Filters(date(2025, 9, 30))


def test_what_says_the_same_in_one_place_is_offered_with_its_ground(sqlite_ledger: Engine, tmp_path: Path) -> None:
    put(
        sqlite_ledger,
        regions=[*TOWNS, region("5001003", "北镇", "乡镇街道", "5001")],
        voices=[
            voice("1", "2025-09-01", title="东镇路灯不亮", region="5001001"),
            voice("2", "2025-09-04", title="又有人反映东镇路灯不亮", region="5001001"),
            voice("3", "2025-09-04", title="西镇路灯不亮", region="5001002"),
            voice("4", "2025-09-04", title="南镇路灯不亮", region="5002001"),
            voice("5", "2025-07-04", title="东镇路灯不亮", region="5001001"),
            voice("6", "2025-09-05", title="东镇公交末班太早", region="5001001"),
            voice("7", "2025-09-05", title="东镇路灯不亮", region="5001001", merged_into="1"),
        ],
    )
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        alike = likenesses(reading, TODAY, default_rules(), 10)
    # Not of another district, not two months apart, not what is merged already, not of another township by words alone.
    assert [(pair.no, pair.other) for pair in alike.pairs] == [("2", "1")] and (alike.found, alike.compared) == (1, 6)
    assert alike.pairs[0].ground == "相似 95%，相隔 3 日，同一地点"


def test_of_many_alike_the_most_alike_and_latest_are_listed_and_all_are_counted(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    told = [
        voice(str(n), f"2025-09-{n:02}", title="路灯不亮请派人修", region="5001001" if n < 9 else "5002001")
        for n in range(1, 11)
    ]
    put(
        sqlite_ledger,
        regions=TOWNS,
        voices=[*told, voice("20", "2025-09-20", title="路灯不亮请派人修吧", region="5002001")],
    )
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        alike = likenesses(reading, TODAY, default_rules(), 3)
    # Eight of one district are 28 pairs, three of the other are 3.
    assert (alike.found, alike.compared) == (31, 11)
    assert [(pair.no, pair.other, pair.likeness) for pair in alike.pairs] == [
        ("10", "9", 1),
        ("8", "7", 1),
        ("8", "6", 1),
    ]


def test_a_surge_is_tested_against_the_same_weeks_of_last_year_over_all_places(
    sqlite_ledger: Engine, tmp_path: Path
) -> None:
    def said(n: int, place: str, year: int, title: str) -> dict[str, Any]:
        return voice(f"{place}{year}{title}{n}", f"{year}-09-{n % 20 + 5:02}", title=title, region=place)

    counts = {("5001", "路灯"): (20, 2), ("5002", "路灯"): (8, 7), ("5001", "公交"): (9, 11), ("5003", "公交"): (3, 0)}
    rows = [
        said(n, place, year, title)
        for (place, title), pair in counts.items()
        for year, many in zip((2025, 2024), pair, strict=True)
        for n in range(many)
    ]
    put(sqlite_ledger, regions=TOWNS, voices=rows)
    with publish(sqlite_ledger, tmp_path).reading(Scope.whole()) as reading:
        found = raised_more(reading, TODAY, default_rules())
        own = settings_for(sqlite_ledger, tmp_path, TODAY.as_of, "")
        (told,) = surging(Asking(reading, TODAY, default_rules(), own))
    now, before = 40, 20
    assert (found.now, found.before) == (now, before)
    share = now / (now + before)
    # 丙区: three in all could be no alarm whatever they were (share³ > 5 %), so they are not looked at.
    looked = {
        ("5001", "城乡建设"): (20, 2),
        ("5002", "城乡建设"): (8, 7),
        ("5001", "交通出行"): (9, 11),
        ("", "城乡建设"): (28, 9),
        ("", "交通出行"): (12, 11),
    }
    chances = {key: binom.sf(a - 1, a + b, share) for key, (a, b) in looked.items()}
    fair = dict(zip(chances, false_discovery_control(list(chances.values())), strict=True))
    assert {(each.code, each.theme): pytest.approx(each.chance) for each in found.rises} == chances
    assert {(each.code, each.theme): pytest.approx(each.adjusted) for each in found.rises} == fair
    assert [(each.code, each.theme) for each in found.rises if each.surge] == [("5001", "城乡建设")]
    odds = f"{100 * fair['5001', '城乡建设']:.2f}%"
    assert told.sentence == (
        f"甲区城乡建设的民情近 4 周 20 件，去年同期 2 件；扣除总量的增长，一起看 5 处，误报的可能性 {odds}。"
    )
    assert (told.n, told.rows) == (22, "voices.collected")


def test_a_bodys_own_words_class_its_voices(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """421 words in six classes, as 红茶议事会 has them: every word is found, and only in its class."""
    sizes = (71, 70, 70, 70, 70, 70)
    classes = {f"第{n}类": [f"词{n}甲{m:03}" for m in range(size)] for n, size in enumerate(sizes)}
    rules = "[voices.topics]\n" + "\n".join(f'"{name}" = {words}'.replace("'", '"') for name, words in classes.items())
    every = [word for words in classes.values() for word in words]
    assert len(every) == 421
    put(
        sqlite_ledger,
        regions=TOWNS,
        voices=[voice(str(n), "2025-09-01", title=f"关于{word}的事") for n, word in enumerate(every)]
        + [voice("无", "2025-09-01", title="关于别的事")],
    )
    settings = settings_for(sqlite_ledger, tmp_path, date(2025, 9, 30), rules)
    refresh(sqlite_ledger, settings)
    store = Store(settings.snapshot_dir)
    with store.reading(Scope.whole()) as reading:
        frame = answer(reading, (metric("voices.collected"),), ("theme",), TODAY, reading.version.rules).frame
    found = dict(zip(frame["theme"], frame["voices.collected"], strict=True))
    assert found == dict(zip(classes, sizes, strict=True)) | {"未填": 1}
