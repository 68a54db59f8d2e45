-- Party organisations among members: who belongs to which, whom members link with, who talked, who visited a base.
create table party_unit as
select
    u.party_unit_no as no, u.name as title, u.kind, u.parent_no, g.id as place, u.opened_on, u.closed_on
from l_party_units u left join l_place g on g.code = u.region;

-- One row a stay of a member in an organisation, cut to the organisation's life.
create table party_stay as
select
    x.party_unit_no as unit_no, x.member_no, x.role, greatest(x.since, u.opened_on) as since,
    least(x.until, u.closed_on) as until
from l_party_unit_members x join l_party_units u using (party_unit_no);

-- ``to_no``: a member, or the sector whose members are linked with.
create table member_link as
select r.kind, r.from_no, r.to_no, r.since, r.until from l_relations r;

create table talk as
select c.contact_no as no, c.member_no, c.kind, c.held_on from l_contacts c where c.held_on is not null;

create table base_visit as
select
    v.visit_no as no, v.station_no, s.name as base, s.place, v.held_on, v.visitor_kind, v.occasion, v.mode, v.visits
from l_base_visits v left join station s on s.no = v.station_no where v.held_on is not null;
