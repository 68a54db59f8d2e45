-- Which voice each one was merged into, and since when: none before both are raised, and one without a day from then on.
-- One that names a voice that is not there, or would close a circle, is not merged; what was merged before stays so.
create temp table voice_merge as
with recursive linked as (
    select from_no as no, to_no, min(linked_on) as on_day from l_links
    where from_kind = '民情' and to_kind = '民情' and linked_on is not null group by all
), told as (
    select v.voice_no as no, coalesce(v.merged_into, arg_min(l.to_no, (l.on_day, l.to_no))) as into_no,
        coalesce(min(l.on_day), date '0001-01-01') as on_day
    from l_voices v left join linked l on l.no = v.voice_no and l.to_no = coalesce(v.merged_into, l.to_no)
    group by v.voice_no, v.merged_into
), dated as (
    select t.no, t.into_no, greatest(t.on_day, v.on_day, w.on_day) as on_day
    from told t join l_voices v on v.voice_no = t.no join l_voices w on w.voice_no = t.into_no where t.into_no <> t.no
), way as (
    select no, into_no as reached, on_day, 1 as steps from dated
    union all
    select w.no, d.into_no, greatest(w.on_day, d.on_day), w.steps + 1
    from way w join dated d on d.no = w.reached where w.steps < 30 and w.reached <> w.no
)
select d.no, d.into_no, d.on_day
from dated d left join way c on c.no = d.no and c.reached = d.no where coalesce(d.on_day < c.on_day, true);

-- Every voice that another one has come into, directly or through others in between, and since when.
create temp table voice_within as
with recursive way as (
    select no, into_no, on_day, 1 as steps from voice_merge
    union all
    select w.no, m.into_no, greatest(w.on_day, m.on_day), w.steps + 1
    from way w join voice_merge m on m.no = w.into_no where w.steps < 30
)
select no, into_no, on_day from way;

create temp table voice_event as
select voice_no as no, stage, on_day, clock, unit, result, score from l_voice_events where on_day is not null;

-- A voice's life as spans: 退回 undoes what was submitted and done, a voice merged into it widens where it belongs, and
-- its own merger ends it. Exactly one span holds on any day; ``undone`` is the hour of the last 退回 before it.
create temp table voice_span as
with cut as (
    select voice_no as no, date '0001-01-01' as span_from, timestamp '0001-01-01' as undone from l_voices
    union all select no, on_day, max(clock) from voice_event where stage = '退回' group by all
    union all select into_no, on_day, null from voice_within where on_day > date '0001-01-01' group by all
), day as (
    select no, span_from, max(undone) as undone from cut group by no, span_from
), span as (
    select no, span_from, max(undone) over (partition by no order by span_from) as undone,
        coalesce(lead(span_from) over (partition by no order by span_from), date '9999-12-31') as span_to
    from day
)
select s.no, s.span_from, s.undone, case when m.on_day < s.span_to then m.on_day else s.span_to end as span_to
from span s left join voice_merge m on m.no = s.no
where coalesce(m.on_day > s.span_from, true);

-- Where a span of a voice into which others were merged belongs: to all their places.
create temp table voice_joint as
with told as (
    select s.no, s.span_from, unnest([coalesce(g.id, 0), coalesce(h.id, 0)]) as place
    from voice_span s join voice_within r on r.into_no = s.no and r.on_day <= s.span_from
    join l_voices v on v.voice_no = s.no left join l_place g on g.code = v.region
    join l_voices w on w.voice_no = r.no left join l_place h on h.code = w.region
)
select no, span_from, list(distinct place order by place) as list from told group by all having count(distinct place) > 1;

create temp table voice_joint_set as
select n.list, ((select max(places) from place_set) + row_number() over (order by n.list))::int as places
from (select distinct list from voice_joint anti join joint_set using (list)) n
union all select list, places from joint_set semi join voice_joint using (list);

insert into place_set
select places, nullif(unnest(list), 0) from voice_joint_set anti join joint_set using (list);

