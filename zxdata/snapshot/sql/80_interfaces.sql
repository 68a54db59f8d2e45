-- With whom data are exchanged, which way, and by when the next exchange is due.
create table interface as
select
    i.interface_no as no, i.counterpart || '·' || i.dataset as title, i.counterpart, i.direction, i.dataset, i.manner,
    i.frequency, i.expected_on, i.on_day as exchanged_on, i.state as written, x.due_on, x.late_days, x.idle,
    null::integer as place
from l_interfaces i join exchange x on x.no = i.interface_no;
