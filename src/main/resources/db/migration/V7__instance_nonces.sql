-- Nonces of signed handshakes, so that one that was overheard opens nothing again, on no node. A row
-- lives as long as its signature could be used.
create table instance_nonces (
  tenant_id    text collate "C" not null,
  instance_id  text collate "C" not null,
  nonce_hash   bytea not null,
  until        timestamptz not null,
  primary key (tenant_id, instance_id, nonce_hash),
  foreign key (tenant_id, instance_id) references instances on delete cascade
);
create index instance_nonces_until on instance_nonces (until);
