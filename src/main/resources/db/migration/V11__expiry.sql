-- Expiry walks from the speaker accessed longest ago; many may have the same last access.
create index speakers_by_last_access_and_id
  on speakers (tenant_id, domain_id, last_accessed_at, generated_speaker_id)
  where status = 'ENROLLED';
drop index speakers_by_last_access;

-- When the voice of an expired speaker is erased; absent once it is, and on everybody else.
alter table speakers add column erase_voice_at timestamptz;
create index speakers_by_erasure on speakers (tenant_id, domain_id, erase_voice_at)
  where erase_voice_at is not null;

-- How far warnings before expiry have come: everybody up to this last access was warned at this
-- distance under this retention time.
create table expiry_warnings (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  distance             text not null,
  retention_days       integer not null,
  last_accessed_at     timestamptz not null,
  generated_speaker_id text collate "C" not null,
  primary key (tenant_id, domain_id, distance),
  foreign key (tenant_id, domain_id) references domains on delete cascade
);

-- Lists of receipts, the newest first.
create index receipts_listed on receipts (tenant_id, issued_at desc, receipt_id);

-- The runs of a schedule over all domains of a tenant, the newest first.
create index jobs_of_kind on jobs (tenant_id, kind, created_at desc, job_id);
