-- How good an address is, what the clean-up has been told, and what was sent in reply to a card.

-- A hard bounce that somebody logged: stronger than any answer of the domain name system, and gone with the address.
alter table contact add column bounced_at integer;
-- Until now nothing else made an address invalid.
update contact set bounced_at = coalesce((select max(i.at) from interaction i where i.contact_id = contact.id
    and i.kind = 'bounced' and i.removed_at is null), added_at) where health = 'invalid' and email_key is not null;

alter table contact add column email_domain text
    generated always as (substr(email_key, instr(email_key, '@') + 1)) virtual;
create index contact_email_domain on contact (email_domain, team_id, owner_id)
    where email_domain is not null and removed_at is null;

-- What the domain name system says of mail to a domain: at once the answer that is kept and the question that waits.
-- Of no team: which servers take a domain's mail is public, and a domain is asked once for all who know somebody there.
create table mail_domain (
    domain      text primary key,
    finding     text check (finding in ('served', 'no_domain', 'null_mx', 'no_server')), -- null: no answer yet
    answered_at integer,                  -- when that was found out
    asked_at    integer,                  -- later than the answer: nobody answered then
    ask_at      integer not null
) strict;
create index mail_domain_ask on mail_domain (ask_at);
insert into mail_domain (domain, ask_at)
    select distinct email_domain, 0 from contact where email_domain is not null and removed_at is null;

-- Who waits for checks: of one contact, or of all that they may see. The message under the letter
-- 'verify:<id>' is edited until they are done.
create table awaited_check (
    id          integer primary key autoincrement,
    member_id   integer not null references member (id),
    contact_id  integer references contact (id), -- null: of all
    total       integer not null,         -- addresses to be looked at, when it began
    told        integer not null default 0, -- tenths of them that were told as done
    at          integer not null
) strict;
create index awaited_check_contact on awaited_check (contact_id) where contact_id is not null;

-- What somebody said to leave as it is for a quarter; with the change, so that it can be taken back.
create table kept_flaw (
    contact_id  integer not null references contact (id),
    flaw        text    not null check (flaw in ('bounced', 'invalid', 'outdone', 'risky', 'no_source', 'untouched')),
    quarter     text    not null,         -- '2026Q4', of whoever said it
    change_id   integer not null,
    primary key (contact_id, flaw, quarter)
) strict;
create index kept_flaw_change on kept_flaw (change_id);

-- Photos, voice notes and files that belong to what happened. Telegram keeps them; here is by what it gives them back.
create table attachment (
    id              integer primary key autoincrement,
    interaction_id  integer not null references interaction (id) on delete cascade,
    kind            text    not null check (kind in ('photo', 'voice', 'document')),
    file_id         text    not null,
    bytes           integer not null
) strict;
create index attachment_interaction on attachment (interaction_id);
