-- A small filled book as the first version of the tables had it: two teams, a wall between two salespeople, a contact in
-- the pool, one taken back, a suppressed one; what was logged, and the changes by which it can be taken back.

insert into team (id, name, address, cadence_a, cadence_b, cadence_c, next_no, created_at) values
    (1, 'Brightway 光明', 'Shenzhen', 14, 30, null, 7, 1767225600),
    (2, 'Another', null, 30, 60, 90, 2, 1767225600);

insert into member (id, team_id, telegram_id, role, name, username, lang, zone, reminder_at, work_days, away_until, joined_at, removed_at) values
    (1, 1, 1001, 'owner', '王伟', 'wang', 'zh', 'Asia/Shanghai', '09:00', 31, null, 1767225600, null),
    (2, 1, 1002, 'salesperson', 'Anna <b>', null, 'en', 'Europe/Berlin', '08:30', 31, '2026-02-01', 1767225700, null),
    (3, 1, 1003, 'salesperson', 'Gone', null, 'en', 'UTC', '09:00', 127, null, 1767225700, 1767312000),
    (4, 2, 2001, 'owner', 'Otto', null, 'en', 'UTC', '09:00', 31, null, 1767225600, null);

insert into invite (id, team_id, role, code_hash, created_by, created_at, expires_at, used_by, used_at) values
    (1, null, 'owner', 'aa', null, 1767225600, null, 1, 1767225600),
    (2, 1, 'salesperson', 'bb', 1, 1767225600, 1767830400, 2, 1767225700);

insert into contact (id, team_id, no, version, owner_id, owned_since, added_by, added_at, name, company, company_key,
    person_key, title, email, email_key, company_domain, phone, phone_digits, country, industry, source_channel,
    source_detail, acquired_on, pains, grade, value, stage, health, suppressed_at, next_step_on, next_step, last_touch_at,
    last_inbound_at, touches_in_row, due_on, due_why, due_rank, searched, change_id, removed_at) values
    (1, 1, 1, 4, 1, 1767225800, 1, 1767225800, 'Eva Braun-Öz', 'Lumen & Co. GmbH', 'lumen', 'braun eva oz', 'Buyer',
        'Eva@lumen.example', 'eva@lumen.example', 'lumen.example', '+4930901820', '30901820', 'DE', 'lighting',
        'trade show', 'Light+Building', '2026-01-01', 'glare', 'a', 'high', 'interested', 'unverified', null,
        '2026-01-20', 'send the quote', 1767398400, 1767484800, 0, '2026-01-05', 'awaits', 0,
        'eva braun-öz lumen & co. gmbh', 1, null),
    (2, 1, 2, 1, 2, 1767225900, 2, 1767225900, '李娜', '上海光明有限公司', '光明', '李娜', null,
        'lina@guangming.example', 'lina@guangming.example', 'guangming.example', null, null, 'CN', null, null,
        null, null, null, 'b', null, 'new', 'unverified', null, null, null, null, null, 0, null, null, null,
        '李娜 上海光明有限公司', 2, null),
    (3, 1, 3, 1, null, 1767226000, 1, 1767226000, 'Pool', null, null, 'pool', null, null, null, null, null, null, null,
        null, null, null, null, null, 'c', null, 'new', 'unverified', null, null, null, null, null, 0, null, null, null,
        'pool', 3, null),
    (4, 1, 4, 2, 1, 1767226100, 1, 1767226100, 'Taken Back', null, null, 'back taken', null, 'back@lumen.example',
        'back@lumen.example', 'lumen.example', null, null, null, null, null, null, null, null, 'c', null, 'new',
        'unverified', null, null, null, null, null, 0, null, null, null, 'taken back', 4, 1767226200),
    (5, 1, 5, 2, 1, 1767226300, 1, 1767226300, 'Opted Out', null, null, 'opted out', null, 'out@quiet.example',
        'out@quiet.example', 'quiet.example', null, null, null, null, null, null, null, null, 'c', null, 'contacted',
        'invalid', 1767226400, null, null, 1767226350, null, 1, null, null, null, 'opted out', 5, null),
    (6, 2, 1, 1, 4, 1767226500, 4, 1767226500, 'Eva Braun-Öz', 'Lumen', 'lumen', 'braun eva oz', null,
        'eva@lumen.example', 'eva@lumen.example', 'lumen.example', null, null, null, null, null, null, null, null, 'c',
        null, 'new', 'unverified', null, null, null, null, null, 0, null, null, null, 'eva', null, null);

insert into change (id, team_id, member_id, contact_id, part_of, at, verb, reason, effects, undone_at) values
    (1, 1, 1, 1, null, 1767225800, 'added', null, '[]', null),
    (2, 1, 2, 2, null, 1767225900, 'added', null, '[]', null),
    (3, 1, 1, 3, null, 1767226000, 'added', null, '[]', null),
    (4, 1, 1, 4, null, 1767226100, 'added', null, '[]', 1767226200),
    (5, 1, 1, 5, null, 1767226300, 'added', null, '[]', null),
    (6, 1, 1, 1, null, 1767398400, 'logged', null, '[]', null),
    (7, 1, 1, 1, null, 1767484800, 'logged', null, '[]', null),
    (8, 1, 1, 1, null, 1767484900, 'graded', 'a big order', '[{"contact":{"id":1,"cells":[{"cell":"grade","before":"c","after":"a"}]}}]', null);

insert into interaction (id, team_id, contact_id, kind, at, grade, summary, searched, by_id, change_id, removed_at) values
    (1, 1, 1, 'sent', 1767398400, 'a', 'the catalogue', 'the catalogue', 1, 6, null),
    (2, 1, 1, 'reply', 1767484800, 'a', '要报价 <100 pcs>', '要报价 <100 pcs>', 1, 7, null),
    (3, 1, 5, 'bounced', 1767226350, 'c', 'no such mailbox', 'no such mailbox', 1, 5, null);

insert into fallen_due (id, team_id, contact_id, owner_id, due_on, closed_on, done, change_id) values
    (1, 1, 1, 1, '2026-01-02', '2026-01-03', 1, 6);

insert into suppression (team_id, email_hash, at, change_id) values (1, 'cc', 1767226400, null);

insert into insight (id, team_id, no, title, body, industries, added_by, added_at) values
    (1, 1, 1, 'Glare', 'https://glare.example', 'lighting', 1, 1767225600);

insert into setting (key, value) values ('suppression_key', 'of version 1');
