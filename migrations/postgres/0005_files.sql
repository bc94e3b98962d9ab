-- A file on its way in: what each of its columns holds, as a person may change it, and whether its import was begun.
alter table file add column columns text;     -- JSON
alter table file add column taken_at bigint; -- pressed: what is done to it from here on is the import's business

-- Somebody without an address is looked for by name and company at once, two thousand in a statement.
drop index contact_person;
create index contact_person on contact (team_id, person_key, company_key) where person_key is not null and removed_at is null;
