-- New rows of a book come one after the other in the index that is counted from, whoever owns them. Who owns what is
-- found by the follow-ups, which are there also where none is planned.
drop index contact_figures;
create index contact_figures on contact (team_id, id, owner_id, grade, source_channel, country, industry, health,
    added_at, due_on, email_key, fit, removed_at) where removed_at is null;
drop index contact_due;
create index contact_due on contact (team_id, owner_id, due_on) where removed_at is null;
