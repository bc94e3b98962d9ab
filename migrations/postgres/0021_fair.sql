-- The fair at which a member is: the leads that they add meanwhile come from there.
alter table member add column fair text; -- JSON

-- Whether somebody has said which grade a contact deserves; else it is C until somebody does.
alter table contact add column grade_given bigint not null default 1;

-- The leads that somebody added at a fair.
create index contact_fair on contact (added_by, added_at) where source_channel = 'trade show';

-- The ledger holds whatever routines there are.
alter table ledger drop constraint ledger_kind_check;
