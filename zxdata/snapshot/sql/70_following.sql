-- What happens to suggestions after the answer: dispatches, reports, assessments, looks back.
create table follow_up as
select suggestion_no as no, kind, held_on, result from l_follow_ups where held_on is not null;
