//! What rightly reads everything, and why.

use renmai_core::store::Engine;

/// Statements that may read all of a big table, or all that a team has in it.
#[derive(Debug)]
pub(crate) struct Allowed {
    /// A part of the statement that no other has.
    pub(crate) part: &'static str,
    /// Where it does.
    pub(crate) on: &'static [Engine],
}

const BOTH: &[Engine] = &[Engine::Sqlite, Engine::Postgres];
const SQLITE: &[Engine] = &[Engine::Sqlite];
const POSTGRES: &[Engine] = &[Engine::Postgres];

const fn allowed(part: &'static str, on: &'static [Engine]) -> Allowed {
    Allowed { part, on }
}

/// An entry that no longer reads all makes the test fail too.
pub(crate) const ALLOWED: &[Allowed] = &[
    // Figures of a whole team: each of its contacts is counted.
    allowed("select count(*) as n from contact where team_id = $1 and ($2 = -1 or owner_id = $2)", BOTH),
    allowed("select owner_id, count(*) as n from contact", BOTH),
    allowed("select fit, count(*) as n from contact", POSTGRES),
    allowed("select health, count(*) as n from contact", BOTH),
    allowed("select grp, source, count(*) as ", BOTH),
    allowed("with acted as (", SQLITE),
    // Whether that would take long: no further than a limit.
    allowed("and $2 = -1 and removed_at is null limit $3) as k", BOTH),
    // The clean-up looks at every contact.
    allowed("as better_no from contact c", BOTH),
    allowed("as to_clean from contact c", BOTH),
    // `/verify` of all is about every address.
    allowed("update mail_domain set ask_at = $4 where ask_at > $4", SQLITE),
    allowed("select count(*) as n from contact c join mail_domain m", SQLITE),
    // Who is erased is looked for in the merges of the team, which are few and have an index.
    allowed("verb = 'merged' and effects like $", BOTH),
    // Each minute, against a clock that was set back: only what waits, in its index.
    allowed("state = 'waiting' and due_at > $1 and due_at < $2", BOTH),
    allowed("state = 'waiting' and due_at > $2 and due_at < $3", BOTH),
    // At a start: only what was under way, in its index.
    allowed("update outbox set claimed_at = null, may_be_there = 1", BOTH),
    allowed("update mail set state = 'waiting' where state in", BOTH),
    allowed("update mail set state = 'parked', look_at = $1, looks = 0", BOTH),
    // When the sender has something to do: the mails under way of all mailboxes, in their index.
    allowed("union all select min(look_at) as at from mail", BOTH),
    allowed("select id from mailbox where removed_at is null and member_id in", POSTGRES),
    // Once a day: what is kept no longer.
    allowed("outbox where state <> 'waiting' and created_at < $1", BOTH),
    allowed("update outbox set body = '' where state <> 'waiting' and created_at < $1", BOTH),
    allowed("update mail set state = 'withdrawn' where state = 'refused'", BOTH),
    allowed("update mail_file set body = null where body is not null", SQLITE),
];
