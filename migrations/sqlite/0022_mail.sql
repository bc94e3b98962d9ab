-- The mailboxes from which members write. The secret is sealed by the program; the book alone cannot open it.
create table mailbox (
    id              integer primary key autoincrement,
    team_id         integer not null references team (id),
    member_id       integer not null references member (id),
    address         text    not null,
    address_key     text    not null,     -- as addresses are compared
    sender          text    not null,     -- the name that readers see
    provider        text    not null,
    smtp_host       text    not null,
    smtp_port       integer not null,
    smtp_security   text    not null,
    imap_host       text,                 -- null: it is not read
    imap_port       integer,
    imap_security   text,
    login           text    not null,
    auth            text    not null check (auth in ('password', 'token')),  -- what the secret is; a token is a refresh token
    key_id          text    not null,     -- which key sealed the secret
    sealed          text    not null,     -- base64
    seed            integer not null,     -- from which the spaces between mails are rolled
    state           text    not null check (state in ('ready', 'refused', 'held', 'paused')),
    why             text,                 -- of 'paused'
    paused_until    integer,              -- of 'paused'; null: until somebody says go
    files_sent      integer not null default 0,  -- its server files what is sent by itself
    connected_at    integer not null,
    resumed_at      integer not null,     -- what became of mails before that stops it no more
    read_at         integer,              -- when all of it was last read
    silence_told    integer not null default 0,  -- its owner knows that it cannot be read
    removed_at      integer
) strict;
create unique index mailbox_member on mailbox (member_id) where removed_at is null;
create unique index mailbox_address on mailbox (team_id, address_key) where removed_at is null;

-- The pages on which a member gives the secret of a mailbox. Each works once.
create table mailbox_page (
    code_hash       text    not null primary key,
    member_id       integer not null references member (id),
    provider        text    not null,
    expires_at      integer not null
) strict;

-- Who signs in by a code that is entered elsewhere (RFC 8628). A member does so once at a time.
create table device_sign_in (
    id              integer primary key autoincrement,
    member_id       integer not null unique references member (id),
    key_id          text,                 -- which key sealed the secret; null: there is no code yet
    sealed          text,                 -- base64: the device code, or the refresh token where there is an address
    address         text,                 -- who has signed in; null: nobody yet
    login           text,                 -- the name to sign in with, where somebody has
    pause           integer not null,     -- seconds between two questions
    ask_at          integer not null,     -- when the login server is asked next
    expires_at      integer not null
) strict;

-- How far each folder of a mailbox was read.
create table mail_folder (
    mailbox_id      integer not null references mailbox (id),
    name            text    not null,     -- the server's name for it
    uid_validity    integer not null,
    uid_next        integer not null,
    primary key (mailbox_id, name)
) strict;

-- The mails that were read, so that none is read twice; also of people who were erased.
create table mail_seen (
    team_id         integer not null references team (id),
    id_hash         text    not null,     -- of the mail's name, else of its bytes
    at              integer not null,
    primary key (team_id, id_hash)
) strict;

-- The one mailbox of the whole deployment to which members send copies. The secret is sealed as that of a mailbox.
create table dropbox (
    id              integer not null primary key check (id = 1),
    address         text    not null,
    imap_host       text    not null,
    imap_port       integer not null,
    imap_security   text    not null,
    login           text    not null,
    key_id          text    not null,     -- which key sealed the secret
    sealed          text    not null,     -- base64
    refused         text,                 -- why its server lets us in no more
    set_at          integer not null
) strict;

-- How far each of its folders was read.
create table dropbox_folder (
    name            text    not null primary key,  -- the server's name for it
    uid_validity    integer not null,
    uid_next        integer not null
) strict;

-- The addresses of members there: log+token@…
create table dropbox_token (
    token           text    not null primary key,  -- lower-case letters and digits
    member_id       integer not null references member (id),
    made_at         integer not null,
    revoked_at      integer
) strict;
create unique index dropbox_token_member on dropbox_token (member_id) where revoked_at is null;

-- The mails there that were read, also those that counted for nobody.
create table dropbox_seen (
    id_hash         text    not null primary key,  -- of the token, and the mail's name or its bytes
    at              integer not null
) strict;

-- What a team writes again and again.
create table template (
    id              integer primary key autoincrement,
    team_id         integer not null references team (id),
    name            text    not null,
    name_key        text    not null,     -- as names are compared
    frame           text    not null,
    lang            text    not null,
    subject         text    not null,
    body            text    not null,
    added_by        integer not null references member (id),
    added_at        integer not null,
    removed_at      integer
) strict;
create unique index template_name on template (team_id, name_key) where removed_at is null;

