-- The fair at which a member is: the leads that they add meanwhile come from there.
alter table member add column fair text; -- JSON

-- Whether somebody has said which grade a contact deserves; else it is C until somebody does.
alter table contact add column grade_given integer not null default 1;

-- The leads that somebody added at a fair.
create index contact_fair on contact (added_by, added_at) where source_channel = 'trade show';

-- The ledger holds whatever routines there are.
create table ledger_of_all (
    member_id   integer not null references member (id),
    kind        text    not null,
    period      text    not null,         -- the local day, or '2026-11', or '2026Q4'
    at          integer not null,
    outbox_id   integer,                  -- null: nothing was due
    contacts    text,                     -- whom it named, in order, as a JSON list of contact keys
    primary key (member_id, kind, period)
) strict;
insert into ledger_of_all (member_id, kind, period, at, outbox_id, contacts)
    select member_id, kind, period, at, outbox_id, contacts from ledger;
drop table ledger;
alter table ledger_of_all rename to ledger;
create index ledger_at on ledger (at);
