-- Whom a routine named, in order, as a JSON list of contact keys: the list stays the one that was planned.
alter table ledger add column contacts text;
create index ledger_at on ledger (at);
