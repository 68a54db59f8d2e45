-- Closed sets of words as ENUMs: grouping and filtering then work on small integers.
create type category as enum (select distinct coalesce(category, '') from (select category from l_proposals union all select category from l_supervisions union all select category from l_consultations union all select category from l_topics union all select category from l_voices union all select category from l_bulletins union all select '') order by 1);
create type sector as enum (select distinct coalesce(sector, '') from (select sector from l_proposals union all select sector from l_members union all select sector from l_bulletins union all select '') order by 1);
create type committee as enum (select distinct coalesce(committee, '') from (select committee from l_members union all select '') order by 1);
create type post as enum (select distinct coalesce(role, '') from (select role from l_members union all select '') order by 1);
create type form as enum (select distinct coalesce(form, '') from (select form from l_supervisions union all select form from l_consultations union all select '') order by 1);
create type platform as enum (select distinct coalesce(platform, '') from (select platform from l_consultations union all select '') order by 1);
create type kind as enum (select distinct coalesce(kind, '') from (select kind from l_workstations union all select '') order by 1);
create type tier as enum (select distinct coalesce(tier, '') from (select tier from l_workstations union all select '') order by 1);
create type channel as enum (select distinct coalesce(channel, '') from (select channel from l_workstations union all select channel from l_supervisions union all select channel from l_consultations union all select channel from l_topics union all select channel from l_voices union all select '') order by 1);
create type session as enum (select distinct coalesce(session, '') from (select session from l_proposals union all select '') order by 1);
create type proposer_kind as enum (select distinct coalesce(proposer_kind, '') from (select proposer_kind from l_proposals union all select '') order by 1);
create type leader as enum (select distinct coalesce(leader, '') from (select leader from l_proposals union all select leader from l_supervisions union all select '') order by 1);
create type owner as enum (select distinct coalesce(owner, '') from (select owner from l_checklist_items union all select lead from l_programmes union all select '') order by 1);
create type horizon as enum (select distinct coalesce(horizon, '') from (select horizon from l_checklist_items union all select '') order by 1);

create type unit as enum (
    select distinct coalesce(u.name, x.unit, '') from (
        select unit from l_proposal_events union all select unit from l_supervisions
        union all select unit from l_supervision_events union all select unit from l_suggestions union all select unit from l_voices
        union all select unit from l_voice_events union all select ''
    ) x left join unit_named u on u.no = x.unit order by 1
);
-- In the order of the work, so that stages compare as they follow each other.
create type stage as enum (
    select stage from (
        select stage, rank from stage_order union all select stage, 99 from l_proposal_events
        union all select stage, 99 from l_supervision_events
        union all select stage, 99 from l_voice_events union all select '', 100
    ) where stage is not null group by stage order by min(rank), stage
);
create type role as enum (select distinct coalesce(role, '') from (select role from l_proposal_events union all select '') order by 1);
create type result as enum (select distinct coalesce(result, '') from (select result from l_proposal_events union all select '') order by 1);
create type adoption as enum (select distinct coalesce(adoption, '') from (select adoption from l_suggestions union all select '') order by 1);
create type origin as enum (select distinct coalesce(origin, '') from (select origin from l_suggestions union all select '') order by 1);
create type grade as enum (select distinct coalesce(grade, '') from (select grade from l_voices union all select '') order by 1);
create type "group" as enum (select distinct coalesce(grp, '') from (select kind as grp from l_member_groups union all select kind || '·' || name from l_member_groups union all select '') order by 1);
