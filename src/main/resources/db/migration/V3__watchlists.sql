-- What an analyst writes about a fraudster, beside the label.
alter table fraudsters add column note text;

-- One row for each domain, standing for everything that a watchlist search depends on: the
-- fraudsters and their places in the lists. Whoever changes those locks the row first and gives it
-- a state never seen before; a node's copy in memory is good as long as the state is the same.
create table fraudster_galleries (
  tenant_id text collate "C" not null,
  domain_id text collate "C" not null,
  state     uuid not null,
  primary key (tenant_id, domain_id),
  foreign key (tenant_id, domain_id) references domains
);
insert into fraudster_galleries (tenant_id, domain_id, state)
  select tenant_id, domain_id, gen_random_uuid() from domains;
