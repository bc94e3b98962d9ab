-- A long file is kept in pieces: a value of a row is copied several times on its way to the disk and back.

create table file_piece ( -- what follows the first piece, which is in file.body
    file_id integer not null references file (id) on delete cascade,
    no      integer not null, -- from 1 on
    body    blob    not null,
    primary key (file_id, no)
) strict;
