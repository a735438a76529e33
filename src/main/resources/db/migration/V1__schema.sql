-- Everything Voxward keeps. Every row belongs to a tenant and, where it can, to a domain; both
-- lead every primary key, so no query can reach across them by mistake.
-- Identifiers are compared byte by byte (collate "C"): the order of a page never depends on a locale.
-- Audio has no column here: it is never kept.

create table tenants (
  tenant_id   text collate "C" primary key,
  created_at  timestamptz not null
);

create table domains (
  tenant_id                     text collate "C" not null references tenants,
  domain_id                     text collate "C" not null,
  name                          text not null,
  description                   text,
  status                        text not null check (status in ('ACTIVE', 'PENDING', 'SUSPENDED')),
  acceptance_threshold          integer not null check (acceptance_threshold between 0 and 100),
  risk_threshold                integer not null check (risk_threshold between 0 and 100),
  enrollment_speech_seconds     double precision not null check (enrollment_speech_seconds > 0),
  authentication_speech_seconds double precision not null check (authentication_speech_seconds > 0),
  consent_required              boolean not null,
  retention_days                integer not null check (retention_days > 0),
  default_watchlist_id          text collate "C" not null,
  -- The name a Voice ID caller gave to the domain's key, and how a change of it goes on.
  kms_key_id                    text,
  old_kms_key_id                text,
  key_change_status             text check (key_change_status in ('IN_PROGRESS', 'COMPLETED', 'FAILED')),
  key_change_message            text,
  created_at                    timestamptz not null,
  updated_at                    timestamptz not null,
  suspended_at                  timestamptz,
  version                       integer not null,
  primary key (tenant_id, domain_id)
);

-- The secrets of a domain, each wrapped by a key of the keystore. Destroying the rows of a domain
-- makes everything sealed in it unreadable at once.
create table domain_keys (
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  purpose     text not null check (purpose in ('DATA', 'TRANSFORM')),
  generation  integer not null check (generation >= 1),
  master_key  text not null,
  wrapped     bytea not null,
  created_at  timestamptz not null,
  primary key (tenant_id, domain_id, purpose, generation)
);

create table speakers (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  customer_speaker_id  text collate "C",
  status               text not null check (status in ('PENDING', 'ENROLLED', 'OPTED_OUT', 'EXPIRED')),
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  last_accessed_at     timestamptz,
  primary key (tenant_id, domain_id, generated_speaker_id),
  unique (tenant_id, domain_id, customer_speaker_id),
  foreign key (tenant_id, domain_id) references domains
);
-- Lists by status, a page at a time.
create index speakers_by_status on speakers (tenant_id, domain_id, status, generated_speaker_id);
-- Expiry: the enrolled speakers whose last access is longest ago.
create index speakers_by_last_access on speakers (tenant_id, domain_id, last_accessed_at)
  where status = 'ENROLLED';

create table voiceprints (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  owner_kind           text not null check (owner_kind in ('SPEAKER', 'FRAUDSTER')),
  owner_id             text collate "C" not null,
  model_id             text not null,
  sealed               bytea not null,
  key_generation       integer not null,
  transform_generation integer not null,
  net_speech_seconds   double precision not null check (net_speech_seconds >= 0),
  snr_db               double precision,
  clipping_share       double precision,
  bandwidth_hz         double precision,
  source               text not null check (source in ('SESSION', 'UPLOAD', 'BATCH')),
  created_at           timestamptz not null,
  primary key (tenant_id, domain_id, owner_kind, owner_id, model_id),
  foreign key (tenant_id, domain_id) references domains
);
-- Moving prints to another model: those still under the old one.
create index voiceprints_by_model on voiceprints (tenant_id, domain_id, model_id, owner_kind, owner_id);

create table watchlists (
  tenant_id    text collate "C" not null,
  domain_id    text collate "C" not null,
  watchlist_id text collate "C" not null,
  name         text not null,
  description  text,
  is_default   boolean not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (tenant_id, domain_id, watchlist_id),
  foreign key (tenant_id, domain_id) references domains
);
create unique index watchlists_one_default on watchlists (tenant_id, domain_id) where is_default;

create table fraudsters (
  tenant_id              text collate "C" not null,
  domain_id              text collate "C" not null,
  generated_fraudster_id text collate "C" not null,
  label                  text,
  created_at             timestamptz not null,
  updated_at             timestamptz not null,
  primary key (tenant_id, domain_id, generated_fraudster_id),
  foreign key (tenant_id, domain_id) references domains
);

