-- Tables are called what the field calls them: an outbox of messages, updates that were processed, dead letters, and
-- follow-ups that ended.

alter table heard rename to processed_update;
alter table set_aside rename to dead_letter;

drop index letter_waiting;
drop index letter_next;
alter table letter rename to outbox;
create index outbox_waiting on outbox (chat_id, id) where state = 'waiting';
create index outbox_next on outbox (priority, id) where state = 'waiting' and claimed_at is null;
alter table ledger rename column letter_id to outbox_id;

drop index fallen_due_period;
alter table fallen_due rename to ended_follow_up;
create index ended_follow_up_period on ended_follow_up (team_id, due_on);
