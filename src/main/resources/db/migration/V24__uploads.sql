-- Recordings that are uploaded for a batch job. They lie outside of the database, sealed under a key of
-- their upload, which is wrapped under the domain's data key; the key ends with the job, in its transaction.
create table uploads (
  tenant_id       text collate "C" not null,
  domain_id       text collate "C" not null,
  upload_id       text collate "C" not null,
  status          text not null default 'OPEN' check (status in ('OPEN', 'IN_USE', 'ENDED', 'ERASED')),
  wrapped         bytea,
  key_generation  integer,
  job_id          text collate "C",
  recordings      integer not null default 0 check (recordings >= 0),
  bytes           bigint not null default 0 check (bytes >= 0),
  created_at      timestamptz not null,
  -- When it ends unless a job uses it.
  expires_at      timestamptz not null,
  ended_at        timestamptz,
  erased_at       timestamptz,
  primary key (tenant_id, domain_id, upload_id),
  -- Whatever ends an upload ends its key.
  check ((wrapped is null) = (status in ('ENDED', 'ERASED'))),
  check ((wrapped is null) = (key_generation is null))
);
create unique index uploads_by_job on uploads (tenant_id, domain_id, job_id) where job_id is not null;
create index uploads_not_erased on uploads (status, expires_at) where status <> 'ERASED';
create index uploads_erased on uploads (erased_at) where erased_at is not null;

-- What an upload holds: recordings by their name, and one manifest. A row that is not complete stands
-- for an object that is being written, or whose writing broke off.
create table upload_contents (
  tenant_id   text collate "C" not null,
  domain_id   text collate "C" not null,
  upload_id   text collate "C" not null,
  object_id   text collate "C" not null,
  name        text collate "C" not null,
  form        text not null,
  bytes       bigint not null check (bytes > 0),
  complete    boolean not null default false,
  created_at  timestamptz not null,
  primary key (tenant_id, domain_id, upload_id, object_id),
  foreign key (tenant_id, domain_id, upload_id)
    references uploads (tenant_id, domain_id, upload_id) on delete cascade
);
create unique index upload_contents_named on upload_contents (tenant_id, domain_id, upload_id, name)
  where complete;
