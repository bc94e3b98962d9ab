-- The country whose public holidays the person does not work on.
alter table member add column holidays text;
