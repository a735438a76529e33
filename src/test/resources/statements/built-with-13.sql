DELETE FROM QRTZ_FIRED_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND ENTRY_ID = $1

DELETE FROM QRTZ_JOB_DETAILS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $1 AND JOB_GROUP = $2

DELETE FROM QRTZ_SIMPLE_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

DELETE FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

INSERT INTO QRTZ_FIRED_TRIGGERS (SCHED_NAME, ENTRY_ID, TRIGGER_NAME, TRIGGER_GROUP, INSTANCE_NAME, FIRED_TIME, SCHED_TIME, STATE, JOB_NAME, JOB_GROUP, IS_NONCONCURRENT, REQUESTS_RECOVERY, PRIORITY) VALUES('QuarkusQuartzScheduler', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

INSERT INTO QRTZ_JOB_DETAILS (SCHED_NAME, JOB_NAME, JOB_GROUP, DESCRIPTION, JOB_CLASS_NAME, IS_DURABLE, IS_NONCONCURRENT, IS_UPDATE_DATA, REQUESTS_RECOVERY, JOB_DATA)  VALUES('QuarkusQuartzScheduler', $1, $2, $3, $4, $5, $6, $7, $8, $9)

INSERT INTO QRTZ_LOCKS(SCHED_NAME, LOCK_NAME) VALUES ('QuarkusQuartzScheduler', $1)

INSERT INTO QRTZ_SCHEDULER_STATE (SCHED_NAME, INSTANCE_NAME, LAST_CHECKIN_TIME, CHECKIN_INTERVAL) VALUES('QuarkusQuartzScheduler', $1, $2, $3)

INSERT INTO QRTZ_SIMPLE_TRIGGERS (SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP, REPEAT_COUNT, REPEAT_INTERVAL, TIMES_TRIGGERED)  VALUES('QuarkusQuartzScheduler', $1, $2, $3, $4, $5)

INSERT INTO QRTZ_TRIGGERS (SCHED_NAME, TRIGGER_NAME, TRIGGER_GROUP, JOB_NAME, JOB_GROUP, DESCRIPTION, NEXT_FIRE_TIME, PREV_FIRE_TIME, TRIGGER_STATE, TRIGGER_TYPE, START_TIME, END_TIME, CALENDAR_NAME, MISFIRE_INSTR, JOB_DATA, PRIORITY)  VALUES('QuarkusQuartzScheduler', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)

SELECT * FROM QRTZ_FIRED_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $1 AND JOB_GROUP = $2

SELECT * FROM QRTZ_JOB_DETAILS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $1 AND JOB_GROUP = $2

SELECT * FROM QRTZ_LOCKS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND LOCK_NAME = $1 FOR UPDATE

SELECT * FROM QRTZ_SIMPLE_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

SELECT * FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

SELECT COUNT(*) FROM pg_namespace WHERE nspname=$1

SELECT COUNT(TRIGGER_NAME) FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND NOT (MISFIRE_INSTR = -1) AND NEXT_FIRE_TIME < $1 AND TRIGGER_STATE = $2

SELECT CURRENT_USER

SELECT J.JOB_NAME, J.JOB_GROUP, J.IS_DURABLE, J.JOB_CLASS_NAME, J.REQUESTS_RECOVERY FROM QRTZ_TRIGGERS T, QRTZ_JOB_DETAILS J WHERE T.SCHED_NAME = 'QuarkusQuartzScheduler' AND J.SCHED_NAME = 'QuarkusQuartzScheduler' AND T.TRIGGER_NAME = $1 AND T.TRIGGER_GROUP = $2 AND T.JOB_NAME = J.JOB_NAME AND T.JOB_GROUP = J.JOB_GROUP

SELECT JOB_NAME FROM QRTZ_JOB_DETAILS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $1 AND JOB_GROUP = $2

SELECT TRIGGER_GROUP FROM QRTZ_PAUSED_TRIGGER_GRPS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_GROUP = $1

SELECT TRIGGER_NAME FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

SELECT TRIGGER_NAME, TRIGGER_GROUP FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $1 AND JOB_GROUP = $2

SELECT TRIGGER_NAME, TRIGGER_GROUP FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_GROUP = $1

SELECT TRIGGER_NAME, TRIGGER_GROUP, NEXT_FIRE_TIME, PRIORITY FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_STATE = $1 AND NEXT_FIRE_TIME <= $2 AND (MISFIRE_INSTR = -1 OR (MISFIRE_INSTR <> -1 AND NEXT_FIRE_TIME >= $3)) ORDER BY NEXT_FIRE_TIME ASC, PRIORITY DESC

SELECT TRIGGER_STATE FROM QRTZ_TRIGGERS WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $1 AND TRIGGER_GROUP = $2

SELECT current_schema

SELECT current_user

SELECT pg_try_advisory_xact_lock(77433833903597)

SELECT set_config('search_path', $1, false)

SELECT version()

UPDATE QRTZ_FIRED_TRIGGERS SET INSTANCE_NAME = $1, FIRED_TIME = $2, SCHED_TIME = $3, STATE = $4, JOB_NAME = $5, JOB_GROUP = $6, IS_NONCONCURRENT = $7, REQUESTS_RECOVERY = $8 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND ENTRY_ID = $9

UPDATE QRTZ_JOB_DETAILS SET DESCRIPTION = $1, JOB_CLASS_NAME = $2, IS_DURABLE = $3, IS_NONCONCURRENT = $4, IS_UPDATE_DATA = $5, REQUESTS_RECOVERY = $6, JOB_DATA = $7  WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $8 AND JOB_GROUP = $9

UPDATE QRTZ_SCHEDULER_STATE SET LAST_CHECKIN_TIME = $1 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND INSTANCE_NAME = $2

UPDATE QRTZ_SIMPLE_TRIGGERS SET REPEAT_COUNT = $1, REPEAT_INTERVAL = $2, TIMES_TRIGGERED = $3 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $4 AND TRIGGER_GROUP = $5

UPDATE QRTZ_TRIGGERS SET JOB_NAME = $1, JOB_GROUP = $2, DESCRIPTION = $3, NEXT_FIRE_TIME = $4, PREV_FIRE_TIME = $5, TRIGGER_STATE = $6, TRIGGER_TYPE = $7, START_TIME = $8, END_TIME = $9, CALENDAR_NAME = $10, MISFIRE_INSTR = $11, PRIORITY = $12 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $13 AND TRIGGER_GROUP = $14

UPDATE QRTZ_TRIGGERS SET TRIGGER_STATE = $1 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND JOB_NAME = $2 AND JOB_GROUP = $3 AND TRIGGER_STATE = $4

UPDATE QRTZ_TRIGGERS SET TRIGGER_STATE = $1 WHERE SCHED_NAME = 'QuarkusQuartzScheduler' AND TRIGGER_NAME = $2 AND TRIGGER_GROUP = $3 AND TRIGGER_STATE = $4

delete from client_tokens where ctid in (select ctid from client_tokens where created_at <= $1 order by created_at limit 500 for update skip locked)

delete from consents where ctid = any(array(select ctid from consents where tenant_id = $1 and domain_id = $2 limit $3))

delete from domain_keys dkr1_0 where dkr1_0.tenant_id=$1 and dkr1_0.domain_id=$2

delete from domains where tenant_id=$1 and domain_id=$2 and version=$3

delete from enrollment_requests where ctid = any(array(select ctid from enrollment_requests where tenant_id = $1 and domain_id = $2 limit $3))

delete from evaluations where ctid = any(array(select ctid from evaluations where tenant_id = $1 and domain_id = $2 limit $3))

delete from fraudster_galleries where ctid = any(array(select ctid from fraudster_galleries where tenant_id = $1 and domain_id = $2 limit $3))

delete from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.generated_fraudster_id=$3

delete from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.generated_fraudster_id=$3 and mr1_0.watchlist_id=$4

delete from fraudster_watchlists where domain_id = $1

delete from fraudsters where tenant_id=$1 and domain_id=$2 and generated_fraudster_id=$3

delete from instance_nonces where ctid = any(array(select ctid from instance_nonces where until < $1 limit 100 for update skip locked))

delete from instances where ctid = any(array(select ctid from instances where tenant_id = $1 and domain_id = $2 limit $3))

delete from instances where tenant_id=$1 and instance_id=$2

delete from job_items where ctid = any(array(select i.ctid from job_items i join jobs j using (tenant_id, domain_id, job_id) where tenant_id = $1 and domain_id = $2 and j.kind <> $3 limit $4))

delete from outbox_events where position = any(array(select position from outbox_events where tenant_id = $1 and domain_id = $2 and told_at is not null limit $3))

delete from outbox_events where position in (select position from outbox_events where told_at <= $1 order by told_at limit $2 for update skip locked)

delete from purge_counts pcr1_0 where pcr1_0.tenant_id=$1 and pcr1_0.domain_id=$2

delete from session_nodes nr1_0 where nr1_0.node_id=$1

delete from speakers where ctid = any(array(select ctid from speakers where tenant_id = $1 and domain_id = $2 limit $3))

delete from speakers where tenant_id=$1 and domain_id=$2 and generated_speaker_id=$3

delete from stream_tokens str1_0 where str1_0.expires_at<=$1

delete from stream_tokens where ctid = any(array(select ctid from stream_tokens where tenant_id = $1 and domain_id = $2 limit $3))

delete from stream_tokens where token_hash = $1 and expires_at > $2 returning *

delete from tags tr1_0 where tr1_0.tenant_id=$1 and tr1_0.domain_id=$2

delete from tags tr1_0 where tr1_0.tenant_id=$1 and tr1_0.domain_id=$2 and tr1_0.tag_key in ($3,$4)

delete from tombstones where ctid = any(array(select ctid from tombstones where tenant_id = $1 and domain_id = $2 limit $3))

delete from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2 and vr1_0.owner_kind=$3 and vr1_0.owner_id=$4

delete from voiceprints where ctid = any(array(select ctid from voiceprints where tenant_id = $1 and domain_id = $2 limit $3))

delete from voiceprints where tenant_id = $1 and domain_id = $2 and owner_kind = $3 and owner_id = any($4)

delete from watchlists where tenant_id=$1 and domain_id=$2 and watchlist_id=$3

insert into access_keys (created_at,disabled_at,domains,last_used_at,master_key,name,principal_id,revoked_at,roles,secret_sealed,tenant_id,access_key_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)

insert into audit_entries (action,actor,at,detail,domain_id,hash,previous,subject_id,tenant_id,sequence) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)

