-- A name belongs to one active session of a domain at a time, and may be given again afterwards.
alter table sessions drop constraint sessions_tenant_id_domain_id_session_name_key;
create unique index sessions_active_name on sessions (tenant_id, domain_id, session_name)
  where ended_at is null;
create index sessions_by_name on sessions (tenant_id, domain_id, session_name, created_at);

-- Which node holds the call in memory: when it comes back after its death, it ends what it held.
alter table sessions add column node_id text not null default 'unknown';
alter table sessions alter column node_id drop default;
create index sessions_of_node on sessions (node_id) where ended_at is null;
create index session_streams_of_node on session_streams (node_id) where ended_at is null;
