-- A proposal's life as spans of days in which its lead unit, due date, outcome and rating stand still:
-- exactly one span holds on any day. What happens once (filed, replied, …) is a date compared with the day asked for.
-- Clocks are kept in days; within a day the order of the stages decides, then the hour.
create temp table numbered as select proposal_no, row_number() over () as id from l_proposals;

create temp table told as
select n.id, e.stage::stage as stage, coalesce(u.name, e.unit)::unit as unit, e.result, e.due_on, e.on_day, e.clock,
    coalesce(e.role, '主办') as role, coalesce(e.rater, '') as rater
from l_proposal_events e join numbered n using (proposal_no) left join unit_named u on u.no = e.unit
where e.on_day is not null;

-- Where several units each handle a proposal and none leads (分办), they hold it together until one does: it is handed
-- out once, and replied to on the first day on which every unit that has it by then has replied.
create temp table shared as
with apart as (
    select id, unit, min(on_day) filter (stage in ('交办', '改派')) as handed_on, min(on_day) filter (stage = '答复') as replied_on
    from told where role = '分办' group by all having handed_on is not null
), led as (
    select id, min(on_day) as on_day from told where role = '主办' and stage in ('交办', '改派') group by id
), whole as (
    select a.id, min(a.replied_on) as on_day from apart a
    where a.replied_on is not null and not exists (
        from apart o where o.id = a.id and o.handed_on <= a.replied_on and coalesce(o.replied_on > a.replied_on, true))
    group by a.id
)
select a.id, coalesce(any_value(l.on_day), date '9999-12-31') as until, coalesce(any_value(w.on_day), date '9999-12-31') as replied_on
from apart a left join led l using (id) left join whole w using (id)
group by a.id having min(a.handed_on) < until;

create temp table step as
select t.id, t.stage, case when s.id is null then t.unit end as unit, t.result, t.due_on, t.on_day, t.clock,
    t.role = '主办' or s.id is not null as leads, t.rater
from told t left join shared s on s.id = t.id and t.role = '分办' and t.on_day < s.until
where s.id is null or t.stage <> '答复' or t.on_day >= s.replied_on;

-- A tenure is the time one lead unit holds a proposal: it begins with that unit's 交办 or 改派. Its limit runs from
-- there or, where the rules let a new unit go on with the old clock, from the first unit's: then ``paused`` is how long
-- it had stood still between 退办 and the new unit.
create temp table tenure as
with given as (
    select id, on_day, arg_max(unit, (stage, clock, unit)) as unit
    from step where leads and stage in ('交办', '改派') group by all
), taken as (
    select *, row_number() over days = 1 or unit is distinct from lag(unit) over days as takes
    from given window days as (partition by id order by on_day)
), begun as (
    select id, unit, on_day as since, coalesce(lead(on_day) over days, date '9999-12-31') as until,
        first_value(on_day) over days as first_on, lag(on_day) over days as before
    from taken where takes window days as (partition by id order by on_day)
), still as (
    select b.id, b.since, b.since - max(s.on_day) as days
    from begun b join step s on s.id = b.id and s.stage = '退办' and s.leads and s.on_day >= b.before and s.on_day <= b.since, rule
    where proposal_continues = 1 and proposal_paused = 1 group by b.id, b.since
)
select b.id, b.unit, b.since, b.until, case when proposal_continues = 1 then b.first_on else b.since end as timed_from,
    coalesce((select sum(days) from still s where s.id = b.id and s.since <= b.since), 0)::int as paused
from begun b, rule;

-- What the lead unit of the day did, or was told; a joint unit's word changes nothing.
create temp table led as
select s.id, t.since, s.on_day, s.clock, s.stage, s.result, s.rater,
    case when s.due_on is not null then s.due_on
        when s.stage = '延期' then (t.timed_from + to_months(rule.proposal_extended_months::int))::date + t.paused
        when s.on_day = t.since then proposal_limit(t.timed_from) + t.paused end as due
from step s join tenure t on s.id = t.id and s.on_day >= t.since and s.on_day < t.until, rule
where (s.stage in ('延期', '答复', '评价') or s.stage in ('交办', '改派') and s.leads)
    and (s.unit = t.unit or (s.unit is null or t.unit is null) and s.leads);

create temp table deadline as
select id, since, on_day, arg_max(due, (stage, clock, due)) as due
from led where stage in ('交办', '改派', '延期') and due is not null group by all;

create temp table reply as
select id, since, on_day, arg_max(result, (clock, result)) as outcome from led where stage = '答复' group by all;

-- On each day with a rating: the worst of every rater's latest word. 未反馈 is not a rating.
create temp table rating as
with worded as (
    select id, since, on_day, rater, clock,
        {'rank': case result when '不满意' then 3 when '基本满意' then 2 when '满意' then 0 else 1 end, 'word': result} as said
    from led where stage = '评价' and result <> '未反馈'
), given as (
    select id, since, on_day, rater, arg_max(said, (clock, said)) as said from worded group by all
), latest as (
    select d.id, d.since, d.on_day, g.rater, arg_max(g.said, g.on_day) as said
    from (select distinct id, since, on_day from given) d
    join given g on g.id = d.id and g.since = d.since and g.on_day <= d.on_day
    group by all
)
select id, since, on_day, max(said).word as satisfaction from latest group by all;