insert into audit_heads (tenant_id, sequence, hash) values ($1, 0, $2) on conflict do nothing

insert into bearer_tokens (access_key_id,created_at,tenant_id,token_hash) values ($1,$2,$3,$4)

insert into client_tokens (tenant_id, operation, client_token, request_hash, subject_id, created_at) values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, operation, client_token) do update set request_hash = excluded.request_hash, subject_id = excluded.subject_id, created_at = excluded.created_at

insert into client_tokens (tenant_id, operation, client_token, request_hash, subject_id, created_at) values ('job-test', 'mark', $1, ''::bytea, '', now())

insert into consents (channel,generated_speaker_id,given_at,kind,policy_version,recorded_at,reference,tenant_id,domain_id,consent_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)

insert into domain_keys (created_at,master_key,wrapped,tenant_id,domain_id,purpose,generation) values ($1,$2,$3,$4,$5,$6,$7)

insert into domain_usage (tenant_id, domain_id, speakers) select d.tenant_id, d.domain_id, (select count(*) from speakers s where s.tenant_id = d.tenant_id and s.domain_id = d.domain_id) from domains d

insert into domains (acceptance_threshold,authentication_speech_seconds,consent_required,created_at,default_watchlist_id,description,enrollment_speech_seconds,key_change_attempts,key_change_due_at,key_change_message,key_change_status,kms_key_id,name,old_kms_key_id,purge_started_at,retention_days,risk_threshold,status,suspended_at,updated_at,version,tenant_id,domain_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23)

insert into enrollment_requests (consent_id,needed_seconds,net_speech_seconds,reasons,requested_at,generated_speaker_id,status,updated_at,tenant_id,domain_id,session_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)

insert into evaluations (acceptance_threshold,authentication_decision,authentication_result_id,authentication_score,call_reasons,evaluated_at,fraud_decision,fraud_reasons,fraud_result_id,generated_fraudster_id,known_fraudster_score,model_id,net_speech_seconds,risk_threshold,session_id,generated_speaker_id,speech_used_from,speech_used_to,watchlist_id,tenant_id,domain_id,evaluation_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22)

insert into expiry_warnings (generated_speaker_id,last_accessed_at,retention_days,tenant_id,domain_id,distance) values ($1,$2,$3,$4,$5,$6)

insert into fraudster_galleries (state,tenant_id,domain_id) values ($1,$2,$3)

insert into fraudster_galleries (tenant_id, domain_id, state) select tenant_id, domain_id, gen_random_uuid() from domains

insert into fraudster_watchlists (created_at,tenant_id,domain_id,watchlist_id,generated_fraudster_id) values ($1,$2,$3,$4,$5)

insert into fraudsters (created_at,label,note,updated_at,tenant_id,domain_id,generated_fraudster_id) values ($1,$2,$3,$4,$5,$6,$7)

insert into instance_nonces (tenant_id, instance_id, nonce_hash, until) values ($1, $2, $3, $4) on conflict do nothing

insert into instances (created_at,domain_id,external_id,kind,master_key,name,secret_sealed,token_hash,updated_at,tenant_id,instance_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)

insert into job_items (tenant_id, domain_id, job_id, item_number, status, input, error_code, error, attempts, lease_until, updated_at) values ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)

insert into jobs (attempts,configuration,created_at,ended_at,failure,failure_code,items_done,items_failed,items_total,kind,lease_owner,lease_until,name,status,updated_at,tenant_id,domain_id,job_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)

insert into outbox_events (aggregate_id,domain_id,event_id,occurred_at,payload,tenant_id,told_at,type) values ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING *

insert into outbox_events (event_id, tenant_id, domain_id, aggregate_id, type, payload, occurred_at) select e.event_id, e.tenant_id, e.domain_id, e.aggregate_id, e.type, e.payload, $1 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality as e(event_id, tenant_id, domain_id, aggregate_id, type, payload, n) order by e.n

insert into purge_counts (tenant_id, domain_id, what, removed) values ($1, $2, $3, $4) on conflict (tenant_id, domain_id, what) do update set removed = purge_counts.removed + excluded.removed

insert into receipts (body,domain_id,issued_at,kind,signature,subject_id,tenant_id,receipt_id) values ($1,$2,$3,$4,$5,$6,$7,$8)

insert into session_nodes (node_id, beat_at) values ($1, now()) on conflict (node_id) do update set beat_at = now()

insert into session_streams (end_reason,ended_at,net_speech_seconds,node_id,started_at,tenant_id,domain_id,session_id,stream_number) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)

insert into sessions (acceptance_threshold,audio_encoding,authentication_on,authentication_speech_seconds,caller_channel,channels,created_at,end_reason,end_when_decided,ended_at,expires_at,fraud_detection_on,net_speech_seconds,node_id,original_contact_arn,orphaned_at,orphaned_by,risk_threshold,sample_rate,session_name,generated_speaker_id,started_at,streaming_status,updated_at,version,watchlist_id,tenant_id,domain_id,session_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29)

insert into speakers (tenant_id, domain_id, generated_speaker_id, customer_speaker_id, status, created_at, updated_at) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing

insert into stream_tokens (domain_id,expires_at,session_id,tenant_id,token_hash) values ($1,$2,$3,$4,$5)

