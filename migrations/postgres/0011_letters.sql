-- A letter says first what it is, and then what is in it: `{"call": "Send", "html": …}` becomes `{"Send": {"html": …}}`,
-- which is read without looking at all of it first.

update letter set body = cast(jsonb_build_object(body::jsonb ->> 'call', body::jsonb - 'call') as text)
where state = 'waiting';
