-- The book. Instants are whole UTC seconds; days are ISO text ('2026-12-05') of the zone named beside them;
-- yes and no are 1 and 0. Every table carries its team: nothing is ever asked without it.

create table team (
    id          integer primary key,
    name        text    not null,
    address     text,
    cadence_a   integer,                 -- days; null is off
    cadence_b   integer,
    cadence_c   integer,
    next_no     integer not null default 1, -- the next contact's number: numbers are never reused
    created_at  integer not null
) strict;

create table member (
    id            integer primary key autoincrement,
    team_id       integer not null references team (id),
    telegram_id   integer not null,      -- also the private chat's number
    role          text    not null check (role in ('salesperson', 'manager', 'owner')),
    name          text    not null,
    username      text,
    lang          text    not null check (lang in ('en', 'zh')),
    zone          text    not null,      -- IANA name
    reminder_at   text    not null,      -- 'HH:MM', local
    work_days     integer not null check (work_days between 1 and 127), -- lowest bit is Monday
    away_until    text,                  -- local day
    blocked_at    integer,
    joined_at     integer not null,
    removed_at    integer
) strict;
-- One person is in one team at a time, so an update needs no choice of team.
create unique index member_telegram on member (telegram_id) where removed_at is null;
create index member_team on member (team_id) where removed_at is null;

create table invite (
    id          integer primary key autoincrement,
    team_id     integer references team (id), -- null: the owner link of a deployment without a team
    role        text    not null check (role in ('salesperson', 'manager', 'owner')),
    code_hash   text    not null unique,  -- SHA-256 of the code: a copy of the book lets nobody in
    created_by  integer references member (id),
    created_at  integer not null,
    expires_at  integer,
    used_by     integer references member (id),
    used_at     integer,
    revoked_at  integer
) strict;
create index invite_open on invite (team_id) where used_at is null and revoked_at is null;

create table contact (
    id               integer primary key autoincrement,
    team_id          integer not null references team (id),
    no               integer not null,
    version          integer not null default 1,
    owner_id         integer references member (id), -- null: in the pool
    owned_since      integer not null,
    added_by         integer not null references member (id),
    added_at         integer not null,
    name             text,
    company          text,
    company_key      text,                -- the name without case, punctuation and legal form
    person_key       text,
    title            text,
    role             text,
    email            text,
    email_key        text,                -- lower case, domain in ASCII
    company_domain   text,                -- null for free mail
    phone            text,
    phone_digits     text,
    linkedin         text,
    language         text,
    country          text,                -- ISO 3166 alpha-2
    website          text,
    industry         text,
    size             text,
    revenue          text,
    source_channel   text,
    source_detail    text,
    acquired_on      text,
    pains            text,
    plans            text,
    weighs           text,
    grade            text    not null check (grade in ('a', 'b', 'c')),
    value            text    check (value in ('high', 'medium', 'low')),
    stage            text    not null check (stage in ('new', 'contacted', 'interested', 'customer', 'lost')),
    health           text    not null check (health in ('verified', 'unverified', 'risky', 'invalid')),
    suppressed_at    integer,
    next_step_on     text,
    next_step        text,
    snoozed_until    text,
    -- what the interactions add up to
    last_touch_at    integer,
    last_inbound_at  integer,
    last_insight_at  integer,
    touches_in_row   integer not null default 0,
    streak_from      integer,             -- touches are counted from here: a rest was answered
    rest_kept        integer not null default 0,
    -- what the follow-up rules make of it, settled with every change
    due_on           text,                -- the owner's local day; null: never
    due_why          text,
    due_rank         integer,             -- the order of a list: awaiting, next steps, the rest
    searched         text    not null default '', -- what /find looks through, lower case
    change_id        integer,             -- the change that brought it
    removed_at       integer,             -- taken back by /undo, or forgotten
    unique (team_id, no)
) strict;
-- The same address twice in a team is what the book exists to prevent: the database refuses it too.
create unique index contact_email on contact (team_id, email_key) where email_key is not null and removed_at is null;
create index contact_due on contact (team_id, owner_id, due_on) where due_on is not null and removed_at is null;
create index contact_owner on contact (team_id, owner_id) where removed_at is null;
create index contact_company on contact (team_id, company_key) where company_key is not null and removed_at is null;
create index contact_person on contact (team_id, person_key) where person_key is not null and removed_at is null;
create index contact_domain on contact (team_id, company_domain) where company_domain is not null and removed_at is null;
create index contact_phone on contact (team_id, phone_digits) where phone_digits is not null and removed_at is null;

create table interaction (
    id          integer primary key,
    team_id     integer not null references team (id),
    contact_id  integer not null references contact (id),
    kind        text    not null,
    at          integer not null,         -- when it happened
    grade       text    not null,         -- the contact's grade then: where the effort went
    summary     text    not null,
    searched    text    not null,         -- the summary in lower case
    by_id       integer not null references member (id),
    change_id   integer not null,
    removed_at  integer
) strict;
create index interaction_contact on interaction (contact_id, at) where removed_at is null;
create index interaction_period on interaction (team_id, at) where removed_at is null;

-- Every change of the record: the history a person reads, and what /undo takes back.
create table change (
    id          integer primary key autoincrement,
    team_id     integer not null references team (id),
    member_id   integer not null references member (id),
    contact_id  integer references contact (id),
    part_of     integer references change (id), -- of a change to many: undone with it
    at          integer not null,
    verb        text    not null,
    reason      text,
    effects     text    not null,         -- JSON: each field with before and after, each row that came
    undone_at   integer
) strict;
create index change_member on change (team_id, member_id, id);
create index change_contact on change (contact_id, id);
create index change_part on change (part_of) where part_of is not null;
create index contact_change on contact (change_id) where change_id is not null;

-- Follow-ups that fell due and are over: what coverage is counted from.
create table fallen_due (
    id          integer primary key,
    team_id     integer not null references team (id),
    contact_id  integer not null references contact (id),
    owner_id    integer not null references member (id),
    due_on      text    not null,
    closed_on   text    not null,
    done        integer not null,         -- touched before the next fell due
    change_id   integer not null
) strict;
create index fallen_due_period on fallen_due (team_id, due_on);

-- Opted out or forgotten: only a keyed hash of the address, so that it is refused when it comes again.
create table suppression (
    team_id     integer not null references team (id),
    email_hash  text    not null,
    at          integer not null,
    change_id   integer,                  -- null: stays whatever is undone
    primary key (team_id, email_hash)
) strict;

create table insight (
    id          integer primary key autoincrement,
    team_id     integer not null references team (id),
    no          integer not null,
    title       text    not null,
    body        text    not null,         -- an address or a text
    industries  text    not null,         -- lower case, one per line; empty fits everyone
    added_by    integer not null references member (id),
    added_at    integer not null,
    removed_at  integer,
    unique (team_id, no)
) strict;

create table setting (
    key    text primary key,
    value  text not null
) strict;
