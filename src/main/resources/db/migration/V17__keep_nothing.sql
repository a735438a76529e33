-- Recordings that are kept: enrolment audio where the domain says so, and those given for tuning.
-- Sealed under a key of the person's own, which is wrapped under the domain's data key: once the
-- person's row is gone nothing of theirs opens.
create table speaker_keys (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  wrapped              bytea not null,
  key_generation       integer not null,
  created_at           timestamptz not null,
  primary key (tenant_id, domain_id, generated_speaker_id)
);
create table kept_recordings (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  recording_id         text collate "C" not null,
  purpose              text not null check (purpose in ('ENROLLMENT', 'TUNING')),
  sample_rate          integer not null check (sample_rate > 0),
  seconds              double precision not null check (seconds > 0),
  sealed               bytea not null,
  created_at           timestamptz not null,
  expires_at           timestamptz,
  primary key (tenant_id, domain_id, generated_speaker_id, recording_id)
);
-- Sealed bytes do not shrink.
alter table kept_recordings alter column sealed set storage external;
create index kept_recordings_expiring on kept_recordings (expires_at) where expires_at is not null;
create index kept_recordings_by_purpose on kept_recordings (tenant_id, domain_id, purpose);

-- The recordings of a person that were erased while the person stayed.
alter table tombstones drop constraint tombstones_kind_check;
alter table tombstones add constraint tombstones_kind_check
  check (kind in ('VOICEPRINT', 'SPEAKER', 'FRAUDSTER', 'DOMAIN', 'RECORDINGS'));

-- What is kept of a call's audio once its enrolment is over.
alter table enrollment_requests
  add column retention text not null default 'NONE' check (retention in ('NONE', 'AUDIO'));

-- How long the results of a job live after its end, and until when that is.
alter table jobs add column time_to_live_hours integer not null default 168
  check (time_to_live_hours between 6 and 744);
alter table jobs add column expires_at timestamptz generated always as (
  ((ended_at at time zone 'UTC') + make_interval(hours => time_to_live_hours)) at time zone 'UTC')
  stored;
create index jobs_expiring on jobs (kind, expires_at) where expires_at is not null;

-- The entries about a person, by the customer's own id: they go when the person is deleted.
create index job_items_by_speaker on job_items
  (tenant_id, domain_id, substring(input from '"speakerId":"([A-Za-z0-9_-]+)"'))
  where input like '%"speakerId":"%';
