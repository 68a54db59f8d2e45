"""Winds the clocks of a snapshot: for each case the days on which its rules turn it yellow and red.

A case whose clock can stop (pauses) or whose progress counts (idle rules) gets a row for each stretch of days in
which both stand still; within a row colours only ever advance, so two days say all of it.
"""

from zxdata.rules.book import Rules
from zxdata.rules.clock import Clock, Idle
from zxdata.snapshot.clocked import SUBJECTS, Clocked
from zxdata.snapshot.stretches import stretch
from zxdata.snapshot.target import Target


def lay_out_limits(target: Target, rules: Rules) -> None:
    """Macros ``<fact>_limit(day)``: the due day of what begins on ``day`` and has no due date of its own.

    Table ``nth`` (n, day): the day on which the count of working days reaches n.
    """
    target.execute("create table nth as select n, min(day) as day from workday group by n")
    for subject, fact in SUBJECTS.items():
        clock: Clock = getattr(rules, subject)
        due = f"(d + to_months({clock.limit_months}))::date"
        if clock.limit_days is not None:
            due = f"(d + {clock.limit_days})"
        elif clock.limit_workdays is not None:
            due = f"(select max(t.day) from nth t join workday w on t.n = w.n + {clock.limit_workdays} where w.day = d)"
        target.execute(f"create temp macro {fact.table}_limit(d) as {due}")
    target.execute(f"create temp macro lasting_until(d) as (d + to_months({rules.supervision.lasting_months}))::date")
    target.execute(f"create temp macro target_finishes() as {str(rules.programmes.target_finishes).lower()}")


def wind(target: Target, rules: Rules, table: str = "") -> None:
    """Adds to each fact, or to the one in this table: held_on, held_n, last_stage, progressed_on, yellow_on, yellow_by,
    red_on, red_by, calm_to."""
    for subject, fact in SUBJECTS.items():
        if table not in ("", fact.table):
            continue
        clock: Clock = getattr(rules, subject)
        if clock.pauses or clock.idle:
            stretch(target, fact, clock)
            _turn(target, fact, clock)
        else:
            _turn_at_due(target, fact, clock)
        _calm(target, fact, clock)


def _turn_at_due(target: Target, fact: Clocked, clock: Clock) -> None:
    """What ``_turn`` comes to where nothing but the due date turns a case."""
    turns = (_yellow(fact, clock), fact.late_from)
    yellow, red = (_once_known(fact, day.replace("due_at_first", "due_on")) for day in turns)
    target.execute(f"""
        create or replace table {fact.table} as
        select f.*, null::date as held_on, null::int as held_n, null::varchar as last_stage, null::date as progressed_on,
            {yellow} as yellow_on, 0::tinyint as yellow_by, {red} as red_on, 0::tinyint as red_by, null::date as calm_to
        from {fact.table} f left join nth y on y.n = f.due_n - {clock.yellow_workdays}
    """)


def _turn(target: Target, fact: Clocked, clock: Clock) -> None:
    """The fact anew, with its turning days. Where the clock stands, only what had turned by then counts."""
    yellow = {"0": _once_known(fact, _yellow(fact, clock))} | _idle(clock, "yellow")
    red = {"0": _once_known(fact, fact.late_from)} | _idle(clock, "red")
    joins = _idle_joins(clock)
    target.execute(f"""
        create or replace table {fact.table} as
        with moved as (select * replace (due_on + shifted::int as due_on), due_on as due_at_first from stretch),
        dated as (
            select m.* exclude (due_n), w.n as due_n, h.n as held_n,
                {_columns("yellow", yellow)}, {_columns("red", red)}
            from moved m left join workday w on w.day = m.due_on left join workday h on h.day = m.held_on
            left join nth y on y.n = w.n - {clock.yellow_workdays} {joins}
        )
        select * exclude (due_at_first, shifted, idle_shift, {_names("yellow", yellow)}, {_names("red", red)}),
            {_first("yellow", yellow)}, {_first("red", red)}, null::date as calm_to
        from dated
    """)
    target.execute("drop table stretch")


