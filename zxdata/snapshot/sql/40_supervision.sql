-- A matter's life as spans: 退回重办 opens it again and begins a new one. Exactly one span holds on any day.
create temp table matter_event as
select matter_no, stage, unit, on_day, clock from l_supervision_events where on_day is not null;

create temp table matter_first as
select matter_no, min(on_day) filter (stage = '交办') as assigned_on, min(on_day) filter (stage = '签收') as accepted_on,
    min(on_day) filter (stage = '反馈') as reported_on,
    arg_min(unit, (clock, unit)) filter (stage = '交办') as unit,
    min(on_day) filter (stage = '交办' and unit is not null) as unit_since
from matter_event group by all;

-- On the day it is opened again, only what was closed at a later hour is closed.
create temp table matter_span as
with cut as (
    select matter_no, date '0001-01-01' as span_from, timestamp '0001-01-01' as clock from l_supervisions
    union all select matter_no, on_day, max(clock) from matter_event where stage = '退回重办' group by all
), span as (
    select *, coalesce(lead(span_from) over (partition by matter_no order by span_from), date '9999-12-31') as span_to
    from cut
)
select s.matter_no, s.span_from, s.span_to, min(e.on_day) as closed_on
from span s left join matter_event e
    on e.matter_no = s.matter_no and e.stage = '销号' and e.clock > s.clock and e.on_day < s.span_to
group by all;

-- A correction is proven when, so many months after the first 销号, the matter has not been opened again; who closes and
-- opens it on one day has opened it again.
create temp table matter_closing as
with first_closing as (
    select matter_no, min(clock) as clock, min(on_day) as first_closed_on from matter_event where stage = '销号' group by all
)
select f.matter_no, f.first_closed_on, min(e.on_day) as relapsed_on, lasting_until(f.first_closed_on) as proven_on
from first_closing f left join matter_event e
    on e.matter_no = f.matter_no and e.stage = '退回重办' and e.clock >= f.clock
group by all;

create table matter as
with dated as (
    select m.*, f.assigned_on, f.accepted_on, f.reported_on, s.span_from, s.span_to, s.closed_on,
        coalesce(m.due_on, matter_limit(f.assigned_on)) as limit_on,
        case when m.due_on is null then f.assigned_on end as due_since,
        case when m.due_on is null then f.assigned_on else m.opened_on end as started_on,
        coalesce(m.unit, f.unit) as held_by,
        case when m.unit is null then f.unit_since end as unit_since, c.first_closed_on, c.relapsed_on, c.proven_on
    from l_supervisions m join matter_span s using (matter_no) left join matter_first f using (matter_no)
    left join matter_closing c using (matter_no)
)
select
    d.matter_no as no, d.title, d.form::form as form, d.channel::channel as channel, d.category::category as category,
    d.leader::leader as leader, coalesce(nullif(d.body, ''), nullif(getvariable('own_body'), '')) as body, coalesce(u.name, d.held_by)::unit as unit, d.unit_since, g.id as place, d.opened_on,
    d.started_on, d.assigned_on, d.accepted_on, d.reported_on, d.span_from, d.span_to, d.limit_on as due_on,
    d.due_since, w.n as due_n, d.closed_on, d.first_closed_on, d.relapsed_on, d.proven_on
from dated d
left join unit_named u on u.no = d.held_by
left join workday w on w.day = d.limit_on
left join l_place g on g.code = d.region
order by d.opened_on, d.matter_no, d.span_from;

create table matter_progress as
select e.matter_no as no, e.stage::stage as stage, e.on_day, e.clock, coalesce(u.name, e.unit)::unit as unit, e.result, e.note
from l_supervision_events e left join unit_named u on u.no = e.unit where e.on_day is not null;

create table reminder as
select r.subject, r.subject_no as no, coalesce(u.name, r.unit)::varchar as unit, r.sent_on, r.kind, r.sent_by
from l_reminders r left join unit_named u on u.no = r.unit where r.sent_on is not null;
