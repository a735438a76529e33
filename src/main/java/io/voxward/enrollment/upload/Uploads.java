package io.voxward.enrollment.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.ClientTokens;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.consent.ErasureReason;
import io.voxward.consent.Erasures;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.enrollment.store.UploadRepository;
import io.voxward.enrollment.store.UploadRepository.Held;
import io.voxward.job.JobDraft;
import io.voxward.job.JobId;
import io.voxward.job.Jobs;
import io.voxward.job.Schedule.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Uploads from their beginning to their end, which is the destruction of their key: with the job
 * that uses them, in its transaction, however it ends; by their uploader; or when their time is
 * over. What is sealed in them is worthless from then on, and {@link UploadErasure} removes it.
 *
 * <pre>
 *   OPEN ──a job is started──► IN_USE ──the job is over──► ENDED ──sealed bytes removed──► ERASED
 *     └───────given up, or its time is over────────────────►┘
 * </pre>
 */
@ApplicationScoped
public class Uploads {
  /** How long an erased upload can be asked for: no job that used it can be asked for longer. */
  static final Duration REMEMBERED = Duration.ofHours(JobDraft.MOST_HOURS_TO_LIVE);

  /** What {@link UploadErasure} is configured with: it looks what is due when it runs. */
  private static final String NOTHING = "{}";

  private final Domains domains;
  private final UploadRepository rows;
  private final UploadKeys keys;
  private final UploadConfig config;
  private final Jobs jobs;
  private final Erasures erasures;
  private final ClientTokens tokens;
  private final Audit audit;
  private final MeterRegistry meters;
  private final Clock clock;

