-- A meeting of several regions belongs to all of them: ``place_set`` holds each different set of places once, and a row
-- names its set. The set of one place has that place's number; 0 stands for no known place.
create temp table joint as
select no, list(distinct place order by place) as list from (
    select c.consultation_no as no, coalesce(g.id, 0) as place
    from l_consultations c left join l_place g on g.code = c.region where c.partner_regions is not null
    union all
    select x.no, g.id from (
        select consultation_no as no, trim(unnest(regexp_split_to_array(partner_regions, '[、；;,，]'))) as code
        from l_consultations where partner_regions is not null
    ) x join l_place g on g.code = x.code
) group by no;

create temp table joint_set as
select list, ((select coalesce(max(id), 0) from l_place) + row_number() over (order by list))::int as places
from (select distinct list from joint where len(list) > 1);

create table place_set as
select id as places, id as place from l_place
union all select 0, null
union all select places, nullif(unnest(list), 0) from joint_set;

-- suggested_on: when the first suggestion of the meeting was raised.
create table meeting as
with raised as (
    select origin_no as no, min(raised_on) as suggested_on from l_suggestions where origin = '协商' group by origin_no
)
select
    c.consultation_no as no, c.title, f.id as phrase, c.platform::platform as platform, c.form::form as form,
    c.channel::channel as channel, c.category::category as category, coalesce(nullif(c.body, ''), nullif(getvariable('own_body'), '')) as body, g.id as place,
    coalesce(w.places, g.id, 0) as places, c.station_no, c.held_on, c.member_visits, c.public_visits, c.leader_visits,
    c.solved, c.expert_visits, c.business_visits, c.planned, c.chief_attended, c.outside_partners,
    coalesce(len(list_filter(j.list, lambda place: place > 0)) > 1, false) as cross_region, r.suggested_on
from l_consultations c left join l_place g on g.code = c.region left join phrase f on f.text = c.title
left join joint j on j.no = c.consultation_no left join joint_set w on w.list = j.list
left join raised r on r.no = c.consultation_no;

-- The steps of the method that holds for a meeting: its platform's, else its region's. A meeting of which no step was
-- recorded has no rows: that nothing is known of it does not make it late.
create table meeting_step as
with followed as (
    select c.consultation_no as no, c.held_on, coalesce(o.method, i.method) as method
    from l_consultations c left join method_on o on o.platform = c.platform left join method_in i on i.code = c.region
    where c.consultation_no in (select consultation_no from l_consultation_steps)
)
select f.no, f.method, s.n, s.step, (f.held_on + s.days)::date as due_on, min(d.done_on) as done_on
from followed f join method_step s on s.method = f.method
left join l_consultation_steps d on d.consultation_no = f.no and d.step = s.step
group by f.no, f.method, s.n, s.step, f.held_on, s.days;

-- Recorded steps that the meeting's method does not have.
create table meeting_stray as
select d.consultation_no as no, d.step, d.done_on
from l_consultation_steps d anti join meeting_step s on s.no = d.consultation_no and s.step = d.step;

create table attendance as
select distinct a.consultation_no as no, a.member_no from l_consultation_members a;

-- A plan without a day is due by the end of its year; one plan is done by the meeting or matter that it names.
create table plan as
select
    p.plan_no as no, p.year, p.kind, p.title, p.form,
    coalesce(nullif(p.body, ''), nullif(getvariable('own_body'), '')) as body, g.id as place,
    coalesce(p.planned_on, make_date(p.year::int, 12, 31)) as planned_on, p.done_no,
    coalesce(c.held_on, x.opened_on, a.held_on) as done_on
from l_plans p left join l_place g on g.code = p.region
left join meeting c on c.no = p.done_no
left join matter x on x.no = p.done_no and x.span_to = date '9999-12-31'
left join activity a on a.no = p.done_no
where p.year between 1900 and 2200;

-- What suggestions and outputs take from the matter or proposal that they come from.
create view origin_case as
select '监督' as origin, no, form, channel, category, leader, body, place from matter where span_to = date '9999-12-31'
union all select '提案', no, null, null, category, leader, body, place from proposal where span_to = date '9999-12-31';

-- What happens to suggestions after the answer: dispatches, reports, assessments, looks back.
create table follow_up as
select suggestion_no as no, kind, held_on, result from l_follow_ups where held_on is not null;

-- A suggestion counts where its meeting, matter or proposal does. Without a due date it gets the limit of the rules;
-- where signings are recorded at all, one is due. Adoption is told with the reply, without one from the start:
-- adopted_on 采纳, heeded_on 采纳或部分采纳, fulfilled_on heeded and carried out.
-- (A table of its own: over some millions of rows DuckDB 2.0 waits for ever on a CTE that is read twice.)
create temp table signing as
select suggestion_no as no, min(held_on) as signed_on from l_follow_ups
where kind in (select kind from tellers where tells = 'signed') and held_on is not null group by 1;

create table suggestion as
with told as (
    select *, coalesce(due_on, suggestion_limit(raised_on)) as due, coalesce(replied_on, raised_on) as told_on,
        adoption in ('采纳', '部分采纳') as heeded
    from l_suggestions
)
select
    s.suggestion_no as no, s.text, f.id as phrase, s.origin::origin as origin,
    s.origin_no, coalesce(u.name, s.unit)::unit as unit, m.platform,
    coalesce(m.form, x.form) as form, coalesce(m.channel, x.channel) as channel,
    coalesce(m.category, x.category) as category, x.leader,
    coalesce(m.body, x.body, nullif(getvariable('own_body'), '')) as body, coalesce(m.places, x.place, 0) as places,
    s.raised_on, s.due as due_on, w.n as due_n, s.replied_on, s.adoption::adoption as adoption, s.implemented_on,
    case when s.adoption = '采纳' then s.told_on end as adopted_on, case when s.heeded then s.told_on end as heeded_on,
    case when s.heeded and s.implemented_on is not null then greatest(s.told_on, s.implemented_on) end as fulfilled_on,
    g.signed_on, case when exists(from follow_up where kind in (select kind from tellers where tells = 'signed'))
        then sign_limit(s.raised_on) end as sign_due_on
from told s
left join workday w on w.day = s.due
left join unit_named u on u.no = s.unit
left join meeting m on s.origin = '协商' and m.no = s.origin_no
left join origin_case x on x.origin = s.origin and x.no = s.origin_no
left join phrase f on f.text = s.text
left join signing g on g.no = s.suggestion_no;

-- A suggestion once for each of its ratings, which holds from its day until the next: on any day at most one does.
create table rated as
select
    s.no, s.text, s.origin, s.origin_no, s.unit, s.platform, s.form, s.channel, s.category, s.body, s.places,
    s.raised_on,
    s.replied_on, s.adoption, s.implemented_on, f.held_on as rated_on, f.result as rating,
    coalesce(lead(f.held_on) over (partition by s.no order by f.held_on, f.kind), date '9999-12-31') as rated_to
from l_follow_ups f join suggestion s on s.no = f.suggestion_no
where f.kind in (select kind from tellers where tells = 'rated') and f.held_on is not null and f.result is not null;
