-- How many speakers each domain has, kept by triggers, so that a quota costs one row and not a count
-- over a million. Statement triggers: a bulk load adds once.
create table domain_usage (
  tenant_id  text collate "C" not null,
  domain_id  text collate "C" not null,
  speakers   bigint not null default 0 check (speakers >= 0),
  primary key (tenant_id, domain_id),
  foreign key (tenant_id, domain_id) references domains on delete cascade
) with (fillfactor = 20);

insert into domain_usage (tenant_id, domain_id, speakers)
  select d.tenant_id, d.domain_id,
         (select count(*) from speakers s
          where s.tenant_id = d.tenant_id and s.domain_id = d.domain_id)
  from domains d;

create function domain_usage_begins() returns trigger language plpgsql as
  $$ begin
    insert into domain_usage (tenant_id, domain_id) values (new.tenant_id, new.domain_id);
    return null;
  end $$;
create trigger domain_usage_begins after insert on domains
  for each row execute function domain_usage_begins();

create function speakers_are_counted() returns trigger language plpgsql as
  $$ declare
    sign integer := case tg_op when 'INSERT' then 1 else -1 end;
  begin
    update domain_usage u set speakers = u.speakers + sign * c.n
      from (select tenant_id, domain_id, count(*) as n from changed group by tenant_id, domain_id) c
      where u.tenant_id = c.tenant_id and u.domain_id = c.domain_id;
    return null;
  end $$;
create trigger speakers_added after insert on speakers
  referencing new table as changed for each statement execute function speakers_are_counted();
create trigger speakers_removed after delete on speakers
  referencing old table as changed for each statement execute function speakers_are_counted();

-- The sessions that count against the quota of active ones.
create index sessions_streaming on sessions (tenant_id, domain_id)
  where streaming_status <> 'ENDED';

-- A change of a domain's key: when it is tried next, and how often it was.
alter table domains add column key_change_attempts integer not null default 0;
alter table domains add column key_change_due_at timestamptz;
create index domains_changing_key on domains (key_change_due_at)
  where key_change_status = 'IN_PROGRESS';

-- A key that replaces another on rotation belongs to the same principal: the first key's id. Absent
-- on a first key.
alter table access_keys add column principal_id text collate "C";
alter table access_keys add column disabled_at timestamptz;
alter table access_keys add column last_used_at timestamptz;
create index access_keys_by_principal on access_keys (tenant_id, principal_id);

-- What a platform's secrets are sealed with; the token is looked up by its hash.
alter table instances add column master_key text;
create index instances_by_external_id on instances (kind, external_id);
create index instances_by_domain on instances (tenant_id, domain_id);
