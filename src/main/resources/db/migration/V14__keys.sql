-- Wrapping keys that the service has for itself, and since when it knows them: an older one may be
-- destroyed only a while after the newest came.
create table wrapping_keys (
  name        text primary key,
  known_since timestamptz not null
);

-- When the secrets of a domain were last renewed, or its old ones destroyed: nodes look for what
-- changed a short while ago and drop what they hold in memory.
alter table domains add column secrets_changed_at timestamptz;
create index domains_secrets_changed on domains (secrets_changed_at)
  where secrets_changed_at is not null;

-- The secrets that are not under the newest wrapping key.
create index domain_keys_by_wrapping_key on domain_keys (tenant_id, master_key);
