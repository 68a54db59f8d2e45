-- The great circle between two points in degrees, on a sphere of the earth's mean radius.
create macro great_circle_km(lon1, lat1, lon2, lat2) as
    2 * 6371.0088 * asin(least(1, sqrt(
        pow(sin(radians(lat2 - lat1) / 2), 2)
        + cos(radians(lat1)) * cos(radians(lat2)) * pow(sin(radians(lon2 - lon1) / 2), 2))));

-- A station is one row; whether it is open or active on a day is decided by its dates. Its point is WGS84.
-- ``last_held``: the last activity of all, whatever the day asked for.
-- It resumes the last station of its name in its place that had closed before.
create table station as
select
    w.station_no as no, w.name, w.kind::kind as kind, w.tier::tier as tier, w.channel::channel as channel,
    p.id as place, w.opened_on, w.closed_on, x.lon, x.lat, w.crs, b.station_no as resumes,
    h.last_held
from l_workstations w
left join l_place p on p.code = w.region
left join l_point x on x.station_no = w.station_no
left join (select station_no, max(held_on) as last_held from l_activities group by station_no) h on h.station_no = w.station_no
left join (
    select later.station_no as later, arg_max(earlier.station_no, (earlier.closed_on, earlier.station_no)) as station_no
    from l_workstations later
    join l_workstations earlier on earlier.name = later.name and earlier.region = later.region
        and earlier.closed_on <= later.opened_on and earlier.station_no <> later.station_no
    group by later.station_no
) b on b.later = w.station_no
order by w.station_no;

-- Villages and communities of a township.
create table settlement as
select p.id as place, s.settlements from l_settlements s join l_place p on p.code = s.code;

-- Activities take place, kind, tier and channel from their station.
create table activity as
select
    a.activity_no as no, a.station_no, s.kind, s.tier, s.channel, s.place, s.opened_on, s.closed_on, a.held_on,
    a.kind as activity_kind, a.member_visits, a.public_visits, a.solved
from l_activities a left join station s on s.no = a.station_no;

create table member as
select
    m.member_no as no, m.name, m.sector::sector as sector, m.committee::committee as committee, p.id as place,
    m.role::post as post, m.party_member, m.term_from, m.term_to, m.birth_year, m.employer
from l_members m left join l_place p on p.code = m.region
order by m.member_no;

-- One row a stay of a member in a station; ``since`` and ``until`` are already cut to the station's life.
create table stay as
select
    m.no as member_no, m.name, m.sector, m.place, m.term_from, m.term_to, s.no as station_no, s.kind, s.tier,
    s.channel, greatest(x.since, s.opened_on) as since, least(x.until, s.closed_on) as until
from l_workstation_members x join member m on m.no = x.member_no join station s on s.no = x.station_no;

-- One row a member and group with its days, and one for the kind of group: who is in several of a kind is in it once a stretch.
create table membership as
select distinct m.no, m.name, m.sector, m.place, m.term_from, m.term_to, x.grp::"group" as grp, x.since, x.until
from member m
join (
    select member_no, kind as grp, since, until from l_member_groups
    union all
    select member_no, kind || '·' || name, since, until from l_member_groups
) x on x.member_no = m.no;
