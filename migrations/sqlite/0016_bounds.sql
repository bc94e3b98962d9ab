-- The last change of somebody who has changed nothing for long, without walking through the whole team's changes back
-- to it: a change is found by the span of 4,096 that it is in, and by who made it. New rows still come together in the
-- last span, so a flood writes to a few pages.
drop index change_last;
create index change_last on change ((id / 4096), member_id, id) where undone_at is null and part_of is null;
