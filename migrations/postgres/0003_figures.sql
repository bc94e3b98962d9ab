-- What /metrics counts, read from indexes alone: the rows are wide, and the history is long.

drop index contact_owner;
create index contact_figures on contact (team_id, owner_id, id, grade, source_channel, country, industry, health,
    added_at, due_on, email_key) where removed_at is null;

drop index interaction_contact;
create index interaction_contact on interaction (contact_id, at, kind) where removed_at is null;

drop index interaction_period;
create index interaction_period on interaction (team_id, at, kind, contact_id, grade) where removed_at is null;
