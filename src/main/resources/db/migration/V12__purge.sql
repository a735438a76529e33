-- When the purge of a suspended domain began: its secrets are destroyed from then on, and it cannot
-- be restored any more.
alter table domains add column purge_started_at timestamptz;
create index domains_suspended on domains (suspended_at) where status = 'SUSPENDED';

-- How much of a domain was purged so far, for its receipt.
create table purge_counts (
  tenant_id  text collate "C" not null,
  domain_id  text collate "C" not null,
  what       text not null,
  removed    bigint not null,
  primary key (tenant_id, domain_id, what)
);

-- The job that purges a domain outlives it.
alter table jobs drop constraint jobs_tenant_id_domain_id_fkey;

-- Receipts are proof: only ever added, as audit entries are; neither goes by emptying its table.
create function receipts_are_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'receipts are only ever added'; end $$;
create trigger receipts_append_only before update or delete on receipts
  for each row execute function receipts_are_append_only();
create trigger receipts_not_emptied before truncate on receipts
  for each statement execute function receipts_are_append_only();
create trigger audit_entries_not_emptied before truncate on audit_entries
  for each statement execute function audit_is_append_only();