  /** Remembers uploads in {@code rows}. */
  public Uploads(
      Domains domains,
      UploadRepository rows,
      UploadKeys keys,
      UploadConfig config,
      Jobs jobs,
      Erasures erasures,
      ClientTokens tokens,
      Audit audit,
      MeterRegistry meters,
      Clock clock) {
    this.domains = domains;
    this.rows = rows;
    this.keys = keys;
    this.config = config;
    this.jobs = jobs;
    this.erasures = erasures;
    this.tokens = tokens;
    this.audit = audit;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Begins an upload with a key of its own, or finds the one that the first call with this token
   * began.
   *
   * @param clientToken the caller's token; without one every call begins one
   * @throws FailureException if the domain is missing or not active, or has as many as it may
   */
  @Transactional
  public Upload create(TenantId tenant, DomainId domain, @Nullable String clientToken) {
    Domain _ = domains.requireActive(tenant, domain);
    return tokens.once(
        tenant,
        "CreateUpload",
        clientToken,
        domain.value().getBytes(StandardCharsets.UTF_8),
        () -> create(tenant, domain),
        made -> made.id().value(),
        id -> get(tenant, domain, new UploadId(id)));
  }

  private Upload create(TenantId tenant, DomainId domain) {
    rows.standInLine(tenant, domain);
    requireRoom(
        "uploads of a domain that are not erased",
        rows.held(tenant, domain).uploads() + 1,
        config.mostInDomain());
    UploadId id = UploadId.random();
    Instant now = clock.instant();
    Upload upload =
        new Upload(
            tenant,
            domain,
            id,
            UploadStatus.OPEN,
            null,
            0,
            0,
            now,
            now.plus(config.unusedFor()),
            null,
            null);
    rows.insert(upload, keys.make(tenant, domain, id));
    record(upload, "upload.created", "");
    count("created");
    return upload;
  }

  private static void requireRoom(String what, long wanted, long most) {
    if (wanted > most) {
      throw new FailureException(new Failure.QuotaExceeded(what, most));
    }
  }

  private void record(Upload upload, String action, String details) {
    audit.record(
        new AuditEntry(upload.tenant(), action, upload.domain(), upload.id().value(), details));
  }

  private void count(String event) {
    meters.counter("voxward.uploads", "event", event).increment();
  }

  /**
   * The upload.
   *
   * @throws FailureException {@link Failure.NotFound} if the domain has none of that id, or the
   *     domain is not active
   */
  @Transactional
  public Upload get(TenantId tenant, DomainId domain, UploadId id) {
    Domain _ = domains.requireActive(tenant, domain);
    return rows.find(tenant, domain, id).orElseThrow(Uploads::notFound);
  }

  static FailureException notFound() {
    return FailureException.notFound(Failure.Resource.UPLOAD);
  }

  /** A page of the recordings that an upload has, by their names. */
  @Transactional
  public Page<UploadedContent> recordings(
      TenantId tenant, DomainId domain, UploadId id, int limit, @Nullable PageToken from) {
    Upload _ = get(tenant, domain, id);
    List<UploadedContent> found =
        rows.list(tenant, domain, id, from == null ? "" : from.lastKey(), limit + 1);
    List<UploadedContent> page = found.stream().limit(limit).toList();
    return new Page<>(page, found.size() > limit ? new PageToken(page.getLast().name()) : null);
  }

  /**
   * Makes room for a content that is about to be written.
   *
   * @throws FailureException if the upload is missing or takes no more, or a limit is reached
   */
  @Transactional
  void reserve(TenantId tenant, DomainId domain, UploadId id, UploadedContent content) {
    Domain _ = domains.requireActive(tenant, domain);
    rows.standInLine(tenant, domain);
    Upload upload = requireOpen(tenant, domain, id);
    Held held = rows.held(tenant, domain);
    requireRoom("recordings of an upload", upload.recordings() + 1L, config.mostRecordings());
    requireRoom("bytes of an upload", upload.bytes() + content.bytes(), config.mostBytes());
    requireRoom(
        "bytes of all uploads of a domain",
        held.bytes() + content.bytes(),
        config.mostBytesInDomain());
    rows.insert(upload, content);
  }

  private Upload requireOpen(TenantId tenant, DomainId domain, UploadId id) {
    Upload upload = rows.lock(tenant, domain, id).orElseThrow(Uploads::notFound);
    if (upload.status() != UploadStatus.OPEN || !clock.instant().isBefore(upload.expiresAt())) {
      throw FailureException.conflict(
          Failure.ConflictKind.UPLOAD_CLOSED,
          "the upload takes no more: a job uses or used it, or its time is over");
    }
    return upload;
  }

  /**
   * Notes that a content is written, in place of the one of its name before.
   *
   * @return the objects that nothing names any more
   * @throws FailureException if the upload was closed meanwhile, or another of the same name is
   *     written after this one
   */
  @Transactional
  List<UploadedContent> complete(
      TenantId tenant, DomainId domain, UploadId id, UploadedContent content) {
    Upload upload = requireOpen(tenant, domain, id);
    List<UploadedContent> before =
        rows.allNamed(upload, content.name()).stream()
            .filter(one -> !one.object().equals(content.object()))
            .filter(one -> rows.delete(upload, one))
            .toList();
    if (!rows.complete(upload, content)) {
      throw FailureException.conflict(
          Failure.ConflictKind.CONCURRENT_CHANGES, "another of the same name was sent meanwhile");
    }
    return before;
  }

  /** Gives back the room of a content that was not written. */
  @Transactional
  void giveUp(TenantId tenant, DomainId domain, UploadId id, UploadedContent content) {
    rows.lock(tenant, domain, id)
        .ifPresent(upload -> {
          boolean _ = rows.delete(upload, content);
        });
  }

  /** The complete content of that name. */
  @Transactional
  Optional<UploadedContent> content(TenantId tenant, DomainId domain, UploadId id, String name) {
    return rows.content(tenant, domain, id, name);
  }

  /**
   * Closes an upload for a job that is about to be started, in the caller's transaction; {@link
   * #use} follows.
   *
   * @throws FailureException if it is missing, takes no job, or has no manifest
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Upload requireReady(TenantId tenant, DomainId domain, UploadId id) {
    Upload upload = requireOpen(tenant, domain, id);
    if (rows.content(tenant, domain, id, UploadContents.MANIFEST).isEmpty()) {
      throw FailureException.invalid(
          "input", "names an upload without a manifest: send it first, to its /manifest");
    }
    return upload;
  }

  /** Notes which job uses an upload, in the caller's transaction, after {@link #requireReady}. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void use(Upload ready, JobId job) {
    rows.use(ready, job);
    count("used");
  }

  /** The uploads of those jobs, by job. */
  @Transactional
  public Map<JobId, Upload> ofJobs(TenantId tenant, DomainId domain, Collection<JobId> of) {
    return of.isEmpty()
        ? Map.of()
        : rows.ofJobs(tenant, domain, of).stream()
            .filter(upload -> upload.job() != null)
            .collect(Collectors.toMap(Uploads::jobOf, Function.identity()));
  }

  private static JobId jobOf(Upload upload) {
    JobId job = upload.job();
    if (job == null) {
      throw new IllegalStateException("no job uses the upload");
    }
    return job;
  }

  /**
   * Ends the upload of a job that is over, in the transaction in which the job ends: its key is
   * destroyed, and what it sealed is removed by a job of its own.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void jobEnded(TenantId tenant, DomainId domain, UploadId id) {
    rows.lock(tenant, domain, id)
        .filter(upload -> upload.status() == UploadStatus.IN_USE)
        .ifPresent(upload -> {
          end(upload, "ended");
          submitErasure(tenant, domain);
        });
  }

  /**
   * Ends an upload that no job uses, on its uploader's wish; one that has ended stays so.
   *
   * @throws FailureException if it is missing, or a job uses it
   */
  @Transactional
  public void abandon(TenantId tenant, DomainId domain, UploadId id) {
    Domain _ = domains.requireActive(tenant, domain);
    Upload upload = rows.lock(tenant, domain, id).orElseThrow(Uploads::notFound);
    switch (upload.status()) {
      case OPEN -> {
        end(upload, "abandoned");
        submitErasure(tenant, domain);
      }
      case IN_USE ->
          throw FailureException.conflict(
              Failure.ConflictKind.UPLOAD_CLOSED, "a job uses the upload: it ends with the job");
      case ENDED, ERASED -> {
        return;
      }
    }
  }

  private void end(Upload locked, String event) {
    rows.end(locked, clock.instant());
    record(locked, "upload.ended", "recordings=" + locked.recordings());
    count(event);
  }

  private void submitErasure(TenantId tenant, DomainId domain) {
    Object _ = jobs.submit(new JobDraft(tenant, domain, UploadErasure.NAME, null, NOTHING));
  }

  /** The domains in which an upload is to be ended, removed or forgotten. */
  @Transactional
  List<Place> placesDue(@Nullable TenantId tenant) {
    Instant now = clock.instant();
    return rows.placesDue(tenant, now, now.minus(REMEMBERED));
  }

  /** Those uploads of a domain. */
  @Transactional
  List<UploadId> due(TenantId tenant, DomainId domain, int most) {
    Instant now = clock.instant();
    return rows.due(tenant, domain, now, now.minus(REMEMBERED), most);
  }

  /** Destroys the key of an upload that is due, if that was not done before; says how it stands. */
  @Transactional
  Optional<UploadStatus> endDue(TenantId tenant, DomainId domain, UploadId id) {
    Optional<Upload> found = rows.lock(tenant, domain, id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return switch (found.get().status()) {
      case OPEN, IN_USE -> {
        end(found.get(), found.get().status() == UploadStatus.OPEN ? "expired" : "ended");
        yield Optional.of(UploadStatus.ENDED);
      }
      case ENDED, ERASED -> Optional.of(found.get().status());
    };
  }

  /**
   * Notes that the last of an ended upload is removed, with a receipt, in the caller's transaction;
   * one that was erased long ago is forgotten.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  int erased(TenantId tenant, DomainId domain, UploadId id) {
    Optional<Upload> found = rows.lock(tenant, domain, id);
    if (found.isEmpty()) {
      return 0;
    }
    Upload upload = found.get();
    if (upload.status() == UploadStatus.ERASED) {
      rows.deleteErased(tenant, domain, id);
      return 0;
    }
    if (!rows.erased(tenant, domain, id, clock.instant())) {
      return 0;
    }
    JobId job = upload.job();
    erasures.endedByTime(
        tenant,
        domain,
        ErasureReason.TIME_TO_LIVE,
        job == null ? id.value() : job.value(),
        Map.of("uploadedRecordings", (long) upload.recordings()));
    count("erased");
    return upload.recordings();
  }
}
