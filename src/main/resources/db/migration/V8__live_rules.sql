-- Which nodes are alive: each renews its lease, and one whose lease ran out is dead.
create table session_nodes (
  node_id text collate "C" primary key,
  beat_at timestamptz not null
);

-- A session whose node died or stopped waits for its caller to reconnect through any node; the word
-- is that of its end if nobody does (NODE_LOST, NODE_STOPPED).
alter table sessions add column orphaned_at timestamptz;
alter table sessions add column orphaned_by text;
create index sessions_orphaned on sessions (orphaned_at)
  where orphaned_at is not null and ended_at is null;

-- What was said of the call beside its decisions: VOICE_CHANGED and the like.
alter table evaluations add column call_reasons text[] not null default '{}';
