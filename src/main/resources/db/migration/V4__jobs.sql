-- Work on jobs: how often their splitting or finishing was begun (items count their own attempts).
-- lease_until says, for jobs and items alike, before when they are not to be taken: while somebody
-- works on them, and while they wait after an attempt that went wrong.
alter table jobs add column attempts integer not null default 0;

-- Lists, the newest first.
create index jobs_listed on jobs (tenant_id, domain_id, created_at desc, job_id);
-- Signs of life and the giving back of leases.
create index jobs_leased on jobs (lease_owner) where lease_owner is not null;
create index job_items_leased on job_items (lease_owner) where lease_owner is not null;
