-- What members do, one row a thing that is recorded of one member, wherever it is recorded: nothing is typed twice. A
-- meeting of which a record of duty tells more about the same member is taken from that record. ``case_no`` and
-- ``case_place``: what it concerns, and where that lies; ``no``: the number of the row that it was taken from. ``level``:
-- of a proposal 个人, 联名 or 集体; of a meeting its form, of a use of a report who used it, of an action what was done, of a duty what it comes from.
create temp table done as
with filed as (
    select proposal_no as no, min(on_day) as on_day from l_proposal_events where stage = '立案' group by 1
), judged as (
    select proposal_no as no, result, min(on_day) as on_day from l_proposal_events
    where stage = '提案质量评价' and result is not null group by all
), wrote as (
    select distinct bulletin_no, trim(unnest(regexp_split_to_array(members, '[、；;,，]'))) as member_no
    from l_bulletins where members is not null
), acted as (
    select distinct record_no, trim(unnest(regexp_split_to_array(members, '[、；;,，]'))) as member_no
    from l_programme_records where members is not null
), proposed as (
    select distinct m.proposal_no as no, m.member_no, m.role, p.title, g.id as place, p.submitted_on, p.key,
        case when coalesce(p.proposer_kind, '委员') <> '委员' then '集体'
            when bool_or(m.role = '联名') over (partition by m.proposal_no) then '联名' else '个人' end as manner
    from l_proposal_members m join l_proposals p using (proposal_no) left join l_place g on g.code = p.region
), told as (
    select distinct origin_no, member_no from l_duties where origin = '协商' and origin_no is not null
)
select '提案' as source, no, no as case_no, place as case_place, title, member_no, '提案' as kind, role, manner as level,
    null as attendance, submitted_on as held_on, null::double as amount
from proposed
union all select '提案办理', p.no, p.no, p.place, p.title, p.member_no, '提案立案', p.role, p.manner, null, f.on_day, null
from proposed p join filed f using (no)
union all select '提案', no, no, place, title, member_no, '重点提案', role, manner, null, submitted_on, null
from proposed where key
union all
select '提案办理', p.no, p.no, p.place, p.title, p.member_no, '提案评为' || j.result, p.role, p.manner, null, j.on_day, null
from proposed p join judged j using (no)
union all select '协商参会', c.consultation_no, c.consultation_no, g.id, c.title, a.member_no, '协商活动', null, c.form, null, c.held_on, null
from (select distinct consultation_no, member_no from l_consultation_members) a
join l_consultations c using (consultation_no) left join l_place g on g.code = c.region
anti join told t on t.origin_no = a.consultation_no and t.member_no = a.member_no
union all select '民情', v.voice_no, v.voice_no, g.id, v.title, v.member_no, '民情', null, v.channel, null, v.on_day, null
from l_voices v left join l_place g on g.code = v.region where v.member_no is not null
union all select '社情民意信息', b.bulletin_no, b.bulletin_no, g.id, b.title, w.member_no, '社情民意信息', null, null, null, b.submitted_on, null
from wrote w join l_bulletins b using (bulletin_no) left join l_place g on g.code = b.region
union all select '信息采用', b.bulletin_no, b.bulletin_no, g.id, b.title, w.member_no, '信息采用', u.mode, u.level, null, u.used_on, null
from wrote w join l_bulletins b using (bulletin_no) join l_bulletin_uses u using (bulletin_no)
left join l_place g on g.code = b.region
union all select '联系群众', c.contact_no, c.contact_no, g.id, null, c.member_no, '联系群众', c.kind, null, null, c.held_on, c.people
from l_contacts c left join l_place g on g.code = c.region where c.present is distinct from false
union all select '行动记录', r.record_no, r.record_no, g.id, coalesce(r.effect, r.measure), w.member_no, '行动', null, r.measure, null, r.held_on, null
from acted w join l_programme_records r using (record_no) left join l_place g on g.code = r.region
union all select '学习学分', credit_no, credit_no, null, course, member_no, '学习', mode, null, null, held_on, points from l_credits
union all select '履职记录', d.duty_no, coalesce(d.origin_no, d.duty_no), coalesce(k.place, h.place), coalesce(k.title, h.title), d.member_no,
    d.kind, d.role, d.origin, d.attendance, d.held_on, null
from l_duties d
left join (
    select c.subject, c.no, any_value(c.title) as title, any_value(s.place) as place
    from case_place c left join place_set s using (places) group by all
) k on k.subject = d.origin and k.no = d.origin_no
left join (
    select a.no, s.name as title, s.place from activity a join station s on s.no = a.station_no
) h on d.origin = '活动' and h.no = d.origin_no;

create type duty_kind as enum (select distinct kind from (select kind from done union all select '') order by 1);

-- Every sort of record: what rules tell apart. Its number comes from its words, so that it stays with them.
create temp table sort_of as
select (md5_number_lower(concat_ws(chr(31), kind, coalesce(role, chr(30)), coalesce(level, chr(30)), coalesce(attendance, chr(30)))) >> 1)::bigint as sort,
    kind, role, level, attendance
from (select distinct kind, role, level, attendance from done);

create table duty_record as
select
    d.source, d.no, d.case_no, d.case_place, d.title, s.sort, d.kind::duty_kind as kind, d.role, d.level, d.attendance,
    d.held_on, d.amount, m.no as member_no, m.name, m.sector, m.committee, m.post, m.place, m.term_from, m.term_to
from done d
join sort_of s on s.kind = d.kind and s.role is not distinct from d.role and s.level is not distinct from d.level
    and s.attendance is not distinct from d.attendance
join member m on m.no = d.member_no
where d.held_on is not null
order by m.no, d.held_on;

create table duty_sort as
select sort, any_value(kind)::varchar as kind, any_value(role) as role, any_value(level) as level, any_value(attendance) as attendance
from duty_record group by sort;

create table credit as
select
    c.credit_no as no, c.member_no, m.name, c.course, c.mode, c.held_on, c.points, c.entered_by, c.approved_by, c.approved_on,
    m.sector, m.committee, m.post, m.place, m.term_from, m.term_to
from l_credits c join member m on m.no = c.member_no
where c.held_on is not null;

-- What members are good at, with its ground.
create table member_tag as
select t.member_no as no, m.name, m.sector, m.committee, m.post, m.place, m.term_from, m.term_to, m.employer, t.kind, t.tag, t.ground
from l_member_tags t join member m on m.no = t.member_no;

-- Who keeps in touch with whom: with a member (``member_no``), a region (``place``) or something else by its name.
create table relation as
select
    r.kind, r.from_no, f.name as from_name, f.place as from_place, r.to_no, coalesce(t.name, g.name, r.to_no) as to_name, t.no as member_no,
    case when t.no is not null then t.place else coalesce(g.id, f.place) end as place,
    case when t.no is not null then t.sector else f.sector end as sector,
    case when t.no is not null then t.committee else f.committee end as committee,
    case when t.no is not null then t.post else f.post end as post, t.term_from, t.term_to, r.since, r.until
from l_relations r
left join member f on f.no = r.from_no left join member t on t.no = r.to_no
left join region g on t.no is null and (g.code = r.to_no);
