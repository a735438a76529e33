-- The ledger of consents: withdrawals are records too, each says who wrote it, and the order in
-- which records were written says which of a person's stands.
alter table consents
  add column action text not null default 'GIVEN' check (action in ('GIVEN', 'WITHDRAWN')),
  add column actor text,
  add column position bigint generated always as identity;
alter table consents drop constraint consents_kind_check;
alter table consents add constraint consents_kind_check
  check (kind in ('ENROLLMENT', 'OPT_OUT_WITHDRAWAL', 'TUNING'));
create index consents_in_order
  on consents (tenant_id, domain_id, generated_speaker_id, kind, position);
drop index consents_by_speaker;

-- What a domain tells people about their voices, by version; anybody may read it.
create table policies (
  tenant_id    text collate "C" not null,
  domain_id    text collate "C" not null,
  version      text collate "C" not null,
  body         text not null,
  published_by text not null,
  published_at timestamptz not null,
  position     bigint generated always as identity,
  primary key (tenant_id, domain_id, version)
);
-- The public asks by the domain alone.
create index policies_by_domain on policies (domain_id, position);

-- Both are proof: never changed, and gone only with their domain.
create function consent_is_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'rows of % are only ever added', tg_table_name; end $$;
create function only_with_their_domain() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from gone g where not exists (
      select 1 from domains d where d.tenant_id = g.tenant_id and d.domain_id = g.domain_id
        and d.purge_started_at is not null)) then
    raise exception 'rows of % go only with their domain', tg_table_name;
  end if;
  return null;
end $$;
create trigger consents_append_only before update on consents
  for each row execute function consent_is_append_only();
create trigger consents_not_emptied before truncate on consents
  for each statement execute function consent_is_append_only();
create trigger consents_kept after delete on consents referencing old table as gone
  for each statement execute function only_with_their_domain();
create trigger policies_append_only before update on policies
  for each row execute function consent_is_append_only();
create trigger policies_not_emptied before truncate on policies
  for each statement execute function consent_is_append_only();
create trigger policies_kept after delete on policies referencing old table as gone
  for each statement execute function only_with_their_domain();

-- The clocks of the laws a domain answers to (LAW=days, separated by commas), whether it keeps
-- enrolment audio, and for how many days recordings are given for tuning (0: not at all).
alter table domains
  add column retention_clocks text,
  add column keep_enrollment_audio boolean not null default false,
  add column tuning_days integer not null default 0 check (tuning_days between 0 and 1095);