insert into tags (tag_value,tenant_id,domain_id,tag_key) values ($1,$2,$3,$4)

insert into tenants (tenant_id, created_at) values ($1, $2) on conflict do nothing

insert into tombstones (reason,tenant_id,domain_id,kind,subject_id,erased_at) values ($1,$2,$3,$4,$5,$6)

insert into tombstones (tenant_id, domain_id, kind, subject_id, reason, erased_at) select $1, $2, 'VOICEPRINT', s.id, $3, $4 from unnest($5::text[]) as s(id)

insert into voiceprints (bandwidth_hz,clipping_share,created_at,key_generation,net_speech_seconds,sealed,snr_db,source,transform_generation,tenant_id,domain_id,owner_kind,owner_id,model_id) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)

insert into watchlists (created_at,description,is_default,name,updated_at,tenant_id,domain_id,watchlist_id) values ($1,$2,$3,$4,$5,$6,$7,$8)

select * from domains where key_change_status = 'IN_PROGRESS' and key_change_due_at <= $1 order by key_change_due_at limit 1 for update skip locked

select * from job_items where tenant_id = $1 and domain_id = $2 and job_id = $3 and status in ('WAITING', 'LEASED') and lease_until <= $4 order by lease_until, item_number limit $5 for update skip locked

select * from jobs j where kind in ($1) and status = 'IN_PROGRESS' and exists (select 1 from job_items i where i.tenant_id = j.tenant_id and i.domain_id = j.domain_id and i.job_id = j.job_id and i.status in ('WAITING', 'LEASED') and i.lease_until <= $2) order by random() limit 1

select * from jobs j where kind in ($1,$2,$3,$4) and status = 'IN_PROGRESS' and exists (select 1 from job_items i where i.tenant_id = j.tenant_id and i.domain_id = j.domain_id and i.job_id = j.job_id and i.status in ('WAITING', 'LEASED') and i.lease_until <= $5) order by random() limit 1

select * from jobs where kind in ($1) and (lease_until is null or lease_until <= $2) and (status = 'SUBMITTED' or (status = 'IN_PROGRESS' and items_done + items_failed >= items_total)) order by created_at limit 1 for update skip locked

select * from jobs where kind in ($1,$2,$3,$4) and (lease_until is null or lease_until <= $5) and (status = 'SUBMITTED' or (status = 'IN_PROGRESS' and items_done + items_failed >= items_total)) order by created_at limit 1 for update skip locked

select * from jobs where tenant_id = $1 and domain_id = $2 and status in ('SUBMITTED', 'IN_PROGRESS') order by job_id for update

select * from outbox_events where told_at is null order by position limit $1 for update skip locked

select * from sessions where orphaned_at is not null and ended_at is null and orphaned_at < now() - cast($1 as double precision) * interval '1 second' order by orphaned_at limit $2 for update skip locked

select * from speakers where tenant_id = $1 and domain_id = $2 and status = 'ENROLLED' and last_accessed_at <= $3 and (last_accessed_at, generated_speaker_id) > ($4, $5) order by last_accessed_at, generated_speaker_id limit $6

select 1 from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.watchlist_id=$3 fetch first $4 rows only

select 1 from job_items where tenant_id = $1 and domain_id = $2 and job_id = $3 and item_number = $4 and lease_owner = $5 and attempts = $6 and status = 'LEASED' for update

select 1 from jobs where tenant_id = $1 and domain_id = $2 and job_id = $3 and lease_owner = $4 and attempts = $5 and status = $6 for update

select action || ' ' || subject_id || ' ' || coalesce(detail, '') from audit_entries where tenant_id = $1 and domain_id = $2 order by sequence

select ahr1_0.tenant_id,ahr1_0.hash,ahr1_0.sequence from audit_heads ahr1_0 where ahr1_0.tenant_id=$1

select ahr1_0.tenant_id,ahr1_0.hash,ahr1_0.sequence from audit_heads ahr1_0 where ahr1_0.tenant_id=$1 for no key update of ahr1_0

select akr1_0.tenant_id,akr1_0.access_key_id,akr1_0.created_at,akr1_0.disabled_at,akr1_0.domains,akr1_0.last_used_at,akr1_0.master_key,akr1_0.name,akr1_0.principal_id,akr1_0.revoked_at,akr1_0.roles,akr1_0.secret_sealed from access_keys akr1_0 where (akr1_0.tenant_id,akr1_0.access_key_id) in (($1,$2))

select akr1_0.tenant_id,akr1_0.access_key_id,akr1_0.created_at,akr1_0.disabled_at,akr1_0.domains,akr1_0.last_used_at,akr1_0.master_key,akr1_0.name,akr1_0.principal_id,akr1_0.revoked_at,akr1_0.roles,akr1_0.secret_sealed from access_keys akr1_0 where akr1_0.tenant_id=$1 and akr1_0.access_key_id>$2 order by akr1_0.access_key_id offset $3 rows fetch first $4 rows only

select akr1_0.tenant_id,akr1_0.access_key_id,akr1_0.created_at,akr1_0.disabled_at,akr1_0.domains,akr1_0.last_used_at,akr1_0.master_key,akr1_0.name,akr1_0.principal_id,akr1_0.revoked_at,akr1_0.roles,akr1_0.secret_sealed from access_keys akr1_0 where akr1_0.tenant_id=$1 and akr1_0.revoked_at is null and akr1_0.disabled_at is null and akr1_0.domains is null

select akr1_0.tenant_id,akr1_0.access_key_id,akr1_0.created_at,akr1_0.disabled_at,akr1_0.domains,akr1_0.last_used_at,akr1_0.master_key,akr1_0.name,akr1_0.principal_id,akr1_0.revoked_at,akr1_0.roles,akr1_0.secret_sealed from access_keys akr1_0,bearer_tokens btr1_0 where btr1_0.token_hash=$1 and akr1_0.tenant_id=btr1_0.tenant_id and akr1_0.access_key_id=btr1_0.access_key_id

select ar1_0.tenant_id,ar1_0.sequence,ar1_0.action,ar1_0.actor,ar1_0.at,ar1_0.detail,ar1_0.domain_id,ar1_0.hash,ar1_0.previous,ar1_0.subject_id from audit_entries ar1_0 where ar1_0.tenant_id=$1 and ar1_0.sequence>$2 order by ar1_0.sequence offset $3 rows fetch first $4 rows only

select cast(extract(epoch from now() - beat_at) as double precision) from session_nodes where node_id = $1

select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)

select coalesce(max(stream_number), 0) from session_streams where tenant_id = $1 and domain_id = $2 and session_id = $3

select coalesce(sum(items_total - items_done - items_failed), 0)::bigint from jobs where kind in ($1,$2,$3,$4) and status = 'IN_PROGRESS'

select count(*) from access_keys akr1_0 where akr1_0.tenant_id=$1 and (akr1_0.access_key_id=$2 or akr1_0.principal_id=$3) and akr1_0.revoked_at is null

select count(*) from audit_entries where domain_id = $1

select count(*) from audit_entries where subject_id = $1 and action in ('schedule.begun', 'job.ended', 'speakers.erased')

select count(*) from audit_entries where tenant_id = $1 and action = 'domain.key-change-completed' and domain_id in ($2,$3,$4,$5,$6,$7,$8,$9)

select count(*) from client_tokens where tenant_id = $1 and client_token = $2

select count(*) from consents cr1_0 where cr1_0.tenant_id=$1 and cr1_0.domain_id=$2

select count(*) from consents where domain_id = $1

select count(*) from domain_keys where domain_id = $1

select count(*) from domain_usage where domain_id = $1

select count(*) from domains dr1_0 where dr1_0.tenant_id=$1 and dr1_0.status<>$2

select count(*) from domains where domain_id = $1

