-- An event that was told is kept for a while, so that whoever missed it can read it again.
alter table outbox_events add column told_at timestamptz;
create index outbox_events_waiting on outbox_events (position) where told_at is null;
create index outbox_events_told on outbox_events (told_at) where told_at is not null;

-- The Amazon Connect contact that a session began with, as the contact center's system named it.
alter table sessions add column original_contact_arn text;
