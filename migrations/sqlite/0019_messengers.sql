-- WhatsApp and WeChat, as ways of their own to reach somebody; by the digits a number is found, as telephones are.
alter table contact add column whatsapp text;
alter table contact add column whatsapp_digits text;
alter table contact add column wechat text;
create index contact_whatsapp on contact (team_id, whatsapp_digits) where whatsapp_digits is not null;

-- Of a message: through which messenger it went (WhatsApp, WeChat, LinkedIn, SMS …).
alter table interaction add column messenger text;

-- The first answer of theirs that no touch has answered; attempts that reached nobody, since anything else happened.
alter table contact add column awaiting_since integer;
alter table contact add column attempts_in_row integer not null default 0;
alter table contact add column last_attempt_at integer;
update contact set awaiting_since = last_inbound_at
    where last_inbound_at is not null and (last_touch_at is null or last_touch_at < last_inbound_at);

-- The owner's local day since which they have waited; a snooze moves only the day on which it is due.
alter table contact add column due_since text;
update contact set due_since = due_on;

-- When a person last set the grade with a reason.
alter table contact add column grade_reasoned_at integer;
