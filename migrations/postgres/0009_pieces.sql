-- A long file is kept in pieces: a value of a row is copied several times on its way to the disk and back.

create table file_piece ( -- what follows the first piece, which is in file.body
    file_id bigint not null references file (id) on delete cascade,
    no      bigint not null, -- from 1 on
    body    bytea  not null,
    primary key (file_id, no)
);