create table fraudster_watchlists (
  tenant_id              text collate "C" not null,
  domain_id              text collate "C" not null,
  watchlist_id           text collate "C" not null,
  generated_fraudster_id text collate "C" not null,
  created_at             timestamptz not null,
  primary key (tenant_id, domain_id, watchlist_id, generated_fraudster_id),
  foreign key (tenant_id, domain_id, watchlist_id) references watchlists,
  foreign key (tenant_id, domain_id, generated_fraudster_id) references fraudsters
);
create index fraudster_watchlists_by_fraudster
  on fraudster_watchlists (tenant_id, domain_id, generated_fraudster_id);

create table instances (
  tenant_id      text collate "C" not null,
  instance_id    text collate "C" not null,
  domain_id      text collate "C" not null,
  kind           text not null,
  external_id    text not null,
  name           text,
  secret_sealed  bytea,
  token_hash     bytea unique,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (tenant_id, instance_id),
  unique (tenant_id, kind, external_id),
  foreign key (tenant_id, domain_id) references domains
);

create table sessions (
  tenant_id                     text collate "C" not null,
  domain_id                     text collate "C" not null,
  session_id                    text collate "C" not null,
  session_name                  text collate "C" not null,
  generated_speaker_id          text collate "C",
  instance_id                   text collate "C",
  streaming_status              text not null
    check (streaming_status in ('PENDING_CONFIGURATION', 'ONGOING', 'ENDED')),
  audio_encoding                text not null,
  sample_rate                   integer not null,
  channels                      integer not null,
  caller_channel                integer not null,
  acceptance_threshold          integer check (acceptance_threshold between 0 and 100),
  risk_threshold                integer check (risk_threshold between 0 and 100),
  authentication_speech_seconds double precision,
  authentication_on             boolean not null,
  fraud_detection_on            boolean not null,
  end_when_decided              boolean not null,
  watchlist_id                  text collate "C",
  net_speech_seconds            double precision not null default 0,
  end_reason                    text,
  created_at                    timestamptz not null,
  updated_at                    timestamptz not null,
  started_at                    timestamptz,
  ended_at                      timestamptz,
  expires_at                    timestamptz not null,
  version                       integer not null default 0,
  primary key (tenant_id, domain_id, session_id),
  unique (tenant_id, domain_id, session_name),
  foreign key (tenant_id, domain_id) references domains
);
create index sessions_open on sessions (expires_at) where streaming_status <> 'ENDED';

-- One row for each connection that carried audio of a session.
create table session_streams (
  tenant_id          text collate "C" not null,
  domain_id          text collate "C" not null,
  session_id         text collate "C" not null,
  stream_number      integer not null,
  node_id            text not null,
  started_at         timestamptz not null,
  ended_at           timestamptz,
  end_reason         text,
  net_speech_seconds double precision not null default 0,
  primary key (tenant_id, domain_id, session_id, stream_number),
  foreign key (tenant_id, domain_id, session_id) references sessions
);

-- Decision records: one row for each evaluation that changed something. They outlive the session's
-- audio, which never existed here.
create table evaluations (
  tenant_id                text collate "C" not null,
  domain_id                text collate "C" not null,
  evaluation_id            text collate "C" not null,
  session_id               text collate "C" not null,
  authentication_result_id text collate "C",
  authentication_decision  text,
  authentication_score     integer check (authentication_score between 0 and 100),
  acceptance_threshold     integer,
  generated_speaker_id     text collate "C",
  fraud_result_id          text collate "C",
  fraud_decision           text,
  risk_threshold           integer,
  fraud_reasons            text[],
  known_fraudster_score    integer,
  generated_fraudster_id   text collate "C",
  spoofing_score           integer,
  watchlist_id             text collate "C",
  net_speech_seconds       double precision not null,
  speech_used_from         timestamptz,
  speech_used_to           timestamptz,
  model_id                 text not null,
  evaluated_at             timestamptz not null,
  primary key (tenant_id, domain_id, evaluation_id)
);
create index evaluations_by_session on evaluations (tenant_id, domain_id, session_id, evaluated_at);

create table enrollment_requests (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  session_id           text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  status               text not null
    check (status in ('NOT_ENOUGH_SPEECH', 'IN_PROGRESS', 'COMPLETED', 'FAILED')),
  net_speech_seconds   double precision not null,
  needed_seconds       double precision not null,
  reasons              text[] not null default '{}',
  consent_id           text collate "C",
  requested_at         timestamptz not null,
  updated_at           timestamptz not null,
  primary key (tenant_id, domain_id, session_id)
);

create table access_keys (
  tenant_id      text collate "C" not null references tenants,
  access_key_id  text collate "C" not null unique,
  name           text not null,
  roles          text not null,
  domains        text,
  master_key     text not null,
  secret_sealed  bytea not null,
  created_at     timestamptz not null,
  revoked_at     timestamptz,
  primary key (tenant_id, access_key_id)
);

create table bearer_tokens (
  token_hash    bytea primary key,
  tenant_id     text collate "C" not null,
  access_key_id text collate "C" not null,
  created_at    timestamptz not null,
  foreign key (tenant_id, access_key_id) references access_keys
);

