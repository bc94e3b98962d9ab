-- Figures are counted contact by contact: what happened with one, and which of its follow-ups ended, from an index alone.
drop index interaction_contact;
create index interaction_contact on interaction (contact_id, at, kind, grade) where removed_at is null;
create index ended_follow_up_contact on ended_follow_up (contact_id, due_on, owner_id, done);
drop index ended_follow_up_period;
drop index interaction_period;

-- Who is due is shown in the order of the list, without a look at those who are not on the page.
create index contact_due_order on contact (team_id, owner_id, due_rank, grade, due_since, no, due_on)
    where removed_at is null and due_on is not null;
create index contact_fit on contact (team_id, fit, owner_id) where removed_at is null and fit is not null;

-- What follows from a setting for the contacts of a large book is computed again run by run, after the change.
create table settling (
    team_id  bigint not null references team (id),
    owner_id bigint not null,             -- whose contacts; -1: all of the team
    what     text not null check (what in ('follow-ups', 'fits')),
    after_no bigint not null,             -- up to this number it is done
    primary key (team_id, owner_id, what)
);

-- A list that is given has some ten entries: at the thousand that is taken for granted, whole tables are read for it.
alter function json_each(text) rows 10;
