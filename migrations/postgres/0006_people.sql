-- Two contacts that are one person: the second keeps its row and number, out of sight, and points to the first.

alter table contact add column merged_into bigint references contact (id);
create index contact_merged on contact (merged_into) where merged_into is not null;
-- The address and number of the second still find the first.
create index contact_alias on contact (team_id, email_key, phone_digits) where merged_into is not null;

-- What a merge moved to the contact that stayed, row by row: taking it back splits exactly.
create table moved (
    change_id   bigint not null references change (id),
    kind        text    not null check (kind in ('interaction', 'change', 'fallen_due', 'alias')),
    row_id      bigint not null,
    primary key (change_id, kind, row_id)
);
