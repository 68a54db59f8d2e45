-- What was promised and what became of it. A record of an action counts towards the item of its list that bears the name
-- of what was done; a number with 近, 余, 多 is no exact one and is never added.
create table programme as
select
    p.programme_no as no, p.name as title, p.kind, p.lead::owner as owner, g.id as place, p.since, p.until
from l_programmes p left join l_place g on g.code = p.region;

create table programme_record as
select
    r.record_no as no, r.programme_no, p.name as programme, p.kind, p.lead::owner as owner,
    coalesce(g.id, o.id) as place, r.held_on, r.member_visits, r.public_visits, r.measure, r.quantity, r.qualifier,
    r.effect
from l_programme_records r join l_programmes p using (programme_no)
left join l_place g on g.code = r.region left join l_place o on o.code = p.region
where r.held_on is not null;

create temp table item_event as
select item_no, stage, on_day, clock, quantity, due_on, note from l_checklist_events where on_day is not null;

create table item_quantity as
select
    item_no as no, on_day, quantity, null::varchar as qualifier from item_event
where quantity is not null and stage in ('启动', '进展', '完成')
union all
select i.item_no, r.held_on, r.quantity, r.qualifier
from l_programme_records r join l_programmes p using (programme_no)
join l_checklists c on c.checklist_no = p.programme_no or (c.name = p.name and c.region is not distinct from p.region)
join l_checklist_items i on i.checklist_no = c.checklist_no and i.title = r.measure
where r.held_on is not null and r.quantity is not null;

-- The day by which as much was done as was aimed at; of an aim that is no exact number nobody can say.
create temp table item_reached as
select q.no, min(q.on_day) as reached_on
from (
    select no, on_day, sum(quantity::decimal(28, 6)) over (partition by no order by on_day) as total
    from item_quantity where qualifier is null
) q join l_checklist_items i on i.item_no = q.no
where i.qualifier is null and i.target > 0 and q.total >= i.target::decimal(28, 6)
group by q.no;

-- An item's life as spans: 退回 opens it again, 延期 moves its limit. Exactly one span holds on any day.
create temp table item_span as
with cut as (
    select item_no, date '0001-01-01' as span_from from l_checklist_items
    union select item_no, on_day from item_event where stage = '退回' or (stage = '延期' and due_on is not null)
), span as (
    select *, coalesce(lead(span_from) over (partition by item_no order by span_from), date '9999-12-31') as span_to
    from cut
), told as (
    select s.*, max(e.clock) filter (e.stage = '退回') as sent_back_at,
        arg_max(e.due_on, e.clock) filter (e.stage = '延期' and e.due_on is not null) as extended_to
    from span s left join item_event e on e.item_no = s.item_no and e.on_day <= s.span_from
    group by s.item_no, s.span_from, s.span_to
)
select
    t.item_no, t.span_from, t.span_to, t.extended_to, t.sent_back_at is not null as sent_back,
    min(e.on_day) as finished_on
from told t left join item_event e
    on e.item_no = t.item_no and e.stage = '完成' and e.on_day < t.span_to and (t.sent_back_at is null or e.clock > t.sent_back_at)
group by all;

-- A list of which no item has a limit is judged by what is done alone; ``judged_on`` is then empty. Once sent back, only
-- a new 完成 finishes an item.
create table item as
with first as (
    select item_no, min(on_day) filter (stage = '延期') as extended_on,
        min(on_day) filter (stage = '退回') as sent_back_on
    from item_event group by item_no
), limited as (
    select distinct checklist_no from l_checklist_items where due_on is not null
), dated as (
    select i.*, c.name as checklist, c.kind, c.year, c.region, f.extended_on, f.sent_back_on,
        coalesce(i.since, case when c.year between 1900 and 2200 then make_date(c.year::int, 1, 1) end) as begun,
        l.checklist_no is not null as limited
    from l_checklist_items i join l_checklists c using (checklist_no) left join first f using (item_no)
    left join limited l using (checklist_no)
), spanned as (
    select d.*, s.span_from, s.span_to, coalesce(s.extended_to, d.due_on) as limit_on, r.reached_on,
        case when s.sent_back or not target_finishes() then s.finished_on else least(s.finished_on, r.reached_on) end as done_on
    from dated d join item_span s using (item_no) left join item_reached r on r.no = d.item_no
)
select
    s.item_no as no, s.title, s.checklist_no, s.checklist, s.kind, s.year, s.owner::owner as owner, s.target, s.qualifier,
    s.measure, s.horizon::horizon as horizon, null::varchar as leader, g.id as place, s.begun as since,
    coalesce(s.begun, date '1900-01-01') as begun_on,
    case when s.limited or s.limit_on is not null then coalesce(s.begun, date '1900-01-01') end as judged_on,
    s.span_from, s.span_to, s.limit_on as due_on, null::date as due_since, w.n as due_n, s.done_on, s.reached_on,
    s.extended_on, s.sent_back_on
from spanned s left join workday w on w.day = s.limit_on left join l_place g on g.code = s.region
order by s.item_no, s.span_from;

create table item_progress as
select
    item_no as no, stage, on_day, clock, null::varchar as unit,
    case when quantity is not null then trim(trailing '.' from trim(trailing '0' from (quantity::decimal(28, 6))::varchar)) end as result,
    note
from item_event;
