-- While a model takes the place of another: what accepted calls made of a voice by the new one, behind
-- the voiceprint of the old one, until both agree. Whatever takes the voiceprint away (an opt-out, an
-- erasure, another enrolment, by this code or the version before) takes what is behind it, too.
create table pending_voiceprints (
  tenant_id            text collate "C" not null,
  domain_id            text collate "C" not null,
  generated_speaker_id text collate "C" not null,
  owner_kind           text not null default 'SPEAKER' check (owner_kind = 'SPEAKER'),
  behind_model_id      text not null,
  model_id             text not null check (model_id <> behind_model_id),
  sealed               bytea not null,
  key_generation       integer not null,
  transform_generation integer not null,
  net_speech_seconds   double precision not null check (net_speech_seconds > 0),
  calls                integer not null check (calls > 0),
  created_at           timestamptz not null,
  updated_at           timestamptz not null,
  primary key (tenant_id, domain_id, generated_speaker_id),
  foreign key (tenant_id, domain_id, owner_kind, generated_speaker_id, behind_model_id)
    references voiceprints (tenant_id, domain_id, owner_kind, owner_id, model_id) on delete cascade
);
-- The model whose print of the kept audio did not agree with this one: it is not tried again.
alter table voiceprints add column refused_model_id text;
