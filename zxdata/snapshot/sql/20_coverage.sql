-- A station is one row; whether it is open or active on a day is decided by its dates.
create table station as
select
    w.station_no as no, w.name, w.kind::kind as kind, w.tier::tier as tier, w.channel::channel as channel,
    p.id as place, w.opened_on, w.closed_on, w.lon, w.lat, w.crs
from l_workstations w left join l_place p on p.code = w.region
order by w.station_no;

-- Activities take place, kind, tier and channel from their station.
create table activity as
select
    a.activity_no as no, a.station_no, s.kind, s.tier, s.channel, s.place, s.opened_on, a.held_on,
    a.kind as activity_kind, a.member_visits, a.public_visits, a.solved
from l_activities a left join station s on s.no = a.station_no;

create table member as
select
    m.member_no as no, m.name, m.sector::sector as sector, m.committee, p.id as place, m.role as duty,
    m.party_member, m.term_from, m.term_to
from l_members m left join l_place p on p.code = m.region
order by m.member_no;

-- One row a stay of a member in a station; ``since`` and ``until`` are already cut to the station's life.
create table stay as
select
    m.no as member_no, m.name, m.sector, m.place, m.term_from, m.term_to, s.no as station_no, s.kind, s.tier,
    s.channel, greatest(x.since, s.opened_on) as since, least(x.until, s.closed_on) as until
from l_workstation_members x join member m on m.no = x.member_no join station s on s.no = x.station_no;