select count(*) from enrollment_requests err1_0 where err1_0.tenant_id=$1 and err1_0.domain_id=$2

select count(*) from enrollment_requests where domain_id = $1

select count(*) from evaluations er1_0 where er1_0.tenant_id=$1 and er1_0.domain_id=$2

select count(*) from evaluations where domain_id = $1

select count(*) from expiry_warnings where domain_id = $1

select count(*) from fraudster_galleries gr1_0 where gr1_0.tenant_id=$1 and gr1_0.domain_id=$2

select count(*) from fraudster_galleries where domain_id = $1

select count(*) from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.watchlist_id=$3

select count(*) from fraudster_watchlists where domain_id = $1

select count(*) from fraudster_watchlists where generated_fraudster_id = $1

select count(*) from fraudsters fr1_0 where fr1_0.tenant_id=$1 and fr1_0.domain_id=$2

select count(*) from fraudsters where domain_id = $1

select count(*) from fraudsters where generated_fraudster_id = $1

select count(*) from instances ir1_0 where ir1_0.tenant_id=$1 and ir1_0.domain_id=$2

select count(*) from instances where domain_id = $1

select count(*) from job_items i join jobs j using (tenant_id, domain_id, job_id) where tenant_id = $1 and domain_id = $2 and j.kind <> $3

select count(*) from job_items where domain_id = $1

select count(*) from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind<>$3

select count(*) from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind=$3 and jr1_0.status in ('SUBMITTED','IN_PROGRESS')

select count(*) from jobs where domain_id = $1

select count(*) from outbox_events or1_0 where or1_0.tenant_id=$1 and or1_0.domain_id=$2 and or1_0.told_at is not null

select count(*) from outbox_events where aggregate_id = $1 and type = $2

select count(*) from outbox_events where domain_id = $1

select count(*) from purge_counts where domain_id = $1

select count(*) from receipts where domain_id = $1

select count(*) from receipts where subject_id = $1

select count(*) from session_streams where domain_id = $1

select count(*) from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2

select count(*) from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.streaming_status<>'ENDED'

select count(*) from sessions where domain_id = $1

select count(*) from speakers sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2

select count(*) from speakers sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.erase_voice_at<=$3

select count(*) from speakers where domain_id = $1

select count(*) from speakers where tenant_id = $1 and domain_id = $2 and status = 'ENROLLED' and last_accessed_at <= $3 and (last_accessed_at, generated_speaker_id) > ($4, $5)

select count(*) from stream_tokens str1_0 where str1_0.tenant_id=$1 and str1_0.domain_id=$2

select count(*) from stream_tokens where domain_id = $1

select count(*) from tags where domain_id = $1

select count(*) from tombstones tr1_0 where tr1_0.tenant_id=$1 and tr1_0.domain_id=$2

select count(*) from tombstones where domain_id = $1

select count(*) from tombstones where subject_id = $1

select count(*) from tombstones where subject_id = $1 and reason = 'EXPIRY'

select count(*) from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2

select count(*) from voiceprints where domain_id = $1

select count(*) from voiceprints where owner_id = $1

select count(*) from watchlists where domain_id = $1

select count(*) from watchlists wr1_0 where wr1_0.tenant_id=$1 and wr1_0.domain_id=$2

select ctr1_0.tenant_id,ctr1_0.operation,ctr1_0.client_token,ctr1_0.created_at,ctr1_0.request_hash,ctr1_0.subject_id from client_tokens ctr1_0 where (ctr1_0.tenant_id,ctr1_0.operation,ctr1_0.client_token) in (($1,$2,$3))

select current_catalog

select current_schema()

select distinct master_key from domain_keys where tenant_id = $1 and domain_id = $2

select dkr1_0.tenant_id,dkr1_0.domain_id,dkr1_0.purpose,dkr1_0.generation,dkr1_0.created_at,dkr1_0.master_key,dkr1_0.wrapped from domain_keys dkr1_0 where dkr1_0.tenant_id=$1 and dkr1_0.domain_id=$2 and dkr1_0.purpose=$3 order by dkr1_0.generation

select dkr1_0.tenant_id,dkr1_0.domain_id,dkr1_0.purpose,dkr1_0.generation,dkr1_0.created_at,dkr1_0.master_key,dkr1_0.wrapped from domain_keys dkr1_0 where dkr1_0.tenant_id=$1 and dkr1_0.domain_id=$2 and dkr1_0.purpose=$3 order by dkr1_0.generation desc fetch first $4 rows only

select dr1_0.tenant_id from domains dr1_0 where dr1_0.tenant_id=$1 and dr1_0.domain_id=$2 and dr1_0.version=$3 for no key update of dr1_0

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where (dr1_0.tenant_id,dr1_0.domain_id) in (($1,$2))

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where (dr1_0.tenant_id,dr1_0.domain_id) in (($1,$2)) for no key update of dr1_0

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.status=$1

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.status=$1 and dr1_0.suspended_at<=$2 and dr1_0.tenant_id=$3 order by dr1_0.suspended_at,dr1_0.tenant_id,dr1_0.domain_id

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.status=$1 and dr1_0.tenant_id=$2 order by dr1_0.tenant_id,dr1_0.domain_id

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.tenant_id=$1 and dr1_0.domain_id>$2 and dr1_0.domain_id in ($3) order by dr1_0.domain_id offset $4 rows fetch first $5 rows only

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.tenant_id=$1 and dr1_0.domain_id>$2 and dr1_0.domain_id in ($3,$4) order by dr1_0.domain_id offset $5 rows fetch first $6 rows only

select dr1_0.tenant_id,dr1_0.domain_id,dr1_0.acceptance_threshold,dr1_0.authentication_speech_seconds,dr1_0.consent_required,dr1_0.created_at,dr1_0.default_watchlist_id,dr1_0.description,dr1_0.enrollment_speech_seconds,dr1_0.key_change_attempts,dr1_0.key_change_due_at,dr1_0.key_change_message,dr1_0.key_change_status,dr1_0.kms_key_id,dr1_0.name,dr1_0.old_kms_key_id,dr1_0.purge_started_at,dr1_0.retention_days,dr1_0.risk_threshold,dr1_0.status,dr1_0.suspended_at,dr1_0.updated_at,dr1_0.version from domains dr1_0 where dr1_0.tenant_id=$1 and dr1_0.domain_id>$2 order by dr1_0.domain_id offset $3 rows fetch first $4 rows only

select er1_0.tenant_id,er1_0.domain_id,er1_0.evaluation_id,er1_0.acceptance_threshold,er1_0.authentication_decision,er1_0.authentication_result_id,er1_0.authentication_score,er1_0.call_reasons,er1_0.evaluated_at,er1_0.fraud_decision,er1_0.fraud_reasons,er1_0.fraud_result_id,er1_0.generated_fraudster_id,er1_0.known_fraudster_score,er1_0.model_id,er1_0.net_speech_seconds,er1_0.risk_threshold,er1_0.session_id,er1_0.generated_speaker_id,er1_0.speech_used_from,er1_0.speech_used_to,er1_0.watchlist_id from evaluations er1_0 where er1_0.tenant_id=$1 and er1_0.domain_id=$2 and er1_0.session_id=$3 order by er1_0.evaluated_at

select err1_0.tenant_id,err1_0.domain_id,err1_0.session_id,err1_0.consent_id,err1_0.needed_seconds,err1_0.net_speech_seconds,err1_0.reasons,err1_0.requested_at,err1_0.generated_speaker_id,err1_0.status,err1_0.updated_at from enrollment_requests err1_0 where (err1_0.tenant_id,err1_0.domain_id,err1_0.session_id) in (($1,$2,$3))

select ewr1_0.tenant_id,ewr1_0.domain_id,ewr1_0.distance,ewr1_0.generated_speaker_id,ewr1_0.last_accessed_at,ewr1_0.retention_days from expiry_warnings ewr1_0 where (ewr1_0.tenant_id,ewr1_0.domain_id,ewr1_0.distance) in (($1,$2,$3))

