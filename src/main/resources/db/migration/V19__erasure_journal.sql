-- Which entries of the erasure journals this database holds. The journals lie outside of it, so that a
-- restored backup can be told from the database that went on: what a journal says and these rows do not
-- is erased again. Journals belong to nobody; everything up to up_to is here, later entries one by one.
create table erasure_journals (
  journal_id     text collate "C" primary key,
  up_to          bigint not null default 0,
  registered_at  timestamptz not null
);
create table erasure_journal_entries (
  journal_id  text collate "C" not null,
  sequence    bigint not null,
  primary key (journal_id, sequence)
);
