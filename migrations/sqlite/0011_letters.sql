-- A letter says first what it is, and then what is in it: `{"call": "Send", "html": …}` becomes `{"Send": {"html": …}}`,
-- which is read without looking at all of it first.

update letter set body = json_object(body ->> '$.call', json(json_remove(body, '$.call'))) where state = 'waiting';
