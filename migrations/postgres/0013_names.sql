-- Tables are called what the field calls them: an outbox of messages, updates that were processed, dead letters, and
-- follow-ups that ended.

alter table heard rename to processed_update;
alter index heard_pkey rename to processed_update_pkey;
alter table set_aside rename to dead_letter;
alter index set_aside_pkey rename to dead_letter_pkey;

alter table letter rename to outbox;
alter index letter_pkey rename to outbox_pkey;
alter index letter_key_key rename to outbox_key_key;
alter index letter_waiting rename to outbox_waiting;
alter index letter_next rename to outbox_next;
alter sequence letter_id_seq rename to outbox_id_seq;
alter table outbox rename constraint letter_state_check to outbox_state_check;
alter table ledger rename column letter_id to outbox_id;

alter table fallen_due rename to ended_follow_up;
alter index fallen_due_pkey rename to ended_follow_up_pkey;
alter index fallen_due_period rename to ended_follow_up_period;
alter sequence fallen_due_id_seq rename to ended_follow_up_id_seq;
alter table ended_follow_up rename constraint fallen_due_team_id_fkey to ended_follow_up_team_id_fkey;
alter table ended_follow_up rename constraint fallen_due_contact_id_fkey to ended_follow_up_contact_id_fkey;
alter table ended_follow_up rename constraint fallen_due_owner_id_fkey to ended_follow_up_owner_id_fkey;
