-- The last change of somebody who has changed nothing for long, without walking through the whole team's changes back
-- to it: a change is found by the span of 4,096 that it is in, and by who made it. New rows still come together in the
-- last span, so a flood writes to a few pages.
drop index change_last;
create index change_last on change ((id / 4096), member_id, id) where undone_at is null and part_of is null;

-- Whom a morning's list has named as somebody who needs an address: the owner's local day. From the next on it is not
-- named again (docs/product.md, rule 11.1).
alter table contact add column address_asked_on text;
create index contact_asked on contact (team_id, owner_id) where address_asked_on is not null;
