-- What /find looks into: in which rows there are three letters, or two characters of a script that has no letters, one
-- after the other. A row of it is about 4,096 contacts or interactions, one after the other; each that has the letters
-- is two signs in `ids`, so that more of them are put behind those that are there. New rows come in a few hundred at a
-- time; the setting 'indexed_contact', 'indexed_interaction' says up to which.

create table find_gram (
    team_id     integer not null,
    place       integer not null,         -- 0 a name, 1 a company, 2 another field, 3 what happened
    block       integer not null,
    gram        text    not null,
    ids         text    not null,
    primary key (team_id, place, block, gram)
) strict, without rowid;
