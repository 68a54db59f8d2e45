-- A meeting of several regions is one row here and one row a region in meeting_place.
create table meeting as
select
    c.consultation_no as no, c.title, c.platform::platform as platform, c.form::form as form,
    c.channel::channel as channel, c.category::category as category, g.id as place, c.station_no, c.held_on,
    c.member_visits, c.public_visits, c.leader_visits,
    false as cross_region
from l_consultations c left join l_place g on g.code = c.region;

create table meeting_place as
select c.consultation_no as no, g.id as place
from l_consultations c left join l_place g on g.code = c.region
union
select x.no, g.id from (
    select consultation_no as no, trim(unnest(regexp_split_to_array(partner_regions, '[、；;,，]'))) as code from l_consultations where partner_regions is not null
) x join l_place g on g.code = x.code;

update meeting set cross_region = true where no in (select no from meeting_place group by no having count(place) > 1);

-- A suggestion counts where its meeting, matter or proposal does.
create table suggestion as
select
    s.suggestion_no as no, s.text, s.origin::origin as origin, s.origin_no, coalesce(u.name, s.unit)::unit as unit,
    m.platform, m.form, m.channel, coalesce(m.category, x.category::category, p.category::category) as category,
    s.raised_on, s.due_on, s.replied_on, s.adoption::adoption as adoption, s.implemented_on
from l_suggestions s
left join unit_name u on u.unit_no = s.unit
left join meeting m on s.origin = '协商' and m.no = s.origin_no
left join l_supervisions x on s.origin = '监督' and x.matter_no = s.origin_no
left join l_proposals p on s.origin = '提案' and p.proposal_no = s.origin_no;

create table suggestion_place as
select s.no, m.place from suggestion s left join meeting_place m on m.no = s.origin_no where s.origin = '协商'
union all
select s.no, g.id from suggestion s left join l_supervisions x on x.matter_no = s.origin_no
    left join l_place g on g.code = x.region where s.origin = '监督'
union all
select s.no, g.id from suggestion s left join l_proposals p on p.proposal_no = s.origin_no
    left join l_place g on g.code = p.region where s.origin = '提案';
