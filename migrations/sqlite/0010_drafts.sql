-- Drafts of contacts that wait for a decision, as many as a person sends: each button names its own.

create table draft (
    id      integer primary key autoincrement, -- buttons carry it: never given to another draft
    chat_id integer not null,
    body    text    not null,                  -- JSON
    at      integer not null
) strict;
