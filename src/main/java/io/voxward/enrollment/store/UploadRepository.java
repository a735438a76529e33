package io.voxward.enrollment.store;

import io.voxward.common.DomainId;
import io.voxward.common.TenantId;
import io.voxward.enrollment.upload.ContentForm;
import io.voxward.enrollment.upload.Upload;
import io.voxward.enrollment.upload.UploadId;
import io.voxward.enrollment.upload.UploadStatus;
import io.voxward.enrollment.upload.UploadedContent;
import io.voxward.job.JobId;
import io.voxward.job.Schedule.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.MutationQuery;
import org.jspecify.annotations.Nullable;

/** Remembers uploads, their keys and what they hold. */
@ApplicationScoped
public class UploadRepository {
  private static final String COLUMNS =
      "tenant_id, domain_id, upload_id, status, job_id, recordings, bytes, created_at, expires_at,"
          + " ended_at, erased_at";
  private static final String THIS =
      " tenant_id = :tenant and domain_id = :domain and upload_id = :upload";
  private static final String CONTENT_COLUMNS = "name, form, bytes, object_id, created_at";

  /**
   * Something is to be done: an upload has ended and not all of it is removed; or it is to end,
   * since its time or its job is over; or it was erased so long ago that nobody asks for it.
   */
  private static final String DUE =
      " (status = 'ENDED' or (status = 'OPEN' and expires_at <= :now)"
          + " or (status = 'IN_USE' and not exists (select 1 from jobs j where"
          + " j.tenant_id = uploads.tenant_id and j.domain_id = uploads.domain_id"
          + " and j.job_id = uploads.job_id and j.ended_at is null))"
          + " or (status = 'ERASED' and erased_at <= :forgotten))";

  private final EntityManager database;

  /** Asks {@code database}. */
  public UploadRepository(EntityManager database) {
    this.database = database;
  }

  /**
   * The key of an upload, wrapped.
   *
   * @param generation of the domain's data key that it is sealed with
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Wrapped(byte[] bytes, int generation) {}

  private Session session() {
    return database.unwrap(Session.class);
  }

  private static <Q extends CommonQueryContract> Q of(
      Q query, TenantId tenant, DomainId domain, UploadId upload) {
    query.setParameter("tenant", tenant.value());
    query.setParameter("domain", domain.value());
    query.setParameter("upload", upload.value());
    return query;
  }

  /** Waits until no other transaction counts the domain's uploads; held until commit. */
  public void standInLine(TenantId tenant, DomainId domain) {
    Object _ =
        session()
            .createNativeQuery(
                "select pg_advisory_xact_lock(hashtextextended(:line, 0))::text", String.class)
            .setParameter("line", "uploads/" + tenant + "/" + domain)
            .getSingleResult();
  }

  /** What a domain has of uploads that are not erased. */
  public record Held(long uploads, long bytes) {}