select fr1_0.tenant_id,fr1_0.domain_id,fr1_0.generated_fraudster_id,fr1_0.created_at,fr1_0.label,fr1_0.note,fr1_0.updated_at from fraudsters fr1_0 where (fr1_0.tenant_id,fr1_0.domain_id,fr1_0.generated_fraudster_id) in (($1,$2,$3))

select fr1_0.tenant_id,fr1_0.domain_id,fr1_0.generated_fraudster_id,fr1_0.created_at,fr1_0.label,fr1_0.note,fr1_0.updated_at from fraudsters fr1_0 where fr1_0.tenant_id=$1 and fr1_0.domain_id=$2 and fr1_0.generated_fraudster_id in (select mr1_0.generated_fraudster_id from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$3 and mr1_0.domain_id=$4 and mr1_0.watchlist_id=$5 and mr1_0.generated_fraudster_id>$6) order by fr1_0.generated_fraudster_id offset $7 rows fetch first $8 rows only

select fr1_0.tenant_id,fr1_0.domain_id,fr1_0.generated_fraudster_id,fr1_0.created_at,fr1_0.label,fr1_0.note,fr1_0.updated_at from fraudsters fr1_0 where fr1_0.tenant_id=$1 and fr1_0.domain_id=$2 and fr1_0.generated_fraudster_id>$3 order by fr1_0.generated_fraudster_id offset $4 rows fetch first $5 rows only

select gr1_0.state from fraudster_galleries gr1_0 where gr1_0.tenant_id=$1 and gr1_0.domain_id=$2

select gr1_0.tenant_id,gr1_0.domain_id,gr1_0.state from fraudster_galleries gr1_0 where (gr1_0.tenant_id,gr1_0.domain_id) in (($1,$2)) for no key update of gr1_0

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where (ir1_0.tenant_id,ir1_0.instance_id) in (($1,$2))

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where (ir1_0.tenant_id,ir1_0.instance_id) in (($1,$2)) for no key update of ir1_0

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where ir1_0.kind=$1 and ir1_0.external_id=$2 order by ir1_0.tenant_id

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where ir1_0.tenant_id=$1 and ir1_0.instance_id>$2 and ir1_0.domain_id in ($3) order by ir1_0.instance_id offset $4 rows fetch first $5 rows only

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where ir1_0.tenant_id=$1 and ir1_0.instance_id>$2 order by ir1_0.instance_id offset $3 rows fetch first $4 rows only

select ir1_0.tenant_id,ir1_0.instance_id,ir1_0.created_at,ir1_0.domain_id,ir1_0.external_id,ir1_0.kind,ir1_0.master_key,ir1_0.name,ir1_0.secret_sealed,ir1_0.token_hash,ir1_0.updated_at from instances ir1_0 where ir1_0.token_hash=$1 fetch first $2 rows only

select jir1_0.tenant_id,jir1_0.domain_id,jir1_0.job_id,jir1_0.item_number,jir1_0.attempts,jir1_0.error,jir1_0.error_code,jir1_0.input,jir1_0.lease_owner,jir1_0.lease_until,jir1_0.result,jir1_0.status,jir1_0.updated_at from job_items jir1_0 where jir1_0.tenant_id=$1 and jir1_0.domain_id=$2 and jir1_0.job_id=$3 and jir1_0.item_number>$4 order by jir1_0.item_number offset $5 rows fetch first $6 rows only

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where (jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id) in (($1,$2,$3))

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind in ($3) and jr1_0.status=$4 and (jr1_0.created_at<$5 or (jr1_0.created_at=$6 and jr1_0.job_id>$7)) order by jr1_0.created_at desc,jr1_0.job_id offset $8 rows fetch first $9 rows only

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind in ($3) and jr1_0.status=$4 order by jr1_0.created_at desc,jr1_0.job_id offset $5 rows fetch first $6 rows only

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind in ($3) order by jr1_0.created_at desc,jr1_0.job_id offset $4 rows fetch first $5 rows only

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.domain_id=$2 and jr1_0.kind in ($3,$4) order by jr1_0.created_at desc,jr1_0.job_id offset $5 rows fetch first $6 rows only

select jr1_0.tenant_id,jr1_0.domain_id,jr1_0.job_id,jr1_0.attempts,jr1_0.configuration,jr1_0.created_at,jr1_0.ended_at,jr1_0.failure,jr1_0.failure_code,jr1_0.items_done,jr1_0.items_failed,jr1_0.items_total,jr1_0.kind,jr1_0.lease_owner,jr1_0.lease_until,jr1_0.name,jr1_0.status,jr1_0.updated_at from jobs jr1_0 where jr1_0.tenant_id=$1 and jr1_0.kind=$2 and jr1_0.job_id=$3 fetch first $4 rows only

select k.n, d.status, d.acceptance_threshold, d.risk_threshold, d.authentication_speech_seconds, d.default_watchlist_id, s.status, p.model_id, p.created_at from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k(n, tenant_id, domain_id, speaker_id) join domains d on d.tenant_id = k.tenant_id collate "C" and d.domain_id = k.domain_id collate "C" left join speakers s on s.tenant_id = k.tenant_id collate "C" and s.domain_id = k.domain_id collate "C" and s.generated_speaker_id = k.speaker_id collate "C" left join lateral ( select v.model_id, v.created_at from voiceprints v where v.tenant_id = s.tenant_id and v.domain_id = s.domain_id and v.owner_kind = 'SPEAKER' and v.owner_id = s.generated_speaker_id order by v.created_at desc limit 1) p on true

select k.n, s.status from unnest($1::text[], $2::text[], $3::text[]) with ordinality as k(tenant_id, domain_id, speaker_id, n) join speakers s on s.tenant_id = k.tenant_id collate "C" and s.domain_id = k.domain_id collate "C" and s.generated_speaker_id = k.speaker_id collate "C"

select kind from tombstones where subject_id = $1

select mr1_0.generated_fraudster_id,mr1_0.watchlist_id from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.generated_fraudster_id in ($3) order by mr1_0.watchlist_id

select mr1_0.generated_fraudster_id,mr1_0.watchlist_id from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 and mr1_0.generated_fraudster_id in ($3,$4) order by mr1_0.watchlist_id

select mr1_0.generated_fraudster_id,mr1_0.watchlist_id from fraudster_watchlists mr1_0 where mr1_0.tenant_id=$1 and mr1_0.domain_id=$2 order by mr1_0.generated_fraudster_id

select payload from outbox_events where aggregate_id = $1 and type = 'speaker.expires-soon' order by position desc limit 1

select payload from outbox_events where aggregate_id = $1 and type like 'VoiceId %' order by position

select payload from outbox_events where aggregate_id = $1 order by position

select payload from outbox_events where domain_id = $1 and type like 'VoiceId %' order by position

select pcr1_0.tenant_id,pcr1_0.domain_id,pcr1_0.what,pcr1_0.removed from purge_counts pcr1_0 where pcr1_0.tenant_id=$1 and pcr1_0.domain_id=$2

select pg_advisory_xact_lock(hashtextextended($1, 0))::text

select reason from tombstones where kind = 'SPEAKER' and subject_id = $1

select rr1_0.tenant_id,rr1_0.receipt_id,rr1_0.body,rr1_0.domain_id,rr1_0.issued_at,rr1_0.kind,rr1_0.signature,rr1_0.subject_id from receipts rr1_0 where (rr1_0.tenant_id,rr1_0.receipt_id) in (($1,$2))

select rr1_0.tenant_id,rr1_0.receipt_id,rr1_0.body,rr1_0.domain_id,rr1_0.issued_at,rr1_0.kind,rr1_0.signature,rr1_0.subject_id from receipts rr1_0 where rr1_0.tenant_id=$1 and rr1_0.domain_id in ($2) order by rr1_0.issued_at desc,rr1_0.receipt_id offset $3 rows fetch first $4 rows only

