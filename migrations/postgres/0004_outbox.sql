-- The letters to be sent next, in their order: found without looking at those that wait behind them.

create index letter_next on letter (priority, id) where state = 'waiting' and claimed_at is null;
