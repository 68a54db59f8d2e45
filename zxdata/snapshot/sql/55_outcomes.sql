-- What is rated, endorsed, linked or assisted belongs where its case does: ``case_place`` names the set of places.
create table output as
select
    o.output_no as no, o.title, o.kind, o.origin, o.origin_no, coalesce(g.id, m.places, x.place, 0) as places,
    o.lead, o.issued_on, o.sent_to, o.selected
from l_outputs o
left join l_place g on g.code = o.region
left join meeting m on o.origin = '协商' and m.no = o.origin_no
left join origin_case x on x.origin = o.origin and x.no = o.origin_no
where o.issued_on is not null;

-- A topic's way: when it was settled, planned, marked by leaders, sent back, and when it was first consulted about.
create table topic as
with way as (
    select topic_no, min(on_day) filter (stage = '商议') as discussed_on, min(on_day) filter (stage = '审议') as deliberated_on, min(on_day) filter (stage = '确定') as settled_on,
        min(on_day) filter (stage in ('圈题', '点题')) as marked_on, min(on_day) filter (stage = '列入计划') as planned_on,
        min(on_day) filter (stage = '退回') as sent_back_on
    from l_topic_events where on_day is not null group by topic_no
), met as (
    select l.from_no, min(greatest(m.held_on, l.linked_on)) as consulted_on
    from l_links l join meeting m on l.to_kind = '协商' and m.no = l.to_no
    where l.from_kind = '议题' and l.linked_on is not null group by l.from_no
)
select
    t.topic_no as no, t.title, t.channel, t.category,
    coalesce(nullif(t.body, ''), nullif(getvariable('own_body'), '')) as body, coalesce(g.id, 0) as places, t.raised_on, w.discussed_on, w.deliberated_on,
    w.settled_on, w.marked_on, w.planned_on, w.sent_back_on, met.consulted_on
from l_topics t left join l_place g on g.code = t.region left join way w using (topic_no)
left join met on met.from_no = t.topic_no
where t.raised_on is not null;

-- Every case once, for what only names it by its kind and number: a case made of several spans by the last. ``unit``: who
-- is in charge of a matter, known from ``unit_since`` on.
create view case_place as
select
    '协商' as subject, no, title, places, platform::varchar as platform, form::varchar as form, null::varchar as unit,
    null::date as unit_since
from meeting
union all
select '监督', no, title, coalesce(place, 0), null, form::varchar, unit::varchar, unit_since
from matter where span_to = date '9999-12-31'
union all select '提案', no, title, coalesce(place, 0), null, null, null, null from proposal where span_to = date '9999-12-31'
union all select '建议', no, text, places, platform::varchar, form::varchar, null, null from suggestion
union all select '成果', no, title, places, null, null, null, null from output
union all
select '民情', v.no, v.title, coalesce(w.places, v.place, 0), null, null, null, null
from telling v left join (select no, arg_max(places, span_from) as places from voice group by no) w using (no)
union all select '信息', no, title, coalesce(place, 0), null, null, null, null from bulletin
union all select '议题', no, title, places, null, null, null, null from topic;

-- Of several ratings of a case by the same rater in the same aspect the last one holds: ``rated_to``.
create table rating as
select
    r.subject, r.subject_no as no, c.title, c.platform, c.form, coalesce(c.places, 0) as places, r.side, r.aspect, r.rated_on,
    coalesce(lead(r.rated_on) over (
        partition by r.subject, r.subject_no, r.side, r.aspect, r.rater order by r.rated_on
    ), date '9999-12-31') as rated_to,
    r.score, r.result, r.rater, r.rater_unit, c.unit, c.unit_since
from l_ratings r left join case_place c on c.subject = r.subject and c.no = r.subject_no
where r.rated_on is not null;

-- ``origin``: the kind of case that was endorsed, for an output that of what it is from.
create table endorsement as
select
    e.endorsement_no as no, e.subject, e.subject_no, c.title, coalesce(c.places, 0) as places,
    case when e.subject = '成果' then o.origin else e.subject end as origin, e.rank, e.given_on, e.post, e.result
from l_endorsements e
left join case_place c on c.subject = e.subject and c.no = e.subject_no
left join output o on e.subject = '成果' and o.no = e.subject_no
where e.given_on is not null;

-- ``origin``: the kind of case that it began with, for a suggestion or an output that of what it is from.
create table link as
select
    l.from_kind, l.from_no, c.title, coalesce(c.places, 0) as places,
    case l.from_kind when '建议' then s.origin::varchar when '成果' then o.origin else l.from_kind end as origin,
    l.to_kind, l.to_no, l.linked_on, l.manner
from l_links l
left join case_place c on c.subject = l.from_kind and c.no = l.from_no
left join suggestion s on l.from_kind = '建议' and s.no = l.from_no
left join output o on l.from_kind = '成果' and o.no = l.from_no
where l.linked_on is not null;

create table partner as
select
    p.subject, p.subject_no as no, c.title, coalesce(c.places, 0) as places, p.name, p.role, p.desk, p.minutes_on,
    p.replied_on, coalesce(m.held_on, x.opened_on) as since
from l_partners p
left join case_place c on c.subject = p.subject and c.no = p.subject_no
left join meeting m on p.subject = '协商' and m.no = p.subject_no
left join matter x on p.subject = '监督' and x.no = p.subject_no and x.span_to = date '9999-12-31';
