package io.voxward.job.store;

import io.voxward.common.CustomerSpeakerId;
import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.job.Schedule.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.query.CommonQueryContract;
import org.jspecify.annotations.Nullable;

/** What jobs leave behind, by age and by person. */
@ApplicationScoped
public class JobResultRepository {
  private static final String OVER =
      " tenant_id = :tenant and domain_id = :domain and kind = any(:kinds)"
          + " and expires_at <= :now";

  /** The customer's own id in an entry; the index has the same words. */
  private static final String ABOUT =
      " i.tenant_id = :tenant and i.domain_id = :domain"
          + " and substring(i.input from '\"speakerId\":\"([A-Za-z0-9_-]+)\"') = :customer"
          + " and i.input like '%\"speakerId\":\"%'";

  private final EntityManager database;

  /** Asks {@code database}. */
  public JobResultRepository(EntityManager database) {
    this.database = database;
  }

  /** The domains in which results have outlived their time. */
  public List<Place> over(@Nullable TenantId tenant, Set<String> kinds, Instant now) {
    return database
        .unwrap(Session.class)
        .createNativeQuery(
            "select distinct tenant_id, domain_id from jobs where kind = any(:kinds)"
                + " and expires_at <= :now"
                + " and (cast(:tenant as text) is null or tenant_id = cast(:tenant as text))"
                + " order by tenant_id, domain_id",
            Object[].class)
        .setParameter("kinds", kinds.toArray(String[]::new))
        .setParameter("now", now)
        .setParameter("tenant", tenant == null ? null : tenant.value(), String.class)
        .getResultStream()
        .map(row -> new Place(new TenantId((String) row[0]), new DomainId((String) row[1])))
        .toList();
  }

  /** How many entries of a domain have outlived their time. */
  public long countOver(TenantId tenant, DomainId domain, Set<String> kinds, Instant now) {
    return filled(
            database
                .unwrap(Session.class)
                .createNativeQuery(
                    "select count(*) from job_items i where exists (select 1 from jobs j where"
                        + " j.tenant_id = i.tenant_id and j.domain_id = i.domain_id"
                        + " and j.job_id = i.job_id and j.kind = any(:kinds) and j.expires_at <= :now)"
                        + " and i.tenant_id = :tenant and i.domain_id = :domain",
                    Long.class),
            tenant,
            domain,
            kinds,
            now)
        .getSingleResult();
  }

  /** Removes some entries that have outlived their time; says how many. */
  public int removeEntriesOver(
      TenantId tenant, DomainId domain, Set<String> kinds, Instant now, int most) {
    return filled(
            database
                .unwrap(Session.class)
                .createNativeMutationQuery(
                    "delete from job_items where ctid = any(array(select i.ctid from job_items i"
                        + " join (select job_id from jobs where"
                        + OVER
                        + ") j using (job_id) where i.tenant_id = :tenant and i.domain_id = :domain"
                        + " limit :most for update of i skip locked))"),
            tenant,
            domain,
            kinds,
            now)
        .setParameter("most", most)
        .executeUpdate();
  }

  /** Removes some jobs that have outlived their time and have no entries; says how many. */
  public int removeJobsOver(
      TenantId tenant, DomainId domain, Set<String> kinds, Instant now, int most) {
    return filled(
            database
                .unwrap(Session.class)
                .createNativeMutationQuery(
                    "delete from jobs where ctid = any(array(select j.ctid from jobs j where"
                        + OVER
                        + " and not exists (select 1 from job_items i where i.tenant_id = j.tenant_id"
                        + " and i.domain_id = j.domain_id and i.job_id = j.job_id)"
                        + " limit :most for update of j skip locked))"),
            tenant,
            domain,
            kinds,
            now)
        .setParameter("most", most)
        .executeUpdate();
  }

  private <Q extends CommonQueryContract> Q filled(
      Q query, TenantId tenant, DomainId domain, Set<String> kinds, Instant now) {
    query.setParameter("tenant", tenant.value());
    query.setParameter("domain", domain.value());
    query.setParameter("kinds", kinds.toArray(String[]::new));
    query.setParameter("now", now);
    return query;
  }

  /** Removes the entries about a customer from jobs that have ended; says how many. */
  public int removeEntriesAbout(TenantId tenant, DomainId domain, CustomerSpeakerId customer) {
    return database
        .unwrap(Session.class)
        .createNativeMutationQuery(
            "delete from job_items where ctid = any(array(select i.ctid from job_items i"
                + " join jobs j on j.tenant_id = i.tenant_id and j.domain_id = i.domain_id"
                + " and j.job_id = i.job_id where j.ended_at is not null and"
                + ABOUT
                + "))")
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("customer", customer.value())
        .executeUpdate();
  }

  /** The entries about a customer as JSON objects. */
  public List<String> entriesAbout(
      TenantId tenant, DomainId domain, CustomerSpeakerId customer, int most) {
    return database
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('jobId', i.job_id, 'status', i.status,"
                + " 'entry', cast(i.input as json), 'result', cast(i.result as json),"
                + " 'errorCode', i.error_code, 'error', i.error, 'updatedAt', i.updated_at)"
                + " as text) from job_items i where"
                + ABOUT
                + " order by i.updated_at limit :most",
            String.class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("customer", customer.value())
        .setParameter("most", most)
        .getResultList();
  }
}