  /** How much the domain has. */
  public Held held(TenantId tenant, DomainId domain) {
    Object[] row =
        session()
            .createNativeQuery(
                "select count(*), coalesce(sum(bytes), 0)::bigint from uploads"
                    + " where tenant_id = :tenant and domain_id = :domain and status <> 'ERASED'",
                Object[].class)
            .setParameter("tenant", tenant.value())
            .setParameter("domain", domain.value())
            .getSingleResult();
    return new Held(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
  }

  /** Adds an upload with its key. */
  public void insert(Upload upload, Wrapped key) {
    int _ =
        of(
                session()
                    .createNativeMutationQuery(
                        "insert into uploads (tenant_id, domain_id, upload_id, wrapped,"
                            + " key_generation, created_at, expires_at) values (:tenant, :domain,"
                            + " :upload, :wrapped, :generation, :created, :expires)"),
                upload.tenant(),
                upload.domain(),
                upload.id())
            .setParameter("wrapped", key.bytes())
            .setParameter("generation", key.generation())
            .setParameter("created", upload.createdAt())
            .setParameter("expires", upload.expiresAt())
            .executeUpdate();
  }

  /** The upload. */
  public Optional<Upload> find(TenantId tenant, DomainId domain, UploadId id) {
    return find(tenant, domain, id, "");
  }

  /** The upload, locked until commit. */
  public Optional<Upload> lock(TenantId tenant, DomainId domain, UploadId id) {
    return find(tenant, domain, id, " for update");
  }

  private Optional<Upload> find(TenantId tenant, DomainId domain, UploadId id, String lock) {
    return of(
            session()
                .createNativeQuery(
                    "select " + COLUMNS + " from uploads where" + THIS + lock, Object[].class),
            tenant,
            domain,
            id)
        .getResultStream()
        .findFirst()
        .map(UploadRepository::upload);
  }

  /** The uploads that those jobs use or used. */
  public List<Upload> ofJobs(TenantId tenant, DomainId domain, Collection<JobId> jobs) {
    return session()
        .createNativeQuery(
            "select "
                + COLUMNS
                + " from uploads where tenant_id = :tenant and domain_id = :domain"
                + " and job_id = any(:jobs)",
            Object[].class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("jobs", jobs.stream().map(JobId::value).toArray(String[]::new))
        .getResultStream()
        .map(UploadRepository::upload)
        .toList();
  }

  private static Upload upload(Object[] row) {
    return new Upload(
        new TenantId((String) row[0]),
        new DomainId((String) row[1]),
        new UploadId((String) row[2]),
        UploadStatus.valueOf((String) row[3]),
        row[4] == null ? null : new JobId((String) row[4]),
        ((Number) row[5]).intValue(),
        ((Number) row[6]).longValue(),
        (Instant) row[7],
        (Instant) row[8],
        (Instant) row[9],
        (Instant) row[10]);
  }

  /** The key of an upload; empty once it is destroyed. */
  public Optional<Wrapped> key(TenantId tenant, DomainId domain, UploadId id) {
    return of(
            session()
                .createNativeQuery(
                    "select wrapped, key_generation from uploads where"
                        + THIS
                        + " and wrapped is not null",
                    Object[].class),
            tenant,
            domain,
            id)
        .getResultStream()
        .findFirst()
        .map(row -> new Wrapped((byte[]) row[0], ((Number) row[1]).intValue()));
  }

  private MutationQuery on(Upload locked, String statement) {
    return of(
        session().createNativeMutationQuery(statement),
        locked.tenant(),
        locked.domain(),
        locked.id());
  }

  /** Notes that a job uses a locked upload. */
  public void use(Upload locked, JobId job) {
    int _ =
        on(locked, "update uploads set status = 'IN_USE', job_id = :job where" + THIS)
            .setParameter("job", job.value())
            .executeUpdate();
  }

  /** Destroys the key of a locked upload, and what is known of its contents. */
  public void end(Upload locked, Instant now) {
    int _ =
        on(
                locked,
                "update uploads set status = 'ENDED', wrapped = null,"
                    + " key_generation = null, ended_at = :now where"
                    + THIS)
            .setParameter("now", now)
            .executeUpdate();
    int _ = on(locked, "delete from upload_contents where" + THIS).executeUpdate();
  }

  /** Notes that nothing of an ended upload is left; false if that was noted before. */
  public boolean erased(TenantId tenant, DomainId domain, UploadId id, Instant now) {
    return of(
                session()
                    .createNativeMutationQuery(
                        "update uploads set status = 'ERASED', erased_at = :now where"
                            + THIS
                            + " and status = 'ENDED'"),
                tenant,
                domain,
                id)
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /** Removes an upload that was erased. */
  public void deleteErased(TenantId tenant, DomainId domain, UploadId id) {
    int _ =
        of(
                session()
                    .createNativeMutationQuery(
                        "delete from uploads where" + THIS + " and status = 'ERASED'"),
                tenant,
                domain,
                id)
            .executeUpdate();
  }

  /** The domains in which something is to be done about uploads. */
  public List<Place> placesDue(@Nullable TenantId tenant, Instant now, Instant forgotten) {
    return session()
        .createNativeQuery(
            "select distinct tenant_id, domain_id from uploads where"
                + DUE
                + " and (cast(:tenant as text) is null or tenant_id = cast(:tenant as text))"
                + " order by tenant_id, domain_id",
            Object[].class)
        .setParameter("now", now)
        .setParameter("forgotten", forgotten)
        .setParameter("tenant", tenant == null ? null : tenant.value(), String.class)
        .getResultStream()
        .map(row -> new Place(new TenantId((String) row[0]), new DomainId((String) row[1])))
        .toList();
  }

  /** The uploads of a domain about which something is to be done. */
  public List<UploadId> due(
      TenantId tenant, DomainId domain, Instant now, Instant forgotten, int most) {
    return session()
        .createNativeQuery(
            "select upload_id from uploads where tenant_id = :tenant and domain_id = :domain and"
                + DUE
                + " order by created_at limit :most",
            String.class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("now", now)
        .setParameter("forgotten", forgotten)
        .setParameter("most", most)
        .getResultStream()
        .map(UploadId::new)
        .toList();
  }

  /** Adds a content that is about to be written; the upload is locked and counts it. */
  public void insert(Upload locked, UploadedContent content) {
    int _ =
        on(
                locked,
                "insert into upload_contents (tenant_id, domain_id, upload_id, object_id,"
                    + " name, form, bytes, created_at) values (:tenant, :domain, :upload,"
                    + " :object, :name, :form, :bytes, :created)")
            .setParameter("object", content.object())
            .setParameter("name", content.name())
            .setParameter("form", content.form().text())
            .setParameter("bytes", content.bytes())
            .setParameter("created", content.createdAt())
            .executeUpdate();
    count(locked, recordings(content), content.bytes());
  }

  private static int recordings(UploadedContent content) {
    return content.form() instanceof ContentForm.Recording ? 1 : 0;
  }

  private void count(Upload locked, int recordings, long bytes) {
    int _ =
        on(
                locked,
                "update uploads set recordings = recordings + :recordings,"
                    + " bytes = bytes + :bytes where"
                    + THIS)
            .setParameter("recordings", recordings)
            .setParameter("bytes", bytes)
            .executeUpdate();
  }

  /** Removes a content of a locked upload, if it is there; the upload counts it no more. */
  public boolean delete(Upload locked, UploadedContent content) {
    boolean gone =
        on(locked, "delete from upload_contents where" + THIS + " and object_id = :object")
                .setParameter("object", content.object())
                .executeUpdate()
            == 1;
    if (gone) {
      count(locked, -recordings(content), -content.bytes());
    }
    return gone;
  }

  /** All of that name in an upload, whether they are complete or not. */
  public List<UploadedContent> allNamed(Upload locked, String name) {
    return of(
            session()
                .createNativeQuery(
                    "select "
                        + CONTENT_COLUMNS
                        + " from upload_contents where"
                        + THIS
                        + " and name = :name",
                    Object[].class),
            locked.tenant(),
            locked.domain(),
            locked.id())
        .setParameter("name", name)
        .getResultStream()
        .map(UploadRepository::content)
        .toList();
  }

  /** Notes that a content of a locked upload is written; false if it was removed meanwhile. */
  public boolean complete(Upload locked, UploadedContent content) {
    return on(
                locked,
                "update upload_contents set complete = true where"
                    + THIS
                    + " and object_id = :object")
            .setParameter("object", content.object())
            .executeUpdate()
        == 1;
  }

  /** The complete content of that name. */
  public Optional<UploadedContent> content(
      TenantId tenant, DomainId domain, UploadId id, String name) {
    return of(
            session()
                .createNativeQuery(
                    "select "
                        + CONTENT_COLUMNS
                        + " from upload_contents where"
                        + THIS
                        + " and name = :name and complete",
                    Object[].class),
            tenant,
            domain,
            id)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .map(UploadRepository::content);
  }

  /** Complete recordings of an upload with names after that, by name. */
  public List<UploadedContent> list(
      TenantId tenant, DomainId domain, UploadId id, String after, int most) {
    return of(
            session()
                .createNativeQuery(
                    "select "
                        + CONTENT_COLUMNS
                        + " from upload_contents where"
                        + THIS
                        + " and name > :after and complete order by name limit :most",
                    Object[].class),
            tenant,
            domain,
            id)
        .setParameter("after", after)
        .setParameter("most", most)
        .getResultStream()
        .map(UploadRepository::content)
        .toList();
  }

  private static UploadedContent content(Object[] row) {
    return new UploadedContent(
        (String) row[0],
        ContentForm.parse((String) row[1]),
        ((Number) row[2]).longValue(),
        (String) row[3],
        (Instant) row[4]);
  }

  /** How many keys of the domain are not sealed with the data key of that number. */
  public long countNotUnder(TenantId tenant, DomainId domain, int dataKey) {
    return session()
        .createNativeQuery(
            "select count(*) from uploads where tenant_id = :tenant and domain_id = :domain"
                + " and wrapped is not null and key_generation <> :dataKey",
            Long.class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("dataKey", dataKey)
        .getSingleResult();
  }

  /** A key sealed anew. */
  @FunctionalInterface
  public interface Renewal {
    /** The new value; absent where the old one does not open. */
    byte @Nullable [] of(String upload, Wrapped old);
  }

  /**
   * Puts something new in the place of the keys that are not sealed with that data key, each locked
   * until commit; says how many had nothing to be put there.
   */
  public int renewKeys(TenantId tenant, DomainId domain, int dataKey, Renewal renewal) {
    List<Object[]> stale =
        session()
            .createNativeQuery(
                "select upload_id, wrapped, key_generation from uploads where tenant_id = :tenant"
                    + " and domain_id = :domain and wrapped is not null"
                    + " and key_generation <> :dataKey order by upload_id for no key update",
                Object[].class)
            .setParameter("tenant", tenant.value())
            .setParameter("domain", domain.value())
            .setParameter("dataKey", dataKey)
            .getResultList();
    int left = 0;
    for (Object[] row : stale) {
      String upload = (String) row[0];
      byte[] sealed =
          renewal.of(upload, new Wrapped((byte[]) row[1], ((Number) row[2]).intValue()));
      if (sealed == null) {
        left++;
      } else {
        int _ =
            of(
                    session()
                        .createNativeMutationQuery(
                            "update uploads set wrapped = :wrapped, key_generation = :dataKey where"
                                + THIS),
                    tenant,
                    domain,
                    new UploadId(upload))
                .setParameter("wrapped", sealed)
                .setParameter("dataKey", dataKey)
                .executeUpdate();
      }
    }
    return left;
  }

  /** How many uploads the domain has, erased ones, too. */
  public long countOf(TenantId tenant, DomainId domain) {
    return session()
        .createNativeQuery(
            "select count(*) from uploads where tenant_id = :tenant and domain_id = :domain",
            Long.class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .getSingleResult();
  }

  /** Some uploads of the domain, locked until commit. */
  public List<Upload> some(TenantId tenant, DomainId domain, int most) {
    return session()
        .createNativeQuery(
            "select "
                + COLUMNS
                + " from uploads where tenant_id = :tenant and domain_id = :domain"
                + " order by upload_id limit :most for update",
            Object[].class)
        .setParameter("tenant", tenant.value())
        .setParameter("domain", domain.value())
        .setParameter("most", most)
        .getResultStream()
        .map(UploadRepository::upload)
        .toList();
  }

  /** Removes an upload with all that is known of it. */
  public void delete(Upload locked) {
    int _ = on(locked, "delete from uploads where" + THIS).executeUpdate();
  }
}
