-- A proposal's life as spans of days in which its lead unit, due date, outcome and rating stand still:
-- exactly one span holds on any day. What happens once (filed, replied, …) is a date compared with the day asked for.
create temp table stage_rank as select unnest(['提交','审查','立案','并案','不予立案','转社情民意','退回补充','交办','签收','退办','改派','沟通','延期','答复','评价','提案质量评价','二次办理','办结','结案','回头看']) as stage, unnest(range(20)) as rank;

-- A tenure is the time one lead unit holds a proposal: it begins with that unit's 交办 or 改派.
create temp table ordered as
with marked as (
    select e.proposal_no, e.stage, e.unit, e.result, e.due_on, coalesce(e.rater, '') as rater, e.on_day, e.clock,
        coalesce(r.rank, 99) as rank, e.stage in ('交办', '改派') and coalesce(e.role, '主办') = '主办' as leads
    from l_proposal_events e left join stage_rank r on r.stage = e.stage
    where e.on_day is not null
), taken as (
    select *, leads and (row_number() over lead_order = 1 or unit is distinct from lag(unit) over lead_order) as takes
    from marked
    window lead_order as (partition by proposal_no, leads order by on_day, rank, clock)
)
select *, sum(takes::int) over (partition by proposal_no order by on_day, rank, clock rows unbounded preceding) as tenure
from taken;

create temp table tenure as
select o.proposal_no, o.tenure, any_value(o.unit) filter (takes) as unit, min(on_day) filter (takes) as assigned_on
from ordered o where tenure > 0 and leads group by all;

create temp table reply as
select o.proposal_no, o.tenure, o.on_day, arg_max(o.result, o.clock) as outcome
from ordered o join tenure t using (proposal_no, tenure)
where o.stage = '答复' and (o.unit is null or t.unit is null or o.unit = t.unit)
group by all;

-- 交办 without a date gets the limit in calendar months; 延期 without a date the extended one.
create temp table deadline as
select o.proposal_no, o.on_day, arg_max(
    case
        when o.due_on is not null then o.due_on
        when o.stage = '延期' then (t.assigned_on + to_months(rule.proposal_extended_months::int))::date
        else (t.assigned_on + to_months(rule.proposal_months::int))::date
    end, (o.rank, o.clock)) as due
from ordered o join tenure t using (proposal_no, tenure), rule
where (o.leads and (o.takes or o.due_on is not null)) or o.stage = '延期'
group by all;

-- On each day with a rating: the worst of every rater's latest word. 未反馈 is not a rating.
create temp table rating as
with given as (
    select o.proposal_no, o.on_day, o.clock, o.rater, o.result
    from ordered o left join tenure t using (proposal_no, tenure)
    where o.stage = '评价' and o.result is not null and o.result <> '未反馈'
        and (o.unit is null or t.unit is null or o.unit = t.unit)
), latest as (
    select d.proposal_no, d.on_day, g.rater, arg_max(g.result, (g.on_day, g.clock)) as result
    from (select distinct proposal_no, on_day from given) d
    join given g on g.proposal_no = d.proposal_no and g.on_day <= d.on_day
    group by all
)
select proposal_no, on_day, arg_max(result, case result when '不满意' then 3 when '基本满意' then 2 when '满意' then 0 else 1 end) as satisfaction
from latest group by all;

create temp table span as
with change as (
    select proposal_no, on_day, max(tenure) as tenure, max(due) as due, max(outcome) as outcome, max(satisfaction) as satisfaction
    from (
        select proposal_no, assigned_on as on_day, tenure, null::date as due, null::varchar as outcome, null::varchar as satisfaction from tenure
        union all select proposal_no, on_day, null, due, null, null from deadline
        union all select proposal_no, on_day, null, null, outcome, null from reply
        union all select proposal_no, on_day, null, null, null, satisfaction from rating
    ) group by all
), filled as (
    -- A first value also holds for the days before it: its own date tells whether it has happened.
    select proposal_no, on_day,
        coalesce(last_value(tenure ignore nulls) over past, first_value(tenure ignore nulls) over whole) as tenure,
        coalesce(last_value(due ignore nulls) over past, first_value(due ignore nulls) over whole) as due,
        coalesce(last_value(outcome ignore nulls) over past, first_value(outcome ignore nulls) over whole) as outcome,
        coalesce(last_value(satisfaction ignore nulls) over past, first_value(satisfaction ignore nulls) over whole) as satisfaction
    from change
    window past as (partition by proposal_no order by on_day rows unbounded preceding),
        whole as (partition by proposal_no order by on_day rows between unbounded preceding and unbounded following)
), compared as (
    select *, row_number() over days = 1 or (tenure, due, outcome, satisfaction) is distinct from lag((tenure, due, outcome, satisfaction)) over days as changed
    from filled window days as (partition by proposal_no order by on_day)
)
select proposal_no, tenure, due, outcome, satisfaction,
    case when row_number() over days = 1 then date '0001-01-01' else on_day end as span_from,
    coalesce(lead(on_day) over days, date '9999-12-31') as span_to
from compared where changed
window days as (partition by proposal_no order by on_day);

create temp table landmark as
select proposal_no,
    min(on_day) filter (stage = '立案') as filed_on, min(on_day) filter (stage = '并案') as merged_on,
    min(on_day) filter (stage = '不予立案') as rejected_on, min(on_day) filter (stage = '转社情民意') as converted_on,
    min(on_day) filter (stage = '交办') as handed_on, min(on_day) filter (stage = '签收') as accepted_on,
    min(on_day) filter (stage = '二次办理') as second_round_on, min(on_day) filter (stage in ('办结', '结案')) as closed_on
from ordered group by all;

create temp table first_reply as select proposal_no, tenure, min(on_day) as replied_on from reply group by all;
create temp table first_rating as select proposal_no, min(on_day) as rated_on from rating group by all;

create table proposal as
select
    p.proposal_no as no, p.title, p.proposers, p.category::category as category, p.sector::sector as sector,
    p.proposer_kind::proposer_kind as proposer_kind, p.session::session as session, p.leader::leader as leader,
    p.key, g.id as place, p.submitted_on,
    coalesce(s.span_from, date '0001-01-01') as span_from, coalesce(s.span_to, date '9999-12-31') as span_to,
    coalesce(u.name, t.unit)::unit as unit, t.assigned_on, s.due as due_on, w.n as due_n, f.replied_on,
    s.outcome::result as outcome, s.satisfaction::result as satisfaction, r.rated_on,
    l.handed_on, l.filed_on, l.merged_on, l.rejected_on, l.converted_on, l.accepted_on, l.second_round_on, l.closed_on
from l_proposals p
left join span s on s.proposal_no = p.proposal_no
left join tenure t on t.proposal_no = s.proposal_no and t.tenure = s.tenure
left join first_reply f on f.proposal_no = s.proposal_no and f.tenure = s.tenure
left join first_rating r on r.proposal_no = p.proposal_no
left join landmark l on l.proposal_no = p.proposal_no
left join unit_name u on u.unit_no = t.unit
left join workday w on w.day = s.due
left join l_place g on g.code = p.region
order by p.submitted_on, p.proposal_no, s.span_from;

create table proposal_event as
select e.proposal_no as no, e.stage::stage as stage, e.on_day, e.clock, coalesce(u.name, e.unit)::unit as unit,
    e.role::role as role, e.result::result as result, e.due_on
from l_proposal_events e left join unit_name u on u.unit_no = e.unit;