-- What happened in each span: the first of each kind after what was undone. Who has handled it had it submitted.
create temp table voice_way as
select
    s.no, s.span_from, min(e.on_day) filter (e.stage in ('提交', '签收', '反馈', '办结')) as submitted_on,
    min(e.on_day) filter (e.stage = '签收') as accepted_on, min(e.clock) filter (e.stage = '提交') as submitted_at,
    min(e.clock) filter (e.stage = '签收') as accepted_at, min(e.clock) filter (e.stage in ('反馈', '办结')) as replied_at,
    min(e.on_day) filter (e.stage = '办结') as handled_on, min(e.on_day) filter (e.stage = '不予受理') as refused_on,
    min(e.on_day) filter (e.stage = '反馈' and e.result is not null) as told_on,
    arg_min(e.result, e.clock) filter (e.stage = '反馈') as told,
    min(e.on_day) filter (e.stage = '办结' and e.result is not null) as done_on,
    arg_min(e.result, e.clock) filter (e.stage = '办结') as done,
    min(e.on_day) filter (e.stage = '评价' and e.result is not null) as rated_on,
    arg_min(e.result, e.clock) filter (e.stage = '评价') as satisfaction
from voice_span s join voice_event e on e.no = s.no and e.clock > s.undone and e.on_day < s.span_to
group by s.no, s.span_from;

-- The three lists: a question of the public, chosen by a branch, taken up by a member, solved.
create temp table voice_list as
select
    no, min(on_day) filter (stage = '选题') as chosen_on, min(on_day) filter (stage = '领题') as taken_on,
    min(on_day) filter (stage = '解题') as solved_on, min(on_day) filter (stage = '退回') as sent_back_on,
    arg_min(unit, clock) filter (unit is not null) as unit, min(on_day) filter (unit is not null) as unit_since
from voice_event group by no;

-- What a voice, or any that is merged into it in the span, became: directly, or through a report, a topic or a meeting in
-- between.
create temp table voice_became as
with recursive way as (
    select from_no as no, to_kind, to_no, linked_on, 1 as steps from l_links
    where from_kind = '民情' and to_kind <> '民情' and linked_on is not null
    union all
    select w.no, l.to_kind, l.to_no, greatest(w.linked_on, l.linked_on), w.steps + 1
    from way w join l_links l on l.from_kind = w.to_kind and l.from_no = w.to_no
    where l.linked_on is not null and w.to_kind in ('信息', '议题', '协商', '建议', '成果') and w.steps < 5
), joined as (
    select voice_no as no, voice_no as part, date '0001-01-01' as on_day from l_voices
    union all select into_no, no, on_day from voice_within
)
select
    s.no, s.span_from, min(linked_on) filter (to_kind = '信息') as to_bulletin_on,
    min(linked_on) filter (to_kind = '协商') as to_consultation_on, min(linked_on) filter (to_kind = '提案') as to_proposal_on,
    min(linked_on) filter (to_kind = '监督') as to_supervision_on, min(linked_on) as converted_on
from voice_span s join joined p on p.no = s.no and p.on_day <= s.span_from join way w on w.no = p.part
group by s.no, s.span_from;

-- ``received_at``: from when a reply is waited for. ``worked``: working days gone by then, and their parts.
create temp table voice_due as
with allowed as (
    select w.channel, w.grade, arg_min({'workdays': l.workdays, 'hours': l.hours, 'exact': l.exact}, l.n) as rule
    from (select distinct channel, grade from l_voices) w
    join voice_limits l on (l.channel is null or l.channel = w.channel) and (l.grade is null or l.grade = w.grade)
    group by w.channel, w.grade
), begun as (
    select s.no, s.span_from, v.due_on, a.rule,
        case (select starts from voice_rule) when '提交' then coalesce(w.submitted_at, w.accepted_at, w.replied_at)
            when '签收' then coalesce(w.accepted_at, w.replied_at) else v.clock end as received_at
    from voice_span s join l_voices v on v.voice_no = s.no
    left join voice_way w on w.no = s.no and w.span_from = s.span_from
    left join allowed a on a.channel is not distinct from v.channel and a.grade is not distinct from v.grade
), counted as (
    select b.*, d.n, work_done(d.n, d.is_work, b.received_at) as worked
    from begun b left join workday d on d.day = b.received_at::date
)
select c.no, c.span_from, c.received_at, c.worked,
    case when c.due_on is not null then end_of(c.due_on)
        when c.received_at is null then null
        when c.rule.hours is not null then c.received_at + to_seconds(c.rule.hours * 3600)
        when c.rule.exact then reached.day + to_seconds((c.worked + c.rule.workdays - reached.n + 1) * 86400)
        when c.rule.workdays is not null then end_of(whole.day)
        else end_of(voice_limit(c.received_at::date)) end as due_at
from counted c
left join nth reached on reached.n = ceil(c.worked + c.rule.workdays)::int
left join nth whole on whole.n = (c.n + c.rule.workdays)::int;

