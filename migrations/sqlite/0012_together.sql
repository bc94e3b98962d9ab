-- Rows that come together are written together: where a table or an index begins with the chat or the owner, a hundred
-- of them are a hundred places.

-- What is found by its key alone stands in the order of its key, one tree less to write to for every row. The numbers of
-- a bot's messages grow, whatever the chat.

create table card_by_key (
    chat_id     integer not null,
    message_id  integer not null,
    contact_id  integer not null,
    primary key (message_id, chat_id)
) strict, without rowid;
insert into card_by_key (chat_id, message_id, contact_id) select chat_id, message_id, contact_id from card;
drop table card;
alter table card_by_key rename to card;
create index card_contact on card (contact_id);

create table mail_domain_by_key (
    domain      text primary key,
    finding     text check (finding in ('served', 'no_domain', 'null_mx', 'no_server')), -- null: no answer yet
    answered_at integer,                  -- when that was found out
    asked_at    integer,                  -- later than the answer: nobody answered then
    ask_at      integer not null
) strict, without rowid;
insert into mail_domain_by_key (domain, finding, answered_at, asked_at, ask_at)
    select domain, finding, answered_at, asked_at, ask_at from mail_domain;
drop table mail_domain;
alter table mail_domain_by_key rename to mail_domain;
create index mail_domain_ask on mail_domain (ask_at);

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