-- One mail to one person, from the first draft to what became of it.
create table mail (
    id              integer primary key autoincrement,
    team_id         integer not null references team (id),
    contact_id      integer not null references contact (id),
    member_id       integer not null references member (id),
    mailbox_id      integer references mailbox (id),      -- null: a draft
    recipient       text    not null,
    recipient_key   text    not null,
    company_domain  text,                 -- null: free mail
    template        text,                 -- by which it is counted; null: written by hand
    frame           text    not null,
    lang            text    not null,
    subject         text    not null,
    body            text    not null,
    in_reply_to     text,                 -- the mail that it answers
    thread          text    not null default '',  -- the mails before that, a line each
    state           text    not null check (state in ('draft', 'waiting', 'claimed', 'handed', 'sent', 'parked',
                                                      'refused', 'failed', 'withdrawn', 'bounced', 'answered')),
    haste           text    not null,
    made_at         integer not null,
    due_at          integer,
    attempts        integer not null default 0,
    token           text    not null unique,     -- of its way to opt out
    message_id      text    unique,       -- frozen when it is claimed, with its bytes
    raw             blob,                 -- its bytes, until it is settled
    claimed_at      integer,              -- when it was first claimed
    handed_at       integer,              -- when its bytes may first have reached the server
    settled_at      integer,
    answer          text,                 -- what the server said
    why             text,                 -- the rule that refused it
    verdict         text check (verdict in ('hard', 'soft', 'policy', 'complaint')),
    verdict_at      integer,
    looks           integer not null default 0,  -- how often it was looked for in the folder of what was sent
    look_at         integer,              -- when it is looked for again
    copy_owed       integer not null default 0,  -- a copy is to be put into the folder of what was sent
    shown_in        integer,              -- the message of the writer's chat that tells of it
    change_id       integer references change (id)        -- that planned it
) strict;
create index mail_due on mail (mailbox_id, due_at) where state = 'waiting';
create index mail_open on mail (mailbox_id, id) where state in ('claimed', 'handed', 'parked');
create index mail_copy on mail (mailbox_id) where copy_owed = 1;
create index mail_contact on mail (contact_id, id);
create index mail_draft on mail (made_at) where state = 'draft';
create index mail_handed on mail (mailbox_id, handed_at) where handed_at is not null;
create index mail_company on mail (team_id, company_domain, handed_at) where handed_at is not null;
create index mail_planned on mail (team_id, due_at) where state in ('waiting', 'claimed', 'handed', 'parked');
create index mail_period on mail (team_id, handed_at) where handed_at is not null;

-- The files that go with a mail. What is in them goes when the mail is settled.
create table mail_file (
    id              integer primary key autoincrement,
    mail_id         integer not null references mail (id) on delete cascade,
    name            text    not null,
    media_type      text    not null,
    bytes           integer not null,     -- how many
    fetched         integer not null default 0,
    body            blob                  -- null: not fetched yet, or the mail is settled
) strict;
create index mail_file_mail on mail_file (mail_id);

-- What was made of a mail that came in. Its text is kept with what was logged of it.
create table reading (
    id              integer primary key autoincrement,
    team_id         integer not null references team (id),
    mailbox_id      integer references mailbox (id),      -- null: it came through the dropbox
    contact_id      integer references contact (id),      -- null: somebody of the company who is not in the book
    mail_id         integer references mail (id),         -- which of ours it is about
    class           text    not null,
    message_id      text,
    thread          text    not null default '',
    sender          text    not null,
    sender_name     text    not null,
    subject         text    not null,
    body            text    not null,     -- what is new in it
    away_until      text,
    at              integer not null,     -- when it came
    change_id       integer references change (id)
) strict;
create index reading_contact on reading (contact_id, id);
create index reading_mail on reading (mail_id) where mail_id is not null;

-- Why one may write to a person, with its proof. JSON.
alter table contact add column basis text;

-- A merge moves mails too.
create table moved_of_all (
    change_id   integer not null references change (id),
    kind        text    not null,
    row_id      integer not null,
    primary key (change_id, kind, row_id)
) strict;
insert into moved_of_all (change_id, kind, row_id) select change_id, kind, row_id from moved;
drop table moved;
alter table moved_of_all rename to moved;

-- An address or a company may be suppressed by several changes: taking one back leaves the others.
create table suppression_by (
    team_id     integer not null references team (id),
    email_hash  text    not null,         -- of an address, or of a company's domain
    at          integer not null,
    change_id   integer not null,         -- 0: stays whatever is undone
    primary key (team_id, email_hash, change_id)
) strict;
insert into suppression_by (team_id, email_hash, at, change_id)
    select team_id, email_hash, at, coalesce(change_id, 0) from suppression;
drop table suppression;
alter table suppression_by rename to suppression;
create index suppression_change on suppression (change_id) where change_id > 0;
