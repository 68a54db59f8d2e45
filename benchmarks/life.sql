-- One row a proposal with the dates of its life as they stand on :today; SQLite, on the ledger's own tables.
create temp table life as
with event as (
    select e.proposal_no, e.stage, substr(e.occurred_at, 1, 10) as day, e.occurred_at, e.unit, e.result, e.due_on,
        coalesce(e.role, '主办') = '主办' as leads, s.rank
    from proposal_events e join stage_rank s on s.stage = e.stage
    where substr(e.occurred_at, 1, 10) <= :today
), given as (
    select proposal_no, day, unit, row_number() over (partition by proposal_no, day order by rank desc, occurred_at desc) as nth
    from event where leads and stage in ('交办', '改派')
), taken as (
    select proposal_no, day, unit, unit is not lag(unit) over (partition by proposal_no order by day) as takes
    from given where nth = 1
), tenure as (
    select proposal_no, unit, max(day) as assigned from taken where takes group by proposal_no
), led as (
    select e.*, t.assigned from event e join tenure t using (proposal_no)
    where e.day >= t.assigned and (e.unit = t.unit or e.unit is null and e.leads)
), deadline as (
    select proposal_no, due, row_number() over (partition by proposal_no order by day desc, rank desc, occurred_at desc) as nth
    from (
        select *, case when due_on is not null then due_on
            when stage = '延期' then add_months(assigned, :extended_months)
            when day = assigned then add_months(assigned, :limit_months) end as due
        from led where stage = '延期' or leads and stage in ('交办', '改派')
    ) where due is not null
), landmark as (
    select proposal_no,
        min(case when stage in ('交办', '改派') then day end) as handed, min(case when stage = '立案' then day end) as filed,
        min(case when stage = '并案' then day end) as merged, min(case when stage = '不予立案' then day end) as rejected,
        min(case when stage = '转社情民意' then day end) as converted,
        min(case when stage in ('办结', '结案') then day end) as closed
    from event group by proposal_no
), told as (
    select proposal_no, min(case when stage = '答复' then day end) as replied,
        min(case when stage = '评价' and result <> '未反馈' then day end) as rated
    from led group by proposal_no
)
select p.proposal_no, p.category, p.sector, p.region, p.submitted_on, coalesce(u.name, t.unit) as unit, t.assigned,
    d.due, r.replied, r.rated, l.handed, l.filed, l.merged, l.rejected, l.converted, l.closed, w.n as due_n
from proposals p
left join landmark l using (proposal_no)
left join tenure t using (proposal_no)
left join told r using (proposal_no)
left join deadline d on d.proposal_no = p.proposal_no and d.nth = 1
left join workday w on w.day = d.due
left join units u on u.unit_no = t.unit
where p.submitted_on <= :today;
