-- The desk: what the bot has heard, what it owes, and what it is in the middle of.

-- Updates carried out; an update delivered again is recognised here.
create table heard (
    update_id   integer primary key,
    at          integer not null
) strict;

-- Updates that failed for a fault of ours: kept, never retried for ever.
create table set_aside (
    update_id   integer primary key,
    code        text    not null,
    at          integer not null,
    fault       text    not null,
    body        text    not null
) strict;

-- Presses that changed something: Telegram sends a press again under a new update id.
create table pressed (
    chat_id     integer not null,
    message_id  integer not null,
    data        text    not null,
    member_id   integer not null,
    at          integer not null,
    primary key (chat_id, message_id, data)
) strict;

-- What is owed to Telegram, in order per chat.
create table letter (
    id           integer primary key,
    chat_id      integer not null,
    key          text    unique,          -- what must go once, e.g. 'morning:7:2026-12-05'
    priority     integer not null,        -- 0 an answer, 1 bulk
    body         text    not null,        -- JSON: what to send
    card_of      integer,                 -- the contact whose card the message will be
    due_at       integer not null,
    attempts     integer not null default 0,
    claimed_at   integer,                 -- being sent; found so at a start, it may already be there
    may_be_there integer not null default 0, -- the process died while sending: sent again, marked as a repeat
    state        text    not null check (state in ('waiting', 'sent', 'failed')),
    message_id   integer,
    fault        text,
    created_at   integer not null
) strict;
create index letter_waiting on letter (chat_id, id) where state = 'waiting';

-- Which message shows which contact, so that a reply to it is logged there.
create table card (
    chat_id     integer not null,
    message_id  integer not null,
    contact_id  integer not null,
    primary key (chat_id, message_id)
) strict;
create index card_contact on card (contact_id);

-- Files on their way in or out: kept until they are used.
create table file (
    id          integer primary key autoincrement, -- buttons carry it: never given to another file
    chat_id     integer not null,
    name        text    not null,
    body        blob    not null,
    source      text,                     -- where its contacts come from, as the person said it
    at          integer not null
) strict;

-- What needs the network and is done after the commit: fetching a file that somebody sent.
create table job (
    id          integer primary key autoincrement,
    chat_id     integer not null,
    body        text    not null,         -- JSON
    due_at      integer not null,
    attempts    integer not null default 0,
    created_at  integer not null
) strict;

-- Half-done conversations, by chat.
create table dialogue (
    chat_id     integer primary key,
    state       text    not null,
    at          integer not null
) strict;

-- What was planned for whom and when: one row per person, kind and local period, written with the letter.
create table ledger (
    member_id   integer not null references member (id),
    kind        text    not null check (kind in ('morning', 'nudge', 'cleanup')),
    period      text    not null,         -- the local day, or '2026-11', or '2026Q4'
    at          integer not null,
    letter_id   integer,                  -- null: nothing was due
    contacts    text,                     -- whom it named, in order, as a JSON list of contact keys
    primary key (member_id, kind, period)
) strict;
create index ledger_at on ledger (at);

-- What people searched for, so that the buttons of a long list need not carry it.
create table search (
    id          integer primary key autoincrement,
    member_id   integer not null references member (id),
    text        text    not null,
    at          integer not null
) strict;
