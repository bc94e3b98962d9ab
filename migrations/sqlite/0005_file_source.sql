-- Where the contacts of a file come from, as the person said it: for the rows that do not say it themselves.
alter table file add column source text;
