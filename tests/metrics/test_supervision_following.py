"""Loops, lasting corrections, follow-ups, unusual rises and indices, each counted by hand."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from scipy.stats import binomtest
from sqlalchemy import Engine

from tests.ledger_rows import put
from tests.supervision_days import Matter, settings_for, write
from zxdata.configuration import Settings
from zxdata.filters import Filters, Scope
from zxdata.metrics import METRICS
from zxdata.metrics.answer import answer
from zxdata.metrics.composite import standings
from zxdata.metrics.supervision.following import cadences, suggestion_clocks
from zxdata.metrics.supervision.loops import loops
from zxdata.metrics.supervision.unusual import rises
from zxdata.rules.book import Rules, read_rules
from zxdata.rules.evaluation import Index
from zxdata.snapshot.build import refresh
from zxdata.store import Reading, Store

TODAY = date(2025, 9, 30)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def reading_of(
    sqlite_ledger: Engine, tmp_path: Path, open_store: Callable[[Settings], Store]
) -> Iterator[Callable[[], tuple[Reading, Rules]]]:
    """Publish what the test has written and read it."""
    with ExitStack() as readings:

        def publish() -> tuple[Reading, Rules]:
            settings = settings_for(sqlite_ledger, tmp_path, TODAY)
            refresh(sqlite_ledger, settings)
            reading = readings.enter_context(open_store(settings).reading(Scope.whole()))
            return reading, read_rules(settings.rules)

        yield publish


def test_each_open_matter_stands_at_the_furthest_step_of_each_loop(sqlite_ledger: Engine, reading_of) -> None:  # type: ignore[no-untyped-def]
    may = d("2025-05-05")
    steps = [
        (),
        ("交办",),
        ("交办",),
        ("交办", "签收"),
        ("交办", "签收", "反馈"),
        ("交办", "签收", "反馈", "整改", "评估"),
        ("交办", "签收", "反馈", "整改", "退回重办"),
        ("交办", "签收", "反馈", "整改", "评估", "销号"),
    ]
    matters = [
        Matter(
            f"J{n}",
            may,
            d("2025-06-30") if n == 3 else d("2025-12-30"),
            tuple((stage, may + timedelta(days=3 * k)) for k, stage in enumerate(each, 1)),
        )
        for n, each in enumerate(steps)
    ]
    write(sqlite_ledger, matters)
    put(
        sqlite_ledger,
        reminders=[
            {"subject": "监督", "subject_no": no, "unit": "U1", "sent_on": d("2025-07-01"), "kind": "催办"}
            for no in ("J2", "J3", "J7")
        ],
    )
    reading, rules = reading_of()
    found = loops(reading, Filters(TODAY), rules)
    counted = {(r.loop, r.step): (r.matters, r.red, r.reminded) for r in found}
    first, second = (loop.name for loop in rules.supervision.loops)
    # J6 was sent back, so it starts anew; J7 is closed and in no loop.
    assert {k: v for k, v in counted.items() if k[0] == first} == {
        (first, "未开始"): (4, 0, 1),
        (first, "接收"): (2, 1, 1),
        (first, "开展"): (0, 0, 0),
        (first, "汇报"): (1, 0, 0),
    }
    assert {k: v for k, v in counted.items() if k[0] == second} == {
        (second, "未开始"): (2, 0, 0),
        (second, "交办"): (1, 0, 0),
        (second, "催办"): (2, 1, 2),
        (second, "反馈"): (2, 0, 0),
    }
    longest = {(step.loop, step.step): step.longest for step in found}
    assert longest[first, "接收"] == (TODAY - (may + timedelta(days=6))).days


def test_a_correction_lasts_when_nothing_was_opened_again_within_the_months(sqlite_ledger: Engine, reading_of) -> None:  # type: ignore[no-untyped-def]
    closed = d("2025-06-30")  # three months later is 30 September, today
    write(
        sqlite_ledger,
        [
            Matter("J1", d("2025-01-06"), d("2025-07-30"), (("销号", closed),)),
            Matter("J2", d("2025-01-06"), d("2025-07-30"), (("销号", closed), ("退回重办", TODAY))),
            Matter("J3", d("2025-01-06"), d("2025-07-30"), (("销号", closed + timedelta(days=1)),)),
            Matter("J4", d("2025-01-06"), d("2025-07-30"), (("退回重办", d("2025-02-03")), ("销号", d("2025-03-03")))),
            Matter("J5", d("2025-01-06"), d("2025-07-30"), (("销号", d("2025-02-03")), ("退回重办", d("2025-06-03")))),
            Matter("J6", d("2025-01-06"), d("2025-07-30"), (("销号", d("2025-03-03")), ("退回重办", d("2025-03-03")))),
        ],
    )
    reading, rules = reading_of()
    keys = [METRICS["supervision.lasting_rate"], METRICS["supervision.relapsed"]]
    now = answer(reading, keys, (), Filters(TODAY), rules)
    # Watched long enough: J1, J2, J4, J5, J6. J2 came back on the last day, J6 an hour after it was closed; J5 only
    # after its months were over.
    assert now.value("supervision.lasting_rate.denominator") == 5
    assert now.value("supervision.lasting_rate.numerator") == 3
    assert now.value("supervision.relapsed") == 3
    before = answer(reading, keys, (), Filters(TODAY - timedelta(days=1)), rules)
    assert before.value("supervision.lasting_rate.denominator") == 3 and before.value("supervision.relapsed") == 2


def _suggestion(number: str, raised: str, **more: object) -> dict[str, object]:
    dates = {k: d(str(v)) for k, v in more.items() if k.endswith("_on")}
    rest = {k: v for k, v in more.items() if not k.endswith("_on")}
    return {"suggestion_no": number, "origin": "监督", "origin_no": "J1", "raised_on": d(raised), **dates, **rest}


def test_an_adopted_suggestion_owes_its_follow_ups_again_and_again(sqlite_ledger: Engine, reading_of) -> None:  # type: ignore[no-untyped-def]
    write(sqlite_ledger, [Matter("J1", d("2025-01-06"), None)])
    adopted = {"adoption": "采纳", "replied_on": "2025-08-29"}
    put(
        sqlite_ledger,
        suggestions=[
            _suggestion("Y1", "2025-06-02", **adopted),
            _suggestion("Y2", "2025-06-02", **adopted),
            _suggestion("Y3", "2025-06-02", **adopted | {"implemented_on": "2025-09-29"}),
            _suggestion("Y4", "2025-06-02", **adopted | {"adoption": "未采纳"}),
            _suggestion("Y5", "2025-06-02"),
            _suggestion("Y6", "2025-09-25", due_on="2025-10-09"),
        ],
        follow_ups=[
            {"suggestion_no": "Y2", "kind": "调度", "held_on": d("2025-09-15")},
            {"suggestion_no": "Y1", "kind": "回头看", "held_on": d("2025-07-02")},
            {"suggestion_no": "Y2", "kind": "回头看", "held_on": d("2025-07-03")},
        ],
    )
    reading, rules = reading_of()
    owed = {(r.kind, r.no): (r.due_on, r.colour, r.over) for r in cadences(reading, Filters(TODAY), rules)}
    assert owed == {
        ("调度", "Y1"): (d("2025-09-29"), "red", 1),
        ("调度", "Y2"): (d("2025-10-15"), "yellow", -15),  # a holiday lies between: five working days left
        ("通报", "Y1"): (d("2025-11-29"), "green", -60),
        ("通报", "Y2"): (d("2025-11-29"), "green", -60),
        ("评估", "Y1"): (d("2026-08-29"), "green", -333),
        ("评估", "Y2"): (d("2026-08-29"), "green", -333),
    }
    counts = [METRICS["supervision.follow_ups_owed"], METRICS["supervision.follow_ups_overdue"]]
    assert answer(reading, counts, (), Filters(TODAY), rules).frame.iloc[0].tolist() == [6, 1]
    clocks = suggestion_clocks(reading, Filters(TODAY), rules)
    signed, replied, looked = (
        {row.colour: row.value for row in clocks if row.clock == clock} for clock in ("签批", "答复", "回头看")
    )
    assert signed == dict.fromkeys(signed, 0) | {"unknown": 6}, "nothing in the ledger records a signature"
    assert replied == dict.fromkeys(replied, 0) | {"done": 4, "red": 1, "yellow": 1}
    assert looked == dict.fromkeys(looked, 0) | {"done": 1, "done_late": 1, "red": 3, "green": 1}


def test_a_rise_is_unusual_only_against_its_own_history_and_names_its_sample(sqlite_ledger: Engine, reading_of) -> None:  # type: ignore[no-untyped-def]
    turned = {"500107": [1, 2, 2, 3, 5, 6], "500108": [3, 10, 20, 30, 40, 50, 60, 70, 80]}  # days ago they turned red
    matters = [
        Matter(f"J{code}{n}", d("2025-01-06"), TODAY - timedelta(days=ago + 1), (), code)
        for code, days in turned.items()
        for n, ago in enumerate(days)
    ]
    write(sqlite_ledger, matters)
    reading, rules = reading_of()
    found = rises(reading, Filters(TODAY), rules)
    assert [r.name for r in found] == ["九龙坡区", "全部区县"]
    jiulongpo = found[0]
    assert (jiulongpo.now, jiulongpo.past, jiulongpo.weeks, jiulongpo.tested) == (6, 0, 12, 3)
    expected = binomtest(6, 6, 1 / 13, alternative="greater").pvalue
    assert jiulongpo.chance == pytest.approx(expected, rel=1e-9)
    assert (
        "近 7 日新转红 6 件；此前 12 周共 0 件" in jiulongpo.sentence and "样本 6 件，比较 3 处" in jiulongpo.sentence
    )
    assert rises(reading, Filters(TODAY, region="500108"), rules) == []


def test_an_index_prints_its_parts_and_says_what_is_missing(sqlite_ledger: Engine, reading_of) -> None:  # type: ignore[no-untyped-def]
    write(
        sqlite_ledger,
        [
            Matter("J1", d("2025-01-06"), d("2025-03-03"), (("销号", d("2025-03-03")),), "500107"),
            Matter("J2", d("2025-01-06"), d("2025-03-03"), (), "500107"),
            Matter("J3", d("2025-01-06"), None, (), "500108"),
        ],
    )
    reading, rules = reading_of()
    index = Index.model_validate(
        {
            "name": "试",
            "parts": [
                {"metric": "supervision.on_time_rate", "weight": 3, "zero": 0.2, "full": 0.7},
                {"metric": "supervision.matters", "weight": 1, "full": 4},
                {"metric": "supervision.matters", "per": "coverage.members", "weight": 1, "full": 1},
            ],
        }
    )
    found = {row.name: row for row in standings(reading, index, Filters(TODAY), rules)}
    # 九龙坡: 1 of 2 on time scores 60, 2 matters score 50, there are no members to divide by.
    row = found["九龙坡区"]
    assert row.values == (0.5, 2, None) and list(row.scores) == [pytest.approx(60.0), 50, None]
    assert row.known == pytest.approx(0.8)
    assert row.score == pytest.approx((3 * 60 + 50) / 4)
    # 南岸: nothing has come due, so more than half of the weight is missing and no score is given.
    assert found["南岸区"].known == pytest.approx(0.2) and found["南岸区"].score is None
