-- What happens to suggestions after the answer: dispatches, reports, assessments, looks back.
create table follow_up as
select suggestion_no as no, kind, held_on, result from l_follow_ups where held_on is not null;

-- A suggestion without a due date gets the limit of the rules.
create or replace table suggestion as
select s.* replace (coalesce(s.due_on, suggestion_limit(s.raised_on)) as due_on), w.n as due_n
from suggestion s left join workday w on w.day = coalesce(s.due_on, suggestion_limit(s.raised_on));
