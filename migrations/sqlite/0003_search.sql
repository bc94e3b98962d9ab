-- What people searched for, so that the buttons of a long list need not carry it.
create table search (
    id          integer primary key,
    member_id   integer not null references member (id),
    text        text    not null,
    at          integer not null
) strict;
