-- The time of day of a next step, in the owner's zone; a step without one is for the whole day.
alter table contact add column next_step_at text;
