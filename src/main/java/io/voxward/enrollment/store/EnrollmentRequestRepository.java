package io.voxward.enrollment.store;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.voxward.common.DomainId;
import io.voxward.common.Failure.Reason;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SessionId;
import io.voxward.common.TenantId;
import io.voxward.enrollment.EnrollmentProgress;
import io.voxward.enrollment.EnrollmentStatus;
import io.voxward.enrollment.Retention;
import io.voxward.session.Claim;
import io.voxward.speaker.Speaker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Remembers that a session's speaker was to be enrolled, and what came of it. */
@ApplicationScoped
public class EnrollmentRequestRepository
    implements PanacheRepositoryBase<EnrollmentRequestRow, EnrollmentRequestRow.Key> {

  /** Which session of whom. */
  public record Place(TenantId tenant, DomainId domain, SessionId session) {
    private EnrollmentRequestRow.Key key() {
      return new EnrollmentRequestRow.Key(tenant.value(), domain.value(), session.value());
    }
  }

  /**
   * Adds a request.
   *
   * @param neededSeconds what is written of the net speech that it needs, in seconds: not what its
   *     session's requests brought themselves
   */
  public void insert(
      Place place,
      EnrollmentProgress progress,
      double neededSeconds,
      @Nullable String consentId,
      Instant at) {
    EnrollmentRequestRow row = new EnrollmentRequestRow();
    row.tenantId = place.tenant().value();
    row.domainId = place.domain().value();
    row.sessionId = place.session().value();
    row.speakerId = progress.speaker().speaker().value();
    row.consentId = consentId;
    row.requestedAt = at;
    row.neededSeconds = neededSeconds;
    fill(row, progress, at);
    persist(row);
  }

  /** Writes how it goes on. */
  public void update(Place place, EnrollmentProgress progress, Instant at) {
    EnrollmentRequestRow row = findById(place.key());
    if (row != null) {
      fill(row, progress, at);
    }
  }

  private static void fill(EnrollmentRequestRow row, EnrollmentProgress progress, Instant at) {
    row.status = progress.status().name();
    row.retention = progress.retention().name();
    row.netSpeechSeconds = progress.netSpeechSeconds();
    row.reasons = progress.reasons().stream().map(Reason::code).distinct().toArray(String[]::new);
    row.updatedAt = at;
  }

  /** What is written; figures of reasons are not, and the customer's own id is not either. */
  public Optional<EnrollmentProgress> find(Place place) {
    return findByIdOptional(place.key())
        .map(row ->
            new EnrollmentProgress(
                EnrollmentStatus.valueOf(row.status),
                row.netSpeechSeconds,
                row.neededSeconds,
                new Claim(new GeneratedSpeakerId(row.speakerId), null),
                Arrays.stream(row.reasons).map(code -> new Reason(code, code)).toList(),
                Retention.valueOf(row.retention)));
  }

  /** A person's requests as JSON objects. */
  public List<String> dataOf(Speaker speaker, int most) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(
            "select cast(json_build_object('sessionId', session_id, 'status', status,"
                + " 'netSpeechSeconds', net_speech_seconds, 'neededSeconds', needed_seconds,"
                + " 'reasons', reasons, 'consentId', consent_id, 'retention', retention,"
                + " 'requestedAt', requested_at, 'updatedAt', updated_at) as text)"
                + " from enrollment_requests where tenant_id = ?1 and domain_id = ?2"
                + " and generated_speaker_id = ?3 order by requested_at limit ?4",
            String.class)
        .setParameter(1, speaker.tenant().value())
        .setParameter(2, speaker.domain().value())
        .setParameter(3, speaker.id().value())
        .setParameter(4, most)
        .getResultList();
  }

  /** How many the domain has. */
  public long countOf(TenantId tenant, DomainId domain) {
    return count("tenantId = ?1 and domainId = ?2", tenant.value(), domain.value());
  }

  /** Removes some of those of a domain; says how many. */
  public int purge(TenantId tenant, DomainId domain, int most) {
    return getEntityManager()
        .createNativeQuery(
            "delete from enrollment_requests where ctid = any(array("
                + "select ctid from enrollment_requests where tenant_id = ?1 and domain_id = ?2"
                + " limit ?3))")
        .setParameter(1, tenant.value())
        .setParameter(2, domain.value())
        .setParameter(3, most)
        .executeUpdate();
  }
}
