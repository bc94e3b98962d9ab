-- How much each member has asked lately of what is behind a colleague's wall: a minute in which few questions are
-- answered, and a day whose misses are told.
create table check_count (
    member_id integer primary key references member (id),
    since integer not null,
    asked integer not null,
    day text not null,
    missed integer not null
) strict;
