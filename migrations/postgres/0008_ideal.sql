-- The ideal customer: what a team wishes for, and how well each contact fits, settled with every change.

alter table team add column ideal text not null default '{"wanted":[],"unwanted":[]}'; -- JSON: traits wanted and unwanted

alter table contact add column fit text check (fit in ('good', 'partly', 'poor', 'unknown')); -- null: there is no profile
alter table contact add column grade_declined text; -- JSON: the proposed grade that somebody declined, and how things stood

drop index contact_figures;
create index contact_figures on contact (team_id, owner_id, id, grade, source_channel, country, industry, health,
    added_at, due_on, email_key, fit) where removed_at is null;