select rr1_0.tenant_id,rr1_0.receipt_id,rr1_0.body,rr1_0.domain_id,rr1_0.issued_at,rr1_0.kind,rr1_0.signature,rr1_0.subject_id from receipts rr1_0 where rr1_0.tenant_id=$1 and rr1_0.domain_id=$2 and rr1_0.subject_id=$3 order by rr1_0.issued_at desc,rr1_0.receipt_id offset $4 rows fetch first $5 rows only

select rr1_0.tenant_id,rr1_0.receipt_id,rr1_0.body,rr1_0.domain_id,rr1_0.issued_at,rr1_0.kind,rr1_0.signature,rr1_0.subject_id from receipts rr1_0 where rr1_0.tenant_id=$1 and rr1_0.subject_id=$2 order by rr1_0.issued_at desc,rr1_0.receipt_id offset $3 rows fetch first $4 rows only

select sealed from voiceprints where owner_id = $1

select secret_sealed from instances where instance_id = $1

select session_id from sessions where node_id = $1 and ended_at is null and orphaned_at is null

select speakers from domain_usage where tenant_id = $1 and domain_id = $2 for update

select sr1_0.tenant_id from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.session_id=$3 and sr1_0.version=$4 for no key update of sr1_0

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id,sr1_0.created_at,sr1_0.customer_speaker_id,sr1_0.erase_voice_at,sr1_0.last_accessed_at,sr1_0.status,sr1_0.updated_at from speakers sr1_0 where (sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id) in (($1,$2,$3))

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id,sr1_0.created_at,sr1_0.customer_speaker_id,sr1_0.erase_voice_at,sr1_0.last_accessed_at,sr1_0.status,sr1_0.updated_at from speakers sr1_0 where (sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id) in (($1,$2,$3)) for no key update of sr1_0

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id,sr1_0.created_at,sr1_0.customer_speaker_id,sr1_0.erase_voice_at,sr1_0.last_accessed_at,sr1_0.status,sr1_0.updated_at from speakers sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.customer_speaker_id=$3 fetch first $4 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id,sr1_0.created_at,sr1_0.customer_speaker_id,sr1_0.erase_voice_at,sr1_0.last_accessed_at,sr1_0.status,sr1_0.updated_at from speakers sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.generated_speaker_id>$3 and sr1_0.status=$4 order by sr1_0.generated_speaker_id offset $5 rows fetch first $6 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.generated_speaker_id,sr1_0.created_at,sr1_0.customer_speaker_id,sr1_0.erase_voice_at,sr1_0.last_accessed_at,sr1_0.status,sr1_0.updated_at from speakers sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.generated_speaker_id>$3 order by sr1_0.generated_speaker_id offset $4 rows fetch first $5 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.acceptance_threshold,sr1_0.audio_encoding,sr1_0.authentication_on,sr1_0.authentication_speech_seconds,sr1_0.caller_channel,sr1_0.channels,sr1_0.created_at,sr1_0.end_reason,sr1_0.end_when_decided,sr1_0.ended_at,sr1_0.expires_at,sr1_0.fraud_detection_on,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.original_contact_arn,sr1_0.orphaned_at,sr1_0.orphaned_by,sr1_0.risk_threshold,sr1_0.sample_rate,sr1_0.session_name,sr1_0.generated_speaker_id,sr1_0.started_at,sr1_0.streaming_status,sr1_0.updated_at,sr1_0.version,sr1_0.watchlist_id from sessions sr1_0 where (sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id) in (($1,$2,$3))

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.acceptance_threshold,sr1_0.audio_encoding,sr1_0.authentication_on,sr1_0.authentication_speech_seconds,sr1_0.caller_channel,sr1_0.channels,sr1_0.created_at,sr1_0.end_reason,sr1_0.end_when_decided,sr1_0.ended_at,sr1_0.expires_at,sr1_0.fraud_detection_on,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.original_contact_arn,sr1_0.orphaned_at,sr1_0.orphaned_by,sr1_0.risk_threshold,sr1_0.sample_rate,sr1_0.session_name,sr1_0.generated_speaker_id,sr1_0.started_at,sr1_0.streaming_status,sr1_0.updated_at,sr1_0.version,sr1_0.watchlist_id from sessions sr1_0 where (sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id) in (($1,$2,$3)) for no key update of sr1_0

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.acceptance_threshold,sr1_0.audio_encoding,sr1_0.authentication_on,sr1_0.authentication_speech_seconds,sr1_0.caller_channel,sr1_0.channels,sr1_0.created_at,sr1_0.end_reason,sr1_0.end_when_decided,sr1_0.ended_at,sr1_0.expires_at,sr1_0.fraud_detection_on,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.original_contact_arn,sr1_0.orphaned_at,sr1_0.orphaned_by,sr1_0.risk_threshold,sr1_0.sample_rate,sr1_0.session_name,sr1_0.generated_speaker_id,sr1_0.started_at,sr1_0.streaming_status,sr1_0.updated_at,sr1_0.version,sr1_0.watchlist_id from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.session_id>$3 and sr1_0.ended_at is null order by sr1_0.session_id offset $4 rows fetch first $5 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.acceptance_threshold,sr1_0.audio_encoding,sr1_0.authentication_on,sr1_0.authentication_speech_seconds,sr1_0.caller_channel,sr1_0.channels,sr1_0.created_at,sr1_0.end_reason,sr1_0.end_when_decided,sr1_0.ended_at,sr1_0.expires_at,sr1_0.fraud_detection_on,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.original_contact_arn,sr1_0.orphaned_at,sr1_0.orphaned_by,sr1_0.risk_threshold,sr1_0.sample_rate,sr1_0.session_name,sr1_0.generated_speaker_id,sr1_0.started_at,sr1_0.streaming_status,sr1_0.updated_at,sr1_0.version,sr1_0.watchlist_id from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.session_id>$3 order by sr1_0.session_id offset $4 rows fetch first $5 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.acceptance_threshold,sr1_0.audio_encoding,sr1_0.authentication_on,sr1_0.authentication_speech_seconds,sr1_0.caller_channel,sr1_0.channels,sr1_0.created_at,sr1_0.end_reason,sr1_0.end_when_decided,sr1_0.ended_at,sr1_0.expires_at,sr1_0.fraud_detection_on,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.original_contact_arn,sr1_0.orphaned_at,sr1_0.orphaned_by,sr1_0.risk_threshold,sr1_0.sample_rate,sr1_0.session_name,sr1_0.generated_speaker_id,sr1_0.started_at,sr1_0.streaming_status,sr1_0.updated_at,sr1_0.version,sr1_0.watchlist_id from sessions sr1_0 where sr1_0.tenant_id=$1 and sr1_0.domain_id=$2 and sr1_0.session_name=$3 order by sr1_0.created_at desc fetch first $4 rows only

select sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.stream_number,sr1_0.end_reason,sr1_0.ended_at,sr1_0.net_speech_seconds,sr1_0.node_id,sr1_0.started_at from session_streams sr1_0 where (sr1_0.tenant_id,sr1_0.domain_id,sr1_0.session_id,sr1_0.stream_number) in (($1,$2,$3,$4))

select tenant_id, name, roles, domains, master_key, secret_sealed, created_at, revoked_at, disabled_at, last_used_at, coalesce(principal_id, access_key_id), access_key_id from access_keys where access_key_id = any($1)

select tr1_0.tenant_id,tr1_0.domain_id,tr1_0.tag_key,tr1_0.tag_value from tags tr1_0 where (tr1_0.tenant_id,tr1_0.domain_id,tr1_0.tag_key) in (($1,$2,$3))

select tr1_0.tenant_id,tr1_0.domain_id,tr1_0.tag_key,tr1_0.tag_value from tags tr1_0 where tr1_0.tenant_id=$1 and tr1_0.domain_id=$2 order by tr1_0.tag_key

