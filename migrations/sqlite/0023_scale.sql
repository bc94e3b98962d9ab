-- What a change brought is found by the change: taking one back looked through everything that ever happened.
create index interaction_change on interaction (change_id) where change_id is not null;
create index ended_follow_up_change on ended_follow_up (change_id) where change_id is not null;