def _once_known(fact: Clocked, day: str) -> str:
    """The day on which a due date turns a case: not before the due date is known."""
    return f"case when due_on is not null then greatest({day}, {fact.due_since}) end"


def _yellow(fact: Clocked, clock: Clock) -> str:
    if clock.yellow_share is not None:
        return f"due_on - floor({clock.yellow_share!r} * greatest(0, due_at_first - {fact.started}))::int"
    return f"due_on - {clock.yellow_days}" if clock.yellow_days is not None else "y.day"


def _idle(clock: Clock, colour: str) -> dict[str, str]:
    """Rule number → the day on which it turns a case that has stood still since its last progress."""
    found = {}
    for n, rule in enumerate(clock.idle, 1):
        days, workdays = getattr(rule, f"{colour}_days"), getattr(rule, f"{colour}_workdays")
        if days is None and workdays is None:
            continue
        day = f"progressed_on + idle_shift::int + {days}" if days is not None else f"{colour}_{n}_nth.day"
        found[str(n)] = f"case when {_after(rule)} then {day} end"
    return found


def _after(rule: Idle) -> str:
    return {"": "true", "提出": "last_stage is null"}.get(rule.after, f"last_stage = '{rule.after}'")


def _idle_joins(clock: Clock) -> str:
    """The working calendar on the day of last progress, and the days that many working days later."""
    wanted = [
        (f"{colour}_{n}_nth", count)
        for n, rule in enumerate(clock.idle, 1)
        for colour, count in (("yellow", rule.yellow_workdays), ("red", rule.red_workdays))
        if count is not None
    ]
    if not wanted:
        return ""
    joins = [f"left join nth {name} on {name}.n = i.n + {count}" for name, count in wanted]
    return " ".join(["left join workday i on i.day = m.progressed_on + m.idle_shift::int", *joins])


def _columns(colour: str, rules: dict[str, str]) -> str:
    """Each rule's day as a column; a day that would come while the clock stands does not come."""
    return ", ".join(
        f"case when held_on is null or {day} <= held_on then {day} end as {colour}_by_{n}" for n, day in rules.items()
    )


def _names(colour: str, rules: dict[str, str]) -> str:
    return ", ".join(f"{colour}_by_{n}" for n in rules)


def _first(colour: str, rules: dict[str, str]) -> str:
    """The earliest of the rules' days, and the number of the rule it comes from."""
    earliest = f"least({_names(colour, rules)})" if len(rules) > 1 else f"{colour}_by_0"
    which = " ".join(f"when {colour}_by_{n} = {earliest} then {n}" for n in rules)
    return f"{earliest} as {colour}_on, (case {which} end)::tinyint as {colour}_by"


def _calm(target: Target, fact: Clocked, clock: Clock) -> None:
    """``calm_to``: a case that was red the day before and no longer is stays yellow for the working days agreed."""
    if not clock.recovery_workdays:
        return
    open_before = f"({fact.done} is null or {fact.done} > span_to - 1)"
    open_now = f"({fact.done} is null or {fact.done} > span_from)"
    target.execute(f"""
        create or replace table {fact.table} as
        with seen as (
            select *, lag(red_on <= span_to - 1 and {open_before} and span_to > {fact.begun}) over life as was_red
            from {fact.table} window life as (partition by no order by span_from)
        ), turned as (
            select s.* exclude (was_red), case when was_red and {open_now} and coalesce(red_on > span_from, true)
                then t.day end as calm_from_here
            from seen s left join workday w on w.day = s.span_from left join nth t on t.n = w.n + {clock.recovery_workdays}
        )
        select * exclude (calm_from_here) replace (
            last_value(calm_from_here ignore nulls) over (partition by no order by span_from
                rows between unbounded preceding and current row) as calm_to)
        from turned
    """)
