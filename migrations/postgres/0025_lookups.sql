-- Who is erased or merged, or was added before and taken back, is found by key: these were looked for in all that
-- ever happened. What stands is in indexes of its own, so a row comes into most of these only when it stands no more.
create index interaction_removed on interaction (contact_id) where removed_at is not null;
create index change_merged on change (team_id) where verb = 'merged';
create index contact_gone_email on contact (team_id, email_key) where removed_at is not null and merged_into is null;
create index contact_gone_phone on contact (team_id, phone_digits) where removed_at is not null and merged_into is null;
create index contact_gone_person on contact (team_id, person_key, company_key)
    where removed_at is not null and merged_into is null;

-- A change that is erased is looked for in what refers to it.
create index mail_change on mail (change_id) where change_id is not null;
create index reading_change on reading (change_id) where change_id is not null;

-- The messages that were sent and are kept: by the chat, and by the contact that they show.
create index outbox_kept on outbox (chat_id) where state <> 'waiting';
create index outbox_card on outbox (card_of) where card_of is not null and state <> 'waiting';

-- The gate asks for each mail what else waits for its company.
create index mail_company_due on mail (team_id, company_domain, due_at) where state = 'waiting';

-- A photo that comes again is known by its file.
create index attachment_file on attachment (file_id);

-- What somebody owns, and what of it is due, is counted in this index alone, not in the one of the whole team.
drop index contact_due;
create index contact_due on contact (team_id, owner_id, due_on, grade, removed_at) where removed_at is null;
