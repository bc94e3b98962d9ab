-- The country whose public holidays the person does not work on.
alter table member add column holidays text;

-- When a next step that has a time rings (UTC), as it follows from the owner's zone and a snooze.
alter table contact add column rings_at bigint;
create index contact_rings on contact (rings_at) where rings_at is not null;

-- Which next steps have rung; kept for as long as they could ring again.
create table rung (
    contact_id  bigint  not null,
    set_for     text    not null,         -- the step's day and time, as the owner set them
    at          bigint  not null,
    primary key (contact_id, set_for)
);
