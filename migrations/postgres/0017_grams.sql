-- As in ../sqlite/0017_grams.sql.

create table find_gram (
    team_id     bigint  not null,
    place       bigint  not null,         -- 0 a name, 1 a company, 2 another field, 3 what happened
    block       bigint  not null,
    gram        text    not null collate "C",
    ids         text    not null,
    primary key (team_id, place, block, gram)
);
