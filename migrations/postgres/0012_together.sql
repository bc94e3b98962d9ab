-- Rows that come together are written together: where a table or an index begins with the chat or the owner, a hundred
-- of them are a hundred places.

-- The numbers of a bot's messages grow, whatever the chat.
alter table card drop constraint card_pkey;
alter table card add primary key (message_id, chat_id);

-- New rows of a book come one after the other in the index that is counted from, whoever owns them. Who owns what is
-- found by the follow-ups, which are there also where none is planned.
drop index contact_figures;
create index contact_figures on contact (team_id, id, owner_id, grade, source_channel, country, industry, health,
    added_at, due_on, email_key, fit, removed_at) where removed_at is null;
drop index contact_due;
create index contact_due on contact (team_id, owner_id, due_on) where removed_at is null;

-- So in what /undo looks through: a team's changes that stand, back from the last.
drop index change_member;
create index change_last on change (team_id, id, member_id) where undone_at is null and part_of is null;
