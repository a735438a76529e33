-- Registered profiles of a domain, by version. What a version says is sealed with the domain's data key.
-- The number of the last version outlives a deletion, so that none is ever given twice.
create table profiles (
  tenant_id    text collate "C" not null,
  domain_id    text collate "C" not null,
  name         text collate "C" not null,
  last_version integer not null,
  deleted      boolean not null,
  primary key (tenant_id, domain_id, name)
);
create table profile_versions (
  tenant_id      text collate "C" not null,
  domain_id      text collate "C" not null,
  name           text collate "C" not null,
  version        integer not null,
  sealed         bytea not null,
  key_generation integer not null,
  created_at     timestamptz not null,
  primary key (tenant_id, domain_id, name, version)
);

-- No request, session or profile accepts a caller below it.
alter table domains
  add column least_acceptance_threshold integer not null default 0;

-- Which profile a session was tuned by, and whether by its own tuning, too: that it was, never what it
-- says.
alter table sessions
  add column profile text,
  add column tuned boolean not null default false;
