-- How much each member has asked lately of what is behind a colleague's wall: a minute in which few questions are
-- answered, and a day whose misses are told.
create table check_count (
    member_id bigint primary key references member (id),
    since bigint not null,
    asked bigint not null,
    day text not null,
    missed bigint not null
);
