-- Who proposed, co-signed, drafted or took part, each person once in a role.
create table proposer as
select distinct m.proposal_no as no, m.member_no, m.role from l_proposal_members m;