create table voice as
with dated as (
    select d.*, (d.due_at - interval 1 microsecond)::date as due_on, (d.due_at + interval 1 microsecond)::date as overdue_on, w.replied_at,
        (select starts from voice_rule) = '反映' as at_once
    from voice_due d left join voice_way w using (no, span_from)
)
select
    v.voice_no as no, v.title, v.text, v.channel::channel as channel, v.category::category as category, v.grade::grade as grade,
    coalesce(u.name, v.unit, l.unit)::unit as unit, case when v.unit is null then l.unit_since end as unit_since,
    g.id as place, coalesce(z.places, g.id, 0) as places, v.member_no, v.station_no, k.topic, k.words, k.grade as graded,
    k.grade_words, v.on_day as raised_on, v.clock as raised_at, s.span_from, s.span_to, w.submitted_on, w.accepted_on,
    d.received_at::date as received_on, d.replied_at::date as replied_on,
    round(greatest(0, work_done(r.n, r.is_work, d.replied_at) - d.worked), 6) as reply_workdays,
    d.replied_at <= d.due_at as in_time, w.handled_on, w.refused_on, w.told_on, w.told, w.done_on, w.done, w.rated_on,
    w.satisfaction,
    l.chosen_on, l.taken_on, l.solved_on, l.sent_back_on, b.to_bulletin_on, b.to_consultation_on, b.to_proposal_on,
    b.to_supervision_on, b.converted_on, d.due_on, d.overdue_on,
    case when not d.at_once and v.due_on is null then d.received_at::date end as due_since, t.n as due_n
from l_voices v
join voice_span s on s.no = v.voice_no
left join voice_way w on w.no = s.no and w.span_from = s.span_from
left join dated d on d.no = s.no and d.span_from = s.span_from
left join voice_list l on l.no = s.no
left join voice_became b on b.no = s.no and b.span_from = s.span_from
left join voice_class k on k.no = s.no
left join voice_joint j on j.no = s.no and j.span_from = s.span_from
left join voice_joint_set z on z.list = j.list
left join unit_named u on u.no = coalesce(v.unit, l.unit)
left join workday t on t.day = d.due_on
left join workday r on r.day = d.replied_at::date
left join l_place g on g.code = v.region
where v.on_day is not null
order by v.on_day, v.voice_no, s.span_from;

create table voice_progress as
select e.no, e.stage::stage as stage, e.on_day, e.clock, coalesce(u.name, e.unit)::unit as unit, e.result, null::varchar as note
from voice_event e left join unit_named u on u.no = e.unit;

-- Every voice as it was raised, those merged into another too: what was said, and where it came from.
create table telling as
select
    v.voice_no as no, v.title, v.text, v.channel::channel as channel, v.category::category as category, v.grade, g.id as place,
    v.member_no, v.station_no, v.on_day as raised_on, v.merged_into as merged_to, m.into_no as merged_into, m.on_day as merged_on
from l_voices v left join l_place g on g.code = v.region left join voice_merge m on m.no = v.voice_no
where v.on_day is not null;

create table bulletin as
select
    b.bulletin_no as no, b.title, b.author_kind, b.sender, b.sector::sector as sector, b.category::category as category,
    g.id as place, b.submitted_on, u.used_on, e.endorsed_on
from l_bulletins b left join l_place g on g.code = b.region
left join (select bulletin_no, min(used_on) as used_on from l_bulletin_uses group by all) u using (bulletin_no)
left join (select subject_no, min(given_on) as endorsed_on from l_endorsements where subject = '信息' group by all) e
    on e.subject_no = b.bulletin_no
where b.submitted_on is not null;

create table bulletin_use as
select
    u.bulletin_no as no, b.title, b.author_kind, b.sender, b.sector, b.category, b.place, b.submitted_on, u.level, u.mode, u.used_on
from l_bulletin_uses u join bulletin b on b.no = u.bulletin_no where u.used_on is not null;

create table bulletin_author as
select distinct b.bulletin_no as no, trim(unnest(regexp_split_to_array(b.members, '[、；;,，]'))) as member_no
from l_bulletins b where b.members is not null;

-- Where it says no place, a visit was where its station is, else where its member is from.
create table contact as
select
    c.contact_no as no, c.member_no, m.name as member, c.held_on, c.kind, c.people, coalesce(g.id, s.place, m.place) as place, c.station_no,
    c.present, c.solved
from l_contacts c left join l_place g on g.code = c.region
left join station s on s.no = c.station_no left join member m on m.no = c.member_no
where c.held_on is not null;
