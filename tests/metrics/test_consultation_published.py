"""What bodies have published of their consultations, each as a small ledger with the numbers of the source."""

from collections.abc import Callable

from tests.ledger_rows import Row, day, meeting, suggestion, unit
from tests.metrics.asking import TOWNS, Ask

Rows = Callable[..., Ask]


def test_gongshu_held_178_meetings_with_3765_suggestions_and_2800_visits(ask: Rows) -> None:
    """红茶议事会; a meeting elsewhere is not one of its 178."""
    visits = [16] * 130 + [15] * 48  # 2,080 + 720
    solved = [2] * 122 + [1] * 56  # 244 + 56
    made = [22] * 27 + [21] * 151  # 594 + 3,171
    meetings = [
        meeting(f"X{n}", "5001", "2022-03-01", platform="红茶议事会", public_visits=came, solved=ended)
        for n, (came, ended) in enumerate(zip(visits, solved, strict=True))
    ]
    rows = [suggestion(f"Y{m}-{n}", f"X{m}", "2022-03-01") for m, count in enumerate(made) for n in range(count)]
    elsewhere = meeting("Z", "5001", "2022-03-01", platform="民生议事堂", public_visits=40)
    of = ask(
        regions=TOWNS, consultations=[*meetings, elsewhere], suggestions=[*rows, suggestion("Y", "Z", "2022-03-01")]
    )
    asked = {
        name: of(f"consultation.{name}", "2022-12-22", by="platform")["红茶议事会"]
        for name in ("meetings", "suggestions", "public_visits", "solved")
    }
    assert asked == {"meetings": 178, "suggestions": 3765, "public_visits": 2800, "solved": 300}
    assert of("consultation.meetings", "2022-12-22") == 179


def _answered(number: int, **more: object) -> Row:
    of = {"unit": f"U{number % 52:02}", "due_on": day("2022-06-30"), "replied_on": day("2022-06-30")}
    return suggestion(f"Y{number}", f"X{number % 12}", "2022-03-31") | of | more


def test_jiangshan_handed_357_things_to_52_units_with_three_times_100_percent(ask: Rows) -> None:
    """A meeting a month; who was not asked how content they are is neither content nor discontent."""
    visits = [22] * 8 + [21] * 4  # 176 + 84 = 260
    of = ask(
        regions=TOWNS,
        units=[unit(f"U{n:02}", f"{n:02}局") for n in range(52)],
        consultations=[
            meeting(f"X{n}", "5001", f"2022-{n + 1:02}-15", form="政企协商会", business_visits=came)
            for n, came in enumerate(visits)
        ],
        suggestions=[_answered(n) for n in range(357)],
        follow_ups=[
            {"suggestion_no": f"Y{n}", "kind": "评价", "held_on": day("2022-07-10"), "result": "满意"}
            for n in range(356)
        ],
    )
    on = "2022-12-22"
    assert [of(f"consultation.{name}", on) for name in ("suggestions", "assigned", "business_visits")] == [
        357,
        357,
        260,
    ]
    by_unit = of("consultation.suggestions", on, by="unit")
    assert len(by_unit) == 52 and sorted(set(by_unit.values())) == [6, 7]  # 357 = 45 × 7 + 7 × 6
    rates = [of(f"consultation.{name}_rate", on) for name in ("assign", "on_time", "satisfaction")]
    assert rates == [1, 1, 1]
    assert of("consultation.rated", on) == 356
    assert set(of("consultation.meetings", on, by="month").values()) == {1}


def test_one_answer_a_day_late_one_not_handed_out_and_one_discontent_are_less_than_100_percent(ask: Rows) -> None:
    of = ask(
        regions=TOWNS,
        units=[unit(f"U{n:02}", f"{n:02}局") for n in range(52)],
        consultations=[meeting("X0", "5001", "2022-03-31")],
        suggestions=[
            _answered(0),
            _answered(12, replied_on=day("2022-07-01")),
            _answered(24, unit=None),
            _answered(36),
        ],
        follow_ups=[
            {"suggestion_no": number, "kind": "评价", "held_on": day("2022-07-10"), "result": said}
            for number, said in (("Y0", "满意"), ("Y12", "不满意"), ("Y36", "基本满意"))
        ],
    )
    on = "2022-12-22"
    assert of("consultation.assign_rate", on) == 3 / 4
    assert of("consultation.on_time_rate", on) == 3 / 4
    assert of("consultation.satisfaction_rate", on) == 1 / 3
