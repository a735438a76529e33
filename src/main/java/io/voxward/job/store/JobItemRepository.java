package io.voxward.job.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.ItemDraft;
import io.voxward.job.ItemLease;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.JobKind.ItemResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Remembers the items of jobs and who works on them. */
@ApplicationScoped
public class JobItemRepository implements PanacheRepositoryBase<JobItemRow, JobItemRow.Key> {
  private static final String WAITING = "WAITING";
  private static final String LEASED = "LEASED";
  private static final String DONE = "DONE";
  private static final String FAILED = "FAILED";
  private static final int INSERTED_TOGETHER = 1000;

  private static final String INSERT =
      "insert into job_items (tenant_id, domain_id, job_id, item_number, status, input,"
          + " error_code, error, attempts, lease_until, updated_at)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)";

  private static final String THIS_LEASE =
      "tenantId = ?1 and domainId = ?2 and jobId = ?3 and itemNumber = ?4 and leaseOwner = ?5"
          + " and attempts = ?6 and status = 'LEASED'";

  /** Adds all items of a job. */
  public void insertAll(Job job, List<ItemDraft> items, Instant now) {
    getEntityManager()
        .unwrap(Session.class)
        .doWork(connection -> insertAll(connection, job, items, now));
  }

  private static void insertAll(Connection connection, Job job, List<ItemDraft> items, Instant now)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int number = 0; number < items.size(); number++) {
        fill(insert, job, number, items.get(number), Timestamp.from(now));
        insert.addBatch();
        if ((number + 1) % INSERTED_TOGETHER == 0) {
          int[] _ = insert.executeBatch();
        }
      }
      int[] _ = insert.executeBatch();
    }
  }

  private static void fill(
      PreparedStatement insert, Job job, int number, ItemDraft item, Timestamp now)
      throws SQLException {
    JobFailure failure = item.failure();
    insert.setString(1, job.tenant().value());
    insert.setString(2, job.domain().value());
    insert.setString(3, job.id().value());
    insert.setLong(4, number);
    insert.setString(5, failure == null ? WAITING : FAILED);
    insert.setString(6, item.input());
    if (failure == null) {
      insert.setNull(7, Types.INTEGER);
      insert.setNull(8, Types.VARCHAR);
    } else {
      insert.setInt(7, failure.code());
      insert.setString(8, failure.message());
    }
    insert.setTimestamp(9, now);
    insert.setTimestamp(10, now);
  }

  /** Some job with an item to be taken; another one the next time, so that none waits for all. */
  public Optional<Job> anyWithWork(Collection<String> kinds, Instant now) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select * from jobs j where kind in (:kinds) and status = 'IN_PROGRESS'"
                + " and exists (select 1 from job_items i where i.tenant_id = j.tenant_id"
                + " and i.domain_id = j.domain_id and i.job_id = j.job_id"
                + " and i.status in ('WAITING', 'LEASED') and i.lease_until <= :now)"
                + " order by random() limit 1",
            JobRow.class)
        .setParameterList("kinds", kinds)
        .setParameter("now", now)
        .getResultStream()
        .findFirst()
        .map(JobRepository::job);
  }

  /** Takes items of the job that wait, or whose taker gives no sign of life. */
  public List<ItemLease> take(Job job, String owner, int most, Instant now, Instant until) {
    List<JobItemRow> rows =
        getEntityManager()
            .unwrap(Session.class)
            .createNativeQuery(
                "select * from job_items where tenant_id = ?1 and domain_id = ?2 and job_id = ?3"
                    + " and status in ('WAITING', 'LEASED') and lease_until <= ?4"
                    + " order by lease_until, item_number limit ?5 for update skip locked",
                JobItemRow.class)
            .setParameter(1, job.tenant().value())
            .setParameter(2, job.domain().value())
            .setParameter(3, job.id().value())
            .setParameter(4, now)
            .setParameter(5, most)
            .getResultList();
    for (JobItemRow row : rows) {
      row.status = LEASED;
      row.leaseOwner = owner;
      row.leaseUntil = until;
      row.attempts++;
    }
    flush();
    return rows.stream().map(row -> new ItemLease(job, item(row), owner)).toList();
  }

  /** Locks the item of a lease until commit; false if the lease was lost. */
  public boolean lock(ItemLease lease) {
    Job job = lease.job();
    return !getEntityManager()
        .createNativeQuery(
            "select 1 from job_items where tenant_id = ?1 and domain_id = ?2 and job_id = ?3"
                + " and item_number = ?4 and lease_owner = ?5 and attempts = ?6"
                + " and status = 'LEASED' for update",
            Integer.class)
        .setParameter(1, job.tenant().value())
        .setParameter(2, job.domain().value())
        .setParameter(3, job.id().value())
        .setParameter(4, lease.item().number())
        .setParameter(5, lease.owner())
        .setParameter(6, lease.item().attempts())
        .getResultList()
        .isEmpty();
  }

  /** Writes what came of an item. */
  public void write(ItemLease lease, ItemResult result, Instant now) {
    switch (result) {
      case ItemResult.Done(String text) ->
          change(
              lease,
              "status = ?7, result = ?8, leaseOwner = null, updatedAt = ?9",
              DONE,
              text,
              now);
      case ItemResult.Failed(JobFailure failure) ->
          change(
              lease,
              "status = ?7, errorCode = ?8, error = ?9, leaseOwner = null, updatedAt = ?10",
              FAILED,
              failure.code(),
              failure.message(),
              now);
    }
  }

  /**
   * Lets an item go, to be taken again at {@code at} at the earliest.
   *
   * @param costsAttempt whether this attempt counts
   */
  public void release(ItemLease lease, Instant at, boolean costsAttempt) {
    change(
        lease,
        "status = ?7, leaseOwner = null, leaseUntil = ?8, attempts = ?9",
        WAITING,
        at,
        costsAttempt ? lease.item().attempts() : lease.item().attempts() - 1);
  }

  private void change(ItemLease lease, String set, Object... values) {
    Job job = lease.job();
    Object[] all = new Object[6 + values.length];
    all[0] = job.tenant().value();
    all[1] = job.domain().value();
    all[2] = job.id().value();
    all[3] = lease.item().number();
    all[4] = lease.owner();
    all[5] = lease.item().attempts();
    System.arraycopy(values, 0, all, 6, values.length);
    int _ = update(set + " where " + THIS_LEASE, all);
  }

  /** Prolongs every lease of the owner. */
  public void prolong(String owner, Instant until) {
    update("leaseUntil = ?1 where leaseOwner = ?2 and status = 'LEASED'", until, owner);
  }

  /** Lets go of everything that the owner holds, at once; that costs no attempt. */
  public void releaseAll(String owner, Instant now) {
    update(
        "status = ?1, leaseOwner = null, leaseUntil = ?2, attempts = attempts - 1"
            + " where leaseOwner = ?3 and status = 'LEASED'",
        WAITING,
        now,
        owner);
  }

  /** The items of a job with numbers above {@code after}, in order. */
  public List<JobItem> page(Job job, long after, int most) {
    return find(
            "tenantId = ?1 and domainId = ?2 and jobId = ?3 and itemNumber > ?4"
                + " order by itemNumber",
            job.tenant().value(),
            job.domain().value(),
            job.id().value(),
            after)
        .range(0, most - 1)
        .stream()
        .map(JobItemRepository::item)
        .toList();
  }

  private static JobItem item(JobItemRow row) {
    return new JobItem(
        row.itemNumber,
        row.input,
        row.result,
        row.errorCode == null || row.error == null
            ? null
            : new JobFailure(row.errorCode, row.error),
        row.attempts);
  }

  /** How many entries the domain's jobs have, but for those of one kind. */
  public long countOf(TenantId tenant, DomainId domain, String exceptKind) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select count(*) from job_items i join jobs j using (tenant_id, domain_id, job_id)"
                + " where tenant_id = ?1 and domain_id = ?2 and j.kind <> ?3",
            Long.class)
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, exceptKind)
        .getSingleResult();
  }

  /** Removes some entries of the domain's jobs, but for those of one kind; says how many. */
  public int purge(TenantId tenant, DomainId domain, String exceptKind, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from job_items where ctid = any(array("
                + "select i.ctid from job_items i join jobs j using (tenant_id, domain_id, job_id)"
                + " where tenant_id = ?1 and domain_id = ?2 and j.kind <> ?3 limit ?4))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, exceptKind)
        .setParameter(4, most)
        .executeUpdate();
  }
}
