-- A meeting of several regions is one row here and one row a region in meeting_place.
create table meeting as
select
    c.consultation_no as no, c.title, f.id as phrase, c.platform::platform as platform, c.form::form as form,
    c.channel::channel as channel, c.category::category as category, g.id as place, c.station_no, c.held_on,
    c.member_visits, c.public_visits, c.leader_visits,
    false as cross_region
from l_consultations c left join l_place g on g.code = c.region left join phrase f on f.text = c.title;

create table meeting_place as
select c.consultation_no as no, g.id as place
from l_consultations c left join l_place g on g.code = c.region
union
select x.no, g.id from (
    select consultation_no as no, trim(unnest(regexp_split_to_array(partner_regions, '[、；;,，]'))) as code from l_consultations where partner_regions is not null
) x join l_place g on g.code = x.code;

update meeting set cross_region = true where no in (select no from meeting_place group by no having count(place) > 1);

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
    p.plan_no as no, p.year, p.kind, p.title, g.id as place,
    coalesce(p.planned_on, make_date(p.year::int, 12, 31)) as planned_on, p.done_no,
    coalesce(c.held_on, x.opened_on, a.held_on) as done_on
from l_plans p left join l_place g on g.code = p.region
left join l_consultations c on c.consultation_no = p.done_no
left join l_supervisions x on x.matter_no = p.done_no
left join l_activities a on a.activity_no = p.done_no
where p.year between 1900 and 2200;

-- A suggestion counts where its meeting, matter or proposal does. Where signings are recorded at all, one is due.
create table suggestion as
with signing as (
    select suggestion_no as no, min(held_on) as signed_on from l_follow_ups
    where kind in (select kind from tellers where tells = 'signed') and held_on is not null group by 1
)
select
    s.suggestion_no as no, s.text, f.id as phrase, s.origin::origin as origin, s.origin_no,
    coalesce(u.name, s.unit)::unit as unit,
    m.platform, m.form, m.channel, coalesce(m.category, x.category::category, p.category::category) as category,
    s.raised_on, s.due_on, s.replied_on, s.adoption::adoption as adoption, s.implemented_on,
    g.signed_on, case when exists(from signing) then sign_limit(s.raised_on) end as sign_due_on
from l_suggestions s
left join unit_name u on u.unit_no = s.unit
left join meeting m on s.origin = '协商' and m.no = s.origin_no
left join l_supervisions x on s.origin = '监督' and x.matter_no = s.origin_no
left join l_proposals p on s.origin = '提案' and p.proposal_no = s.origin_no
left join phrase f on f.text = s.text
left join signing g on g.no = s.suggestion_no;

create table suggestion_rating as
select suggestion_no as no, held_on as rated_on, result from l_follow_ups
where kind in (select kind from tellers where tells = 'rated') and held_on is not null and result is not null;

create table suggestion_place as
select s.no, m.place from suggestion s left join meeting_place m on m.no = s.origin_no where s.origin = '协商'
union all
select s.no, g.id from suggestion s left join l_supervisions x on x.matter_no = s.origin_no
    left join l_place g on g.code = x.region where s.origin = '监督'
union all
select s.no, g.id from suggestion s left join l_proposals p on p.proposal_no = s.origin_no
    left join l_place g on g.code = p.region where s.origin = '提案'
union all
select no, null from suggestion where origin is null or origin not in ('协商', '监督', '提案');