select vr1_0.owner_id,vr1_0.model_id,vr1_0.sealed,vr1_0.key_generation,vr1_0.transform_generation,vr1_0.net_speech_seconds,vr1_0.created_at from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2 and vr1_0.owner_kind=$3 and vr1_0.model_id=$4 and vr1_0.owner_id in ($5)

select vr1_0.owner_id,vr1_0.model_id,vr1_0.sealed,vr1_0.key_generation,vr1_0.transform_generation,vr1_0.net_speech_seconds,vr1_0.created_at from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2 and vr1_0.owner_kind=$3 and vr1_0.model_id=$4 and vr1_0.owner_id in ($5,$6)

select vr1_0.owner_id,vr1_0.model_id,vr1_0.sealed,vr1_0.key_generation,vr1_0.transform_generation,vr1_0.net_speech_seconds,vr1_0.created_at from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2 and vr1_0.owner_kind=$3 and vr1_0.model_id=$4 and vr1_0.owner_id in ($5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36)

select vr1_0.tenant_id,vr1_0.domain_id,vr1_0.owner_kind,vr1_0.owner_id,vr1_0.model_id,vr1_0.bandwidth_hz,vr1_0.clipping_share,vr1_0.created_at,vr1_0.key_generation,vr1_0.net_speech_seconds,vr1_0.sealed,vr1_0.snr_db,vr1_0.source,vr1_0.transform_generation from voiceprints vr1_0 where vr1_0.tenant_id=$1 and vr1_0.domain_id=$2 and vr1_0.owner_kind=$3 and vr1_0.owner_id=$4 order by vr1_0.created_at desc fetch first $5 rows only

select wr1_0.tenant_id,wr1_0.domain_id,wr1_0.watchlist_id,wr1_0.created_at,wr1_0.description,wr1_0.is_default,wr1_0.name,wr1_0.updated_at from watchlists wr1_0 where (wr1_0.tenant_id,wr1_0.domain_id,wr1_0.watchlist_id) in (($1,$2,$3))

select wr1_0.tenant_id,wr1_0.domain_id,wr1_0.watchlist_id,wr1_0.created_at,wr1_0.description,wr1_0.is_default,wr1_0.name,wr1_0.updated_at from watchlists wr1_0 where wr1_0.tenant_id=$1 and wr1_0.domain_id=$2 and wr1_0.watchlist_id>$3 order by wr1_0.watchlist_id offset $4 rows fetch first $5 rows only

update access_keys set created_at=$1,disabled_at=$2,domains=$3,last_used_at=$4,master_key=$5,name=$6,principal_id=$7,revoked_at=$8,roles=$9,secret_sealed=$10 where tenant_id=$11 and access_key_id=$12

update access_keys set last_used_at = $1 where tenant_id = $2 and access_key_id = $3 and (last_used_at is null or last_used_at < $4)

update audit_heads set hash=$1,sequence=$2 where tenant_id=$3

update domain_keys set created_at=$1,master_key=$2,wrapped=$3 where tenant_id=$4 and domain_id=$5 and purpose=$6 and generation=$7

update domains set acceptance_threshold=$1,authentication_speech_seconds=$2,consent_required=$3,created_at=$4,default_watchlist_id=$5,description=$6,enrollment_speech_seconds=$7,key_change_attempts=$8,key_change_due_at=$9,key_change_message=$10,key_change_status=$11,kms_key_id=$12,name=$13,old_kms_key_id=$14,purge_started_at=$15,retention_days=$16,risk_threshold=$17,status=$18,suspended_at=$19,updated_at=$20,version=$21 where tenant_id=$22 and domain_id=$23 and version=$24

update domains set status = 'SUSPENDED', suspended_at = now() where domain_id = $1

update enrollment_requests set consent_id=$1,needed_seconds=$2,net_speech_seconds=$3,reasons=$4,requested_at=$5,generated_speaker_id=$6,status=$7,updated_at=$8 where tenant_id=$9 and domain_id=$10 and session_id=$11

update fraudster_galleries gr1_0 set state=$1 where gr1_0.tenant_id=$2 and gr1_0.domain_id=$3

update fraudster_galleries set state = gen_random_uuid() where domain_id = $1

update fraudsters set created_at=$1,label=$2,note=$3,updated_at=$4 where tenant_id=$5 and domain_id=$6 and generated_fraudster_id=$7

update instances set created_at=$1,domain_id=$2,external_id=$3,kind=$4,master_key=$5,name=$6,secret_sealed=$7,token_hash=$8,updated_at=$9 where tenant_id=$10 and instance_id=$11

update job_items jir1_0 set lease_until=$1 where jir1_0.lease_owner=$2 and jir1_0.status='LEASED'

update job_items jir1_0 set status=$1,error_code=$2,error=$3,lease_owner=null,updated_at=$4 where jir1_0.tenant_id=$5 and jir1_0.domain_id=$6 and jir1_0.job_id=$7 and jir1_0.item_number=$8 and jir1_0.lease_owner=$9 and jir1_0.attempts=$10 and jir1_0.status='LEASED'

update job_items jir1_0 set status=$1,lease_owner=null,lease_until=$2,attempts=$3 where jir1_0.tenant_id=$4 and jir1_0.domain_id=$5 and jir1_0.job_id=$6 and jir1_0.item_number=$7 and jir1_0.lease_owner=$8 and jir1_0.attempts=$9 and jir1_0.status='LEASED'

update job_items jir1_0 set status=$1,lease_owner=null,lease_until=$2,attempts=(jir1_0.attempts-1) where jir1_0.lease_owner=$3 and jir1_0.status='LEASED'

update job_items jir1_0 set status=$1,result=$2,lease_owner=null,updated_at=$3 where jir1_0.tenant_id=$4 and jir1_0.domain_id=$5 and jir1_0.job_id=$6 and jir1_0.item_number=$7 and jir1_0.lease_owner=$8 and jir1_0.attempts=$9 and jir1_0.status='LEASED'

update job_items set attempts=$1,error=$2,error_code=$3,input=$4,lease_owner=$5,lease_until=$6,result=$7,status=$8,updated_at=$9 where tenant_id=$10 and domain_id=$11 and job_id=$12 and item_number=$13

update jobs jr1_0 set items_done=(jr1_0.items_done+1),updated_at=$1 where jr1_0.tenant_id=$2 and jr1_0.domain_id=$3 and jr1_0.job_id=$4 and jr1_0.status=$5

update jobs jr1_0 set items_failed=(jr1_0.items_failed+1),updated_at=$1 where jr1_0.tenant_id=$2 and jr1_0.domain_id=$3 and jr1_0.job_id=$4 and jr1_0.status=$5

update jobs jr1_0 set lease_owner=null,lease_until=$1 where jr1_0.tenant_id=$2 and jr1_0.domain_id=$3 and jr1_0.job_id=$4 and jr1_0.lease_owner=$5 and jr1_0.attempts=$6

update jobs jr1_0 set lease_owner=null,lease_until=$1,attempts=(jr1_0.attempts-1) where jr1_0.lease_owner=$2 and jr1_0.status in ('SUBMITTED','IN_PROGRESS')

update jobs jr1_0 set lease_until=$1 where jr1_0.lease_owner=$2 and jr1_0.status in ('SUBMITTED','IN_PROGRESS')

update jobs set attempts=$1,configuration=$2,created_at=$3,ended_at=$4,failure=$5,failure_code=$6,items_done=$7,items_failed=$8,items_total=$9,kind=$10,lease_owner=$11,lease_until=$12,name=$13,status=$14,updated_at=$15 where tenant_id=$16 and domain_id=$17 and job_id=$18

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50,$51,$52,$53,$54,$55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50,$51,$52,$53,$54,$55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65,$66,$67,$68,$69,$70,$71,$72,$73,$74,$75,$76,$77,$78,$79,$80,$81,$82,$83,$84,$85,$86,$87,$88,$89,$90,$91,$92,$93,$94,$95,$96,$97,$98,$99,$100,$101,$102,$103,$104,$105,$106,$107,$108,$109,$110,$111,$112,$113,$114,$115,$116,$117,$118,$119,$120,$121,$122,$123,$124,$125,$126,$127,$128,$129)