create temp table change as
select id, since, since as on_day, null::date as due, null::varchar as outcome, null::varchar as satisfaction from tenure
union all select id, since, on_day, due, null, null from deadline
union all select id, since, on_day, null, outcome, null from reply
union all select id, since, on_day, null, null, satisfaction from rating;

create temp table whole as
select id, min(since) as since, any_value(due) as due, any_value(outcome) as outcome, any_value(satisfaction) as satisfaction,
    min(since) = max(since) and count(due) = 1 and count(outcome) <= 1 and count(satisfaction) <= 1 as plain
from change group by id;

-- A first value also holds for the days before it: its own date tells whether it has happened.
create temp table span as
with daily as (
    select id, since, on_day, max(due) as due, max(outcome) as outcome, max(satisfaction) as satisfaction
    from change where id in (select id from whole where not plain) group by all
), filled as (
    select id, since, on_day,
        coalesce(last_value(due ignore nulls) over past, first_value(due ignore nulls) over tenure) as due,
        coalesce(last_value(outcome ignore nulls) over past, first_value(outcome ignore nulls) over tenure) as outcome,
        coalesce(last_value(satisfaction ignore nulls) over past, first_value(satisfaction ignore nulls) over tenure) as satisfaction
    from daily
    window past as (partition by id, since order by on_day rows unbounded preceding),
        tenure as (partition by id, since order by on_day rows between unbounded preceding and unbounded following)
), compared as (
    select *, (since, due, outcome, satisfaction) is distinct from lag((since, due, outcome, satisfaction)) over days as changed
    from filled window days as (partition by id order by on_day)
)
select id, since, due, outcome, satisfaction,
    case when row_number() over days = 1 then date '0001-01-01' else on_day end as span_from,
    coalesce(lead(on_day) over days, date '9999-12-31') as span_to
from compared where changed
window days as (partition by id order by on_day)
union all
select id, since, due, outcome, satisfaction, date '0001-01-01', date '9999-12-31' from whole where plain;

create temp table landmark as
select id,
    min(on_day) filter (stage = '立案') as filed_on, min(on_day) filter (stage = '并案') as merged_on,
    min(on_day) filter (stage = '不予立案') as rejected_on, min(on_day) filter (stage = '转社情民意') as converted_on,
    min(on_day) filter (stage in ('交办', '改派')) as handed_on, min(on_day) filter (stage = '签收' and leads) as accepted_on,
    min(on_day) filter (stage = '预审') as pre_reviewed_on, min(on_day) filter (stage = '复审') as re_reviewed_on,
    min(on_day) filter (stage = '退回补充') as sent_back_on,
    min(on_day) filter (stage = '沟通' and result = '办前') as talked_before_on,
    min(on_day) filter (stage = '沟通' and result = '办中') as talked_during_on,
    min(on_day) filter (stage = '沟通' and result = '办后') as talked_after_on,
    min(on_day) filter (stage = '二次办理') as second_round_on, min(on_day) filter (stage in ('办结', '结案')) as closed_on
from step group by id;

create temp table first_reply as select id, since, min(on_day) as replied_on from reply group by all;
create temp table first_rating as select id, since, min(on_day) as rated_on from rating group by all;

create table proposal as
select
    p.proposal_no as no, p.title, p.proposers, p.category::category as category, p.sector::sector as sector,
    p.proposer_kind::proposer_kind as proposer_kind, p.session::session as session, p.leader::leader as leader,
    p.key, coalesce(nullif(p.body, ''), nullif(getvariable('own_body'), '')) as body, g.id as place, p.submitted_on,
    case when coalesce(p.submitted_from, '') = '' then p.submitted_on end as received_on, -- a borrowed day times nothing
    coalesce(s.span_from, date '0001-01-01') as span_from, coalesce(s.span_to, date '9999-12-31') as span_to,
    t.unit, t.since as assigned_on, s.due as due_on, w.n as due_n, f.replied_on,
    s.outcome::result as outcome, s.satisfaction::result as satisfaction, r.rated_on,
    l.handed_on, l.filed_on, l.merged_on, l.rejected_on, l.converted_on, l.accepted_on, l.second_round_on, l.closed_on,
    l.pre_reviewed_on, l.re_reviewed_on, l.sent_back_on, l.talked_before_on, l.talked_during_on, l.talked_after_on,
    -- left_on: merged, refused or converted after it was handed over, so that nobody has to answer it any more
    list_min(list_filter([l.merged_on, l.rejected_on, l.converted_on], lambda day: day >= l.handed_on)) as left_on,
    coalesce(t.since < h.until, false) as shared, p.text_length, p.measures,
    len(list_filter(regexp_split_to_array(p.keywords, '[、，,；;\s]+'), lambda word: word <> '')) as keywords
from l_proposals p join numbered n using (proposal_no)
left join landmark l on l.id = n.id
left join shared h on h.id = n.id
left join span s on s.id = n.id
left join tenure t on t.id = s.id and t.since = s.since
left join first_reply f on f.id = s.id and f.since = s.since
left join first_rating r on r.id = s.id and r.since = s.since
left join workday w on w.day = s.due
left join l_place g on g.code = p.region
order by p.submitted_on;

create table proposal_event as
select e.proposal_no as no, e.stage::stage as stage, e.on_day, e.clock, coalesce(u.name, e.unit)::unit as unit,
    e.role::role as role, e.result::result as result, e.due_on, e.rater, e.score, e.note
from l_proposal_events e left join unit_named u on u.no = e.unit;
