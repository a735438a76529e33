-- Which code may work on this store. Code asks before it serves: its own version must not be older than
-- readable_from, and the store's must not be older than the code's. A migration that only adds leaves
-- these rows as they are.
create table store_versions (
  name          text collate "C" primary key check (name in ('schema', 'credentials')),
  -- schema: the migration that decided this; credentials: the form of the credential rows.
  version       integer not null,
  readable_from integer not null
);
insert into store_versions (name, version, readable_from) values
  ('schema', 18, 13),
  ('credentials', 1, 1);

-- What there should be of credentials, by tenant: how many, and the exclusive or of all their hashes.
-- Triggers keep it in step with every change, whichever version of the code makes it; rows that came or
-- went past the triggers (a restore that broke off, a move half done) show.
create table credential_checks (
  tenant_id  text collate "C" not null,
  kind       text collate "C" not null,
  entries    bigint not null,
  checksum   bigint not null,
  primary key (tenant_id, kind)
);

create function credential_hash(variadic parts text[]) returns bigint language sql immutable as
  $$ select ('x' || substr(encode(sha256(convert_to(
       array_to_string(parts, chr(31), chr(30)), 'UTF8')), 'hex'), 1, 16))::bit(64)::bigint $$;

-- When a key was last used is no part of it.
create function credential_sum(k access_keys) returns bigint language sql immutable as
  $$ select credential_hash(k.tenant_id, k.access_key_id, k.name, k.roles, k.domains, k.master_key,
       encode(k.secret_sealed, 'hex'), k.principal_id,
       extract(epoch from k.disabled_at)::text, extract(epoch from k.revoked_at)::text) $$;
create function credential_sum(t bearer_tokens) returns bigint language sql immutable as
  $$ select credential_hash(t.tenant_id, t.access_key_id, encode(t.token_hash, 'hex')) $$;
create function credential_sum(i instances) returns bigint language sql immutable as
  $$ select credential_hash(i.tenant_id, i.instance_id, i.domain_id, i.kind, i.external_id, i.master_key,
       encode(i.secret_sealed, 'hex'), encode(i.token_hash, 'hex')) $$;

create function credentials_are_summed() returns trigger language plpgsql as
  $$ declare
    gone bigint := 0;
    come bigint := 0;
    more integer := 0;
    tenant text;
  begin
    if tg_op <> 'INSERT' then
      gone := credential_sum(old);
      more := more - 1;
      tenant := old.tenant_id;
    end if;
    if tg_op <> 'DELETE' then
      come := credential_sum(new);
      more := more + 1;
      tenant := new.tenant_id;
    end if;
    if more <> 0 or gone <> come then
      insert into credential_checks as c (tenant_id, kind, entries, checksum)
        values (tenant, tg_table_name, more, gone # come)
        on conflict (tenant_id, kind) do update
          set entries = c.entries + excluded.entries, checksum = c.checksum # excluded.checksum;
    end if;
    return null;
  end $$;
create trigger access_keys_summed after insert or update or delete on access_keys
  for each row execute function credentials_are_summed();
create trigger bearer_tokens_summed after insert or update or delete on bearer_tokens
  for each row execute function credentials_are_summed();
create trigger instances_summed after insert or update or delete on instances
  for each row execute function credentials_are_summed();

create view credential_sums as
  select tenant_id, 'access_keys' as kind, count(*) as entries, bit_xor(credential_sum(k)) as checksum
    from access_keys k group by tenant_id
  union all
  select tenant_id, 'bearer_tokens', count(*), bit_xor(credential_sum(t))
    from bearer_tokens t group by tenant_id
  union all
  select tenant_id, 'instances', count(*), bit_xor(credential_sum(i))
    from instances i group by tenant_id;

insert into credential_checks (tenant_id, kind, entries, checksum)
  select tenant_id, kind, entries, checksum from credential_sums;