update outbox_events or1_0 set told_at=$1 where or1_0.position in ($2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24,$25,$26,$27,$28,$29,$30,$31,$32,$33,$34,$35,$36,$37,$38,$39,$40,$41,$42,$43,$44,$45,$46,$47,$48,$49,$50,$51,$52,$53,$54,$55,$56,$57,$58,$59,$60,$61,$62,$63,$64,$65,$66,$67,$68,$69,$70,$71,$72,$73,$74,$75,$76,$77,$78,$79,$80,$81,$82,$83,$84,$85,$86,$87,$88,$89,$90,$91,$92,$93,$94,$95,$96,$97,$98,$99,$100,$101,$102,$103,$104,$105,$106,$107,$108,$109,$110,$111,$112,$113,$114,$115,$116,$117,$118,$119,$120,$121,$122,$123,$124,$125,$126,$127,$128,$129,$130,$131,$132,$133,$134,$135,$136,$137,$138,$139,$140,$141,$142,$143,$144,$145,$146,$147,$148,$149,$150,$151,$152,$153,$154,$155,$156,$157,$158,$159,$160,$161,$162,$163,$164,$165,$166,$167,$168,$169,$170,$171,$172,$173,$174,$175,$176,$177,$178,$179,$180,$181,$182,$183,$184,$185,$186,$187,$188,$189,$190,$191,$192,$193,$194,$195,$196,$197,$198,$199,$200,$201,$202,$203,$204,$205,$206,$207,$208,$209,$210,$211,$212,$213,$214,$215,$216,$217,$218,$219,$220,$221,$222,$223,$224,$225,$226,$227,$228,$229,$230,$231,$232,$233,$234,$235,$236,$237,$238,$239,$240,$241,$242,$243,$244,$245,$246,$247,$248,$249,$250,$251,$252,$253,$254,$255,$256,$257)

update outbox_events set told_at = $1 where aggregate_id = $2

update session_streams set end_reason=$1,ended_at=$2,net_speech_seconds=$3,node_id=$4,started_at=$5 where tenant_id=$6 and domain_id=$7 and session_id=$8 and stream_number=$9

update session_streams set ended_at = now(), end_reason = 'NODE_LOST' where ended_at is null and node_id <> $1 and not exists (select 1 from session_nodes alive where alive.node_id = session_streams.node_id and alive.beat_at > now() - cast($2 as double precision) * interval '1 second')

update session_streams set ended_at = now(), end_reason = 'NODE_LOST' where ended_at is null and node_id = $1

update sessions set acceptance_threshold=$1,audio_encoding=$2,authentication_on=$3,authentication_speech_seconds=$4,caller_channel=$5,channels=$6,created_at=$7,end_reason=$8,end_when_decided=$9,ended_at=$10,expires_at=$11,fraud_detection_on=$12,net_speech_seconds=$13,node_id=$14,original_contact_arn=$15,orphaned_at=$16,orphaned_by=$17,risk_threshold=$18,sample_rate=$19,session_name=$20,generated_speaker_id=$21,started_at=$22,streaming_status=$23,updated_at=$24,version=$25,watchlist_id=$26 where tenant_id=$27 and domain_id=$28 and session_id=$29 and version=$30

update sessions set orphaned_at = now(), orphaned_by = 'NODE_LOST', streaming_status = 'ENDED', updated_at = now(), version = version + 1 where ended_at is null and orphaned_at is null and node_id <> $1 and not exists (select 1 from session_nodes alive where alive.node_id = sessions.node_id and alive.beat_at > now() - cast($2 as double precision) * interval '1 second')

update sessions set orphaned_at = now(), orphaned_by = 'NODE_LOST', streaming_status = 'ENDED', updated_at = now(), version = version + 1 where ended_at is null and orphaned_at is null and node_id = $1

update sessions set orphaned_at = now(), orphaned_by = 'NODE_STOPPED', streaming_status = 'ENDED', updated_at = now(), version = version + 1 where ended_at is null and orphaned_at is null and tenant_id = $1 and domain_id = $2 and session_id = $3 and node_id = $4

update sessions set orphaned_at = null, orphaned_by = null, version = version + 1 where node_id = $1 and ended_at is null and orphaned_by = 'NODE_LOST'

update speakers set created_at=$1,customer_speaker_id=$2,erase_voice_at=$3,last_accessed_at=$4,status=$5,updated_at=$6 where tenant_id=$7 and domain_id=$8 and generated_speaker_id=$9

update speakers set status = 'OPTED_OUT' where generated_speaker_id = $1

update speakers sr1_0 set last_accessed_at=$1 where sr1_0.last_accessed_at<=$2 and sr1_0.tenant_id=$3 and sr1_0.domain_id=$4 and sr1_0.generated_speaker_id=$5 and sr1_0.status=$6

update tags set tag_value=$1 where tenant_id=$2 and domain_id=$3 and tag_key=$4

update voiceprints set sealed = $1 where owner_id = $2

update watchlists set created_at=$1,description=$2,is_default=$3,name=$4,updated_at=$5 where tenant_id=$6 and domain_id=$7 and watchlist_id=$8

with due as (select generated_speaker_id from speakers where tenant_id = $1 and domain_id = $2 and erase_voice_at <= $3 order by erase_voice_at limit $4 for update skip locked) update speakers s set erase_voice_at = null from due where s.tenant_id = $5 and s.domain_id = $6 and s.generated_speaker_id = due.generated_speaker_id returning s.generated_speaker_id

with due as (select generated_speaker_id from speakers where tenant_id = $1 and domain_id = $2 and status = 'ENROLLED' and last_accessed_at <= $3 order by last_accessed_at limit $4 for update skip locked) update speakers s set status = 'EXPIRED', updated_at = $5, erase_voice_at = cast($6 as timestamptz) from due where s.tenant_id = $7 and s.domain_id = $8 and s.generated_speaker_id = due.generated_speaker_id returning s.generated_speaker_id

with picked as (select generated_fraudster_id from fraudsters where tenant_id = $1 and domain_id = $2 limit $3), gone as (delete from fraudster_watchlists c using picked where c.tenant_id = $4 and c.domain_id = $5 and c.generated_fraudster_id = picked.generated_fraudster_id) delete from fraudsters p using picked where p.tenant_id = $6 and p.domain_id = $7 and p.generated_fraudster_id = picked.generated_fraudster_id

with picked as (select job_id from jobs where tenant_id = $1 and domain_id = $2 and kind <> $3 limit $4), gone as (delete from job_items i using picked where i.tenant_id = $5 and i.domain_id = $6 and i.job_id = picked.job_id) delete from jobs j using picked where j.tenant_id = $7 and j.domain_id = $8 and j.job_id = picked.job_id

with picked as (select session_id from sessions where tenant_id = $1 and domain_id = $2 limit $3), gone as (delete from session_streams c using picked where c.tenant_id = $4 and c.domain_id = $5 and c.session_id = picked.session_id) delete from sessions p using picked where p.tenant_id = $6 and p.domain_id = $7 and p.session_id = picked.session_id

with picked as (select watchlist_id from watchlists where tenant_id = $1 and domain_id = $2 limit $3), gone as (delete from fraudster_watchlists c using picked where c.tenant_id = $4 and c.domain_id = $5 and c.watchlist_id = picked.watchlist_id) delete from watchlists p using picked where p.tenant_id = $6 and p.domain_id = $7 and p.watchlist_id = picked.watchlist_id