-- A key to one stream of one session; works once.
create table stream_tokens (
  token_hash  bytea primary key,
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  session_id  text collate "C" not null,
  expires_at  timestamptz not null
);
create index stream_tokens_by_expiry on stream_tokens (expires_at);

create table consents (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  consent_id           text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  kind                 text not null check (kind in ('ENROLLMENT', 'OPT_OUT_WITHDRAWAL')),
  channel              text not null,
  reference            text,
  policy_version       text,
  given_at             timestamptz not null,
  recorded_at          timestamptz not null,
  primary key (tenant_id, domain_id, consent_id)
);
create index consents_by_speaker on consents (tenant_id, domain_id, generated_speaker_id);

create table receipts (
  tenant_id   text collate "C" not null,
  receipt_id  text collate "C" not null,
  domain_id   text collate "C" not null,
  kind        text not null,
  subject_id  text collate "C" not null,
  body        text not null,
  signature   bytea not null,
  issued_at   timestamptz not null,
  primary key (tenant_id, receipt_id)
);

-- What was erased, so that a restored backup can erase it again.
create table tombstones (
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  kind        text not null check (kind in ('VOICEPRINT', 'SPEAKER', 'FRAUDSTER', 'DOMAIN')),
  subject_id  text collate "C" not null,
  reason      text not null,
  erased_at   timestamptz not null,
  primary key (tenant_id, domain_id, kind, subject_id, erased_at)
);

-- Who did what. Rows are only ever added; each carries the hash of the one before it.
create table audit_entries (
  tenant_id   text collate "C" not null,
  sequence    bigint not null,
  at          timestamptz not null,
  actor       text not null,
  action      text not null,
  domain_id   text collate "C",
  subject_id  text collate "C",
  detail      text,
  previous    bytea not null,
  hash        bytea not null,
  primary key (tenant_id, sequence)
);
create function audit_is_append_only() returns trigger language plpgsql as
  $$ begin raise exception 'audit entries are only ever added'; end $$;
create trigger audit_entries_append_only before update or delete on audit_entries
  for each row execute function audit_is_append_only();
create table audit_heads (
  tenant_id   text collate "C" primary key,
  sequence    bigint not null,
  hash        bytea not null
);

create table outbox_events (
  position     bigint generated always as identity primary key,
  event_id     text collate "C" not null unique,
  tenant_id    text collate "C" not null,
  domain_id    text collate "C",
  aggregate_id text collate "C" not null,
  type         text not null,
  payload      text not null,
  occurred_at  timestamptz not null
);

create table jobs (
  tenant_id     text collate "C" not null,
  domain_id     text collate "C" not null,
  job_id        text collate "C" not null,
  kind          text not null,
  name          text,
  status        text not null
    check (status in ('SUBMITTED', 'IN_PROGRESS', 'COMPLETED', 'COMPLETED_WITH_ERRORS', 'FAILED')),
  configuration text not null,
  failure_code  integer,
  failure       text,
  items_total   bigint not null default 0,
  items_done    bigint not null default 0,
  items_failed  bigint not null default 0,
  created_at    timestamptz not null,
  updated_at    timestamptz not null,
  ended_at      timestamptz,
  lease_owner   text,
  lease_until   timestamptz,
  primary key (tenant_id, domain_id, job_id),
  foreign key (tenant_id, domain_id) references domains
);
create index jobs_active on jobs (kind, lease_until) where status in ('SUBMITTED', 'IN_PROGRESS');

create table job_items (
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  job_id      text collate "C" not null,
  item_number bigint not null,
  status      text not null check (status in ('WAITING', 'LEASED', 'DONE', 'FAILED')),
  input       text not null,
  result      text,
  error_code  integer,
  error       text,
  attempts    integer not null default 0,
  lease_owner text,
  lease_until timestamptz,
  updated_at  timestamptz not null,
  primary key (tenant_id, domain_id, job_id, item_number),
  foreign key (tenant_id, domain_id, job_id) references jobs
);
create index job_items_open on job_items (tenant_id, domain_id, job_id, lease_until, item_number)
  where status in ('WAITING', 'LEASED');

-- The first answer to a repeatable call, kept so that a repetition gets the same one.
create table client_tokens (
  tenant_id    text collate "C" not null,
  operation    text not null,
  client_token text collate "C" not null,
  request_hash bytea not null,
  subject_id   text collate "C" not null,
  created_at   timestamptz not null,
  primary key (tenant_id, operation, client_token)
);
create index client_tokens_by_age on client_tokens (created_at);

create table tags (
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  tag_key     text collate "C" not null,
  tag_value   text not null,
  primary key (tenant_id, domain_id, tag_key),
  foreign key (tenant_id, domain_id) references domains
);
