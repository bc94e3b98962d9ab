-- Figures are counted contact by contact: what happened with one, and which of its follow-ups ended, from an index alone.
drop index interaction_contact;
create index interaction_contact on interaction (contact_id, at, kind, grade) where removed_at is null;
create index ended_follow_up_contact on ended_follow_up (contact_id, due_on, owner_id, done);
drop index ended_follow_up_period;
drop index interaction_period;
