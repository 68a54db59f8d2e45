"""Cuts the lives of cases into stretches in which clock and progress stand still, for rules that ask for it."""

from zxdata.rules.clock import Clock, Pause
from zxdata.snapshot.clocked import Clocked
from zxdata.snapshot.target import Target

FOREVER = "date '9999-12-31'"


def stretch(target: Target, fact: Clocked, clock: Clock) -> None:
    """``stretch``: the fact's rows cut where a pause begins or ends and, for idle rules, where something happens."""
    target.execute(f"create temp table stopped as {_stopped(fact, clock)}")
    cuts = f"union select e.no, e.on_day from {fact.events} e" if clock.idle else ""
    target.execute(f"""
        create temp table stretch as
        with whole as (select *, row_number() over () as row_no from {fact.table}),
        edge as (
            select row_no, span_from as since from whole
            union select w.row_no, c.day from whole w join (
                select no, held_from as day from stopped union select no, held_to from stopped {cuts}
            ) c on c.no = w.no and c.day > w.span_from and c.day < w.span_to
        ), piece as (
            select w.* exclude (span_from, span_to), e.since as span_from,
                least(w.span_to, coalesce(lead(e.since) over (partition by e.row_no order by e.since), {FOREVER})) as span_to
            from whole w join edge e using (row_no)
        ), last_event as (
            select p.row_no, p.span_from, arg_max(e.stage, (e.on_day, e.clock)) as last_stage, max(e.on_day) as progressed_on
            from piece p join {fact.events} e on e.no = p.no and e.on_day <= p.span_from group by all
        ), moved as (
            select p.*, l.last_stage::varchar as last_stage, coalesce(l.progressed_on, p.{fact.begun}) as progressed_on
            from piece p left join last_event l using (row_no, span_from)
        )
        select m.* exclude (row_no),
            max(s.held_from) filter (s.held_from <= m.span_from and m.span_from < s.held_to) as held_on,
            coalesce(sum(s.held_to - s.held_from) filter (s.held_to <= m.span_from and s.due_on is not distinct from m.due_on), 0) as shifted,
            coalesce(sum(greatest(0, s.held_to - greatest(s.held_from, m.progressed_on))) filter (s.held_to <= m.span_from), 0) as idle_shift
        from moved m left join stopped s on s.no = m.no group by all
    """)
    target.execute("drop table stopped")


def _stopped(fact: Clocked, clock: Clock) -> str:
    """SELECT no, due_on, held_from, held_to: the clock stands from the end of the one day to the end of the other.

    Only while it runs: after its start, before the case is finished. Overlapping pauses are one.
    """
    asked = " union all ".join(_pause(fact, pause) for pause in clock.pauses) or _NEVER
    return f"""
        with running as (
            select no, due_on, greatest(span_from, {fact.started}) as run_from,
                least(span_to, coalesce({fact.done}, {FOREVER})) as run_to
            from {fact.table} where {fact.started} is not null
        ), cut as (
            select r.no, r.due_on, r.run_from, greatest(a.held_from, r.run_from) as held_from, least(a.held_to, r.run_to) as held_to
            from running r join ({asked}) a on a.no = r.no
            where greatest(a.held_from, r.run_from) < least(a.held_to, r.run_to)
        ), marked as (
            select *, held_from > max(held_to) over (partition by no, run_from order by held_from, held_to
                rows between unbounded preceding and 1 preceding) as apart from cut
        ), island as (
            select *, sum(coalesce(apart, false)::int) over (partition by no, run_from order by held_from, held_to) as part
            from marked
        )
        select no, any_value(due_on) as due_on, min(held_from) as held_from, max(held_to) as held_to
        from island group by no, run_from, part
    """


_NEVER = f"select null::varchar as no, {FOREVER} as held_from, {FOREVER} as held_to where false"


def _pause(fact: Clocked, pause: Pause) -> str:
    if pause.since and pause.until:
        days = f"date '{pause.since}' - 1 as held_from, date '{pause.until}' as held_to"
        return f"select distinct no, {days} from {fact.table}"
    return f"""
        select a.no, a.on_day as held_from, coalesce(min(b.on_day), {FOREVER}) as held_to
        from {fact.events} a left join {fact.events} b
            on b.no = a.no and b.stage = '{pause.to_stage}' and b.on_day >= a.on_day
        where a.stage = '{pause.from_stage}' group by all
    """
